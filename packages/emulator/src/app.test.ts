import { expect, onTestFinished, test } from "vitest";
import { createApp } from "./app.js";
import { fromRequest } from "./portal-request.js";
import { openStore } from "./store/store.js";
import { createTaskEngine } from "./tasks.js";

function openApp() {
  const store = openStore(null);
  onTestFinished(() => {
    store.database.close();
  });
  const clock = { now: () => 0 };
  const errors: unknown[] = [];
  const onError = (error: unknown) => errors.push(error);
  const tasks = createTaskEngine(store, clock, onError);
  const portal = { store, clock, tasks, noteActivity: () => undefined };
  const app = createApp(portal, { byteOrderMark: false, strict: true, onError });
  /** The answer to a page on the way to which this is done. */
  const answer = (toRequest: () => never) =>
    app({ ...fromRequest(new Request("https://portal.example/login")), toRequest });
  return { store, errors, answer };
}

test("what fails on the way to a page is answered with 500, and told", async () => {
  const { errors, answer } = openApp();
  const failure = new Error("this makes no request");
  const reply = await answer(() => {
    throw failure;
  });
  expect(reply.status).toBe(500);
  expect(errors).toEqual([failure]);
});

test("a full disk is told to whoever asked, and is no mistake to be reported", async () => {
  const { store, errors, answer } = openApp();
  store.database.runAlone("PRAGMA max_page_count = 1");
  const reply = await answer(() => {
    store.settings.set("seed", "x".repeat(1_000_000));
    throw new Error("It was not full.");
  });
  expect(reply.status).toBe(500);
  expect("content" in reply && reply.content).toContain("The disk of the emulator is full.");
  expect(errors).toEqual([]);
  await expect(store.database.committed()).rejects.toThrow();
});
