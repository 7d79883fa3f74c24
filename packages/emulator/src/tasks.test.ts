import { setImmediate as turn } from "node:timers/promises";
import { expect, test } from "vitest";
import { createSlowPortal, createTestPortal, fields, message } from "../test/test-portal.js";
import { badRequest } from "./api-error.js";
import { openStore } from "./store/store.js";
import { createTaskEngine, type TaskProgress, type Work } from "./tasks.js";

function createEngine() {
  const store = openStore(null);
  const errors: unknown[] = [];
  const engine = createTaskEngine(store, { now: () => 0 }, (error) => errors.push(error));
  return { store, engine, errors };
}

const work = (run: Work["run"], cleanUp: Work["cleanUp"] = () => undefined): Work => ({
  name: "Testing",
  startedBy: "admin",
  run,
  cleanUp,
});

/** Lets everything run that needs no more than turns of the event loop. */
async function settle(): Promise<void> {
  for (let count = 0; count < 20; count += 1) await turn();
}

test("a task tells its progress, which never goes back, and is readable once when it is finished", async () => {
  const { engine } = createEngine();
  let step: TaskProgress | undefined;
  let finish: () => void = () => undefined;
  const key = engine.start(
    work(async (progress) => {
      step = progress;
      await new Promise<void>((resolve) => (finish = resolve));
      return () => "All done.";
    }),
  );
  expect(key).toMatch(/^[0-9a-f]{32}$/);
  expect(engine.read(key)).toMatchObject({ isSucceeded: null, isWorking: true, overallProgress: 0 });
  await settle();
  step?.report(0.756, "Working");
  step?.report(0.5, "Still working");
  expect(engine.read(key)).toEqual({
    ...{ isSucceeded: null, isWorking: true, maxOverallProgress: 100, overallProgress: 75 },
    ...{ statusText: "Still working", taskName: "Testing" },
  });
  finish();
  await settle();
  expect(engine.read(key)).toEqual({
    ...{ isSucceeded: true, isWorking: false, maxOverallProgress: 100, overallProgress: 100 },
    ...{ statusText: "All done.", taskName: "Testing" },
  });
  expect(engine.read(key)).toBeUndefined();
});

test("a task that fails says why, and what it prepared is removed", async () => {
  const { engine, errors } = createEngine();
  const cleaned: string[] = [];
  const fail = (error: Error) =>
    work(
      () => Promise.reject(error),
      () => cleaned.push("x"),
    );
  const keys = [engine.start(fail(badRequest("No paper."))), engine.start(fail(new Error("bug at /secret")))];
  await settle();
  const [expected, internal] = keys.map((key) => engine.read(key));
  expect(expected).toMatchObject({ isSucceeded: false, isWorking: false, statusText: "No paper." });
  expect(internal?.statusText).not.toContain("secret");
  expect(cleaned).toHaveLength(2);
  expect(errors).toEqual([new Error("bug at /secret")]);
});

test("a task that fills the disk says so, and is no mistake to be reported", async () => {
  const { store, engine, errors } = createEngine();
  store.database.runAlone("PRAGMA max_page_count = 1");
  const key = engine.start(
    work(() => Promise.resolve(() => (store.settings.set("seed", "x".repeat(1_000_000)), "Done."))),
  );
  await settle();
  const { isSucceeded, statusText } = engine.read(key) ?? {};
  expect([isSucceeded, statusText]).toEqual([false, expect.stringContaining("The disk of the emulator is full.")]);
  expect(errors).toEqual([]);
});

test("a failure while the result is shown takes back all of it", async () => {
  const { store, engine } = createEngine();
  const key = engine.start(
    work(() =>
      Promise.resolve(() => {
        store.settings.set("seed", "half");
        throw badRequest("No room.");
      }),
    ),
  );
  await settle();
  expect(store.settings.get("seed")).toBeUndefined();
  expect(engine.read(key)).toMatchObject({ isSucceeded: false, statusText: "No room." });
});

test("the progress of a task that failed or was interrupted is complete, as some programs wait for it", async () => {
  const { store, engine } = createEngine();
  const failing = engine.start(
    work((progress) => {
      progress.report(0.4, "Working");
      throw badRequest("No.");
    }),
  );
  await settle();
  const status = { isSucceeded: false, maxOverallProgress: 100, overallProgress: 100 };
  expect(engine.read(failing)).toMatchObject({ ...status, statusText: "No." });
  const interrupted = engine.start(work(() => new Promise(() => undefined)));
  await settle();
  engine.stop();
  store.tasks.failRunning("Interrupted.");
  expect(engine.read(interrupted)).toMatchObject({ ...status, statusText: "Interrupted." });
});

test("a task fails when something that it wrote on the way could not be kept", async () => {
  const { store, engine, errors } = createEngine();
  const key = engine.start(
    work(async (progress) => {
      store.settings.set("seed", "first half");
      store.database.execute("PRAGMA defer_foreign_keys = ON; INSERT INTO chunks VALUES (9, 0, x'00')");
      await progress.pause();
      return () => "Done.";
    }),
  );
  await settle();
  expect(store.settings.get("seed")).toBeUndefined();
  expect(engine.read(key)).toMatchObject({ isSucceeded: false, isWorking: false });
  expect(errors).toMatchObject([{ message: expect.stringContaining("FOREIGN KEY") as string }]);
});

test("tasks run one after the other", async () => {
  const { engine } = createEngine();
  const order: string[] = [];
  for (const name of ["a", "b"]) {
    engine.start(
      work(async (progress) => {
        order.push(`${name} begins`);
        await progress.pause();
        order.push(`${name} ends`);
        return () => "Done.";
      }),
    );
  }
  await settle();
  expect(order).toEqual(["a begins", "a ends", "b begins", "b ends"]);
});

test("a stopped task writes nothing more", async () => {
  const { store, engine, errors } = createEngine();
  let isShown = false;
  engine.start(
    work(async (progress) => {
      for (let count = 0; count < 10; count += 1) await progress.pause();
      return () => {
        isShown = true;
        return "Done.";
      };
    }),
  );
  await turn();
  engine.stop();
  store.database.close();
  await settle();
  expect(isShown).toBe(false);
  expect(errors).toEqual([]);
});

test("other requests are answered while a task runs", async () => {
  const portal = createTestPortal();
  for (let number = 0; number < 300; number += 1) await portal.createTopic(`t${number}`, { body: "<p>x</p>" });
  const started = await portal.call("POST projects/manual?action=publish", { body: { pubId: "p", pubName: "P" } });
  const path = `GET tasks/${String(fields(started.json).taskKey)}`;
  const seen: number[] = [];
  for (let status = fields((await portal.call(path)).json); ; status = fields((await portal.call(path)).json)) {
    seen.push(Number(status.overallProgress));
    if (status.isSucceeded !== null) break;
    await turn();
  }
  expect(new Set(seen).size).toBeGreaterThan(3);
  expect(seen).toEqual(seen.toSorted((one, other) => one - other));
});

test("reset and restore end running tasks", async () => {
  const portal = createSlowPortal();
  const start = async () =>
    `GET tasks/${String(fields((await portal.call("POST projects/manual?action=publish", { body: { pubId: "p", pubName: "P" } })).json).taskKey)}`;
  const first = await start();
  portal.emulator.reset();
  await settle();
  expect((await portal.call(first)).status).toBe(404);
  expect((await portal.call("GET projects/p")).status).toBe(404);

  const second = await start();
  const snapshot = portal.emulator.snapshot();
  portal.emulator.restore(snapshot);
  await settle();
  expect((await portal.call(second)).json).toMatchObject({ isSucceeded: false, isWorking: false });
  expect((await portal.call("GET projects/p")).status).toBe(404);
});

test("an unknown task is not found, with a hint at the rule", async () => {
  const reply = await createTestPortal().call("GET tasks/8de60eb4ad8757c5a2b533afae6251aa");
  expect([reply.status, message(reply)]).toEqual([404, expect.stringContaining("forgotten")]);
});

test("what a task deletes is not to be seen at once, and goes in turns before the next task", async () => {
  const { store, engine } = createEngine();
  const createdOn = new Date(0);
  const project = { parentId: null, title: "P", language: "en-us", groups: [], outputTags: [], createdOn };
  const row = store.projects.insert({ ...project, id: "p", visibility: "Private" }, "live");
  const people = { status: "Draft", owner: "admin", assignee: "admin" };
  for (let number = 0; number < 250; number += 1) {
    const topic = { id: `t${number}`, title: "T", body: "", keywords: [], isAuto: false, modifiedOn: createdOn };
    store.topics.insert({ ...topic, ...people, createdOn, projectRow: row });
    store.toc.insert(row, { parentId: null, caption: "", topicId: topic.id, isShown: true });
  }
  const left = () => [store.topics.list(row).length, store.toc.count(row)];
  const key = engine.start(
    work(() =>
      Promise.resolve(() => {
        store.projects.delete(row);
        return "Deleted.";
      }),
    ),
  );
  let leftForNext: number[] | undefined;
  engine.start(
    work(() => {
      leftForNext = left();
      return Promise.resolve(() => "Done.");
    }),
  );
  while (engine.read(key)?.isWorking === true) await turn();
  expect(store.projects.get("p")).toBeUndefined();
  expect(store.projects.isTaken("p")).toBe(false);
  expect(left()).not.toEqual([0, 0]);
  await settle();
  expect(leftForNext).toEqual([0, 0]);
});
