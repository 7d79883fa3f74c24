/** Work on several items, whatever it is. */
import { describe, expect, it } from "vitest";
import type { Progress } from "../output/progress.js";
import { settleEach, type ItemOutcome } from "./outcomes.js";

const items = Array.from({ length: 12 }, (_, index) => `topic-${index}`);
const done = (id: string) => Promise.resolve({ id, outcome: "created" });
const failWith = (name: string, code: string, maybeApplied?: boolean) => () =>
  Promise.reject(Object.assign(new Error("No."), { name, code, maybeApplied }));
const first = (then: () => Promise<never>) => (id: string) => (id === "topic-0" ? done(id) : then());

async function settle(work: (id: string) => ReturnType<typeof done>, json?: string) {
  const told: string[] = [];
  const progress: Progress = {
    update: ({ fraction = 0, text = "" }) => told.push(`${Math.round(fraction * items.length)} ${text}`),
    done: () => told.push("done"),
    stop: () => told.push("stopped"),
  };
  const context = {
    options: { quiet: false, json } as Parameters<typeof settleEach>[0]["options"],
    signal: new AbortController().signal,
    unfinished: () => [],
    show: () => Promise.resolve(),
    progress: () => Promise.resolve(progress),
  };
  const view = { label: "Sending", nameOf: (id: string) => ({ id }), columns: [] };
  const settling = settleEach(context, items, work, view);
  const {
    exitCode,
    notes = [],
    ...result
  } = await settling.catch((error: unknown) => {
    expect(told.at(-1)).toBe("stopped");
    throw error;
  });
  const values = "values" in result ? (result.values as readonly ItemOutcome[]) : [];
  return { told, exitCode, notes, values, outcomes: values.map(({ outcome }) => outcome) };
}

describe("many items", () => {
  it("are shown as they are done", async () => {
    const { told, exitCode } = await settle(done);
    expect([exitCode, told]).toEqual([0, [...items.map((id, index) => `${index} ${id}`), "done"]]);
  });

  const untried = (count: number) => Array<string>(count).fill("not-tried");

  it.each([
    ["TimeoutError", "timeout", "1 of 12 done, 2 failed, 9 not tried: the portal does not answer in time."],
    ["ConnectionError", "connection", "1 of 12 done, 2 failed, 9 not tried: the portal does not answer."],
  ])("are left alone when the portal has given no answer twice in a row: %s", async (name, code, summary) => {
    const { told, exitCode, notes, outcomes } = await settle(first(failWith(name, code)));
    expect([exitCode, told]).toEqual([10, ["0 topic-0", "1 topic-1", "2 topic-2", "stopped"]]);
    expect(outcomes).toEqual(["created", "failed", "failed", ...untried(9)]);
    expect(notes.map((note) => note.split("\n")[0])).toEqual(["topic-1: No.", "topic-2: No.", summary]);
  });

  it("are left alone when the login is refused", async () => {
    const { exitCode, notes, outcomes } = await settle(first(failWith("AuthenticationError", "authentication")));
    expect([exitCode, outcomes]).toEqual([10, ["created", "failed", ...untried(10)]]);
    expect(notes.at(-1)).toMatch(
      /^1 of 12 done, 1 failed, 10 not tried: the login is refused\.\nnext: clickhelp auth status/,
    );
  });

  it.each(["authentication", "configuration", "connection"])(
    "fail as one where nothing was done, and the others would fail alike: %s",
    async (code) => {
      await expect(settle(failWith("Error", code))).rejects.toMatchObject({ code });
    },
  );

  it("are told one by one where one has failed for a reason of its own", async () => {
    const missing = failWith("NotFoundError", "not-found");
    const refuse = failWith("AuthenticationError", "authentication");
    const { exitCode, outcomes } = await settle((id) => (id === "topic-0" ? missing() : refuse()));
    expect([exitCode, outcomes]).toEqual([10, ["failed", "failed", ...untried(10)]]);
  });

  it("are all tried where an answer comes between", async () => {
    const drop = failWith("ConnectionError", "connection");
    const { outcomes } = await settle((id) => (Number(id.at(-1)) % 2 === 0 ? done(id) : drop()));
    expect(outcomes).not.toContain("not-tried");
  });

  it("are told one by one where something may have been done all the same", async () => {
    const { exitCode, outcomes, notes } = await settle(failWith("ConnectionError", "connection", true));
    expect([exitCode, outcomes]).toEqual([10, ["failed", "failed", ...untried(10)]]);
    expect(notes.join("\n").match(/look before you repeat it/g)).toHaveLength(2);
  });

  it("are all tried after other failures, with what to do told once", async () => {
    const { told, notes } = await settle(failWith("PermissionError", "permission"));
    expect(told).toHaveLength(13);
    expect(notes.join("\n").match(/next: clickhelp auth status/g)).toHaveLength(1);
  });

  it("tell programs all in their outcomes", async () => {
    const { notes, values } = await settle(first(failWith("ConnectionError", "connection")), "");
    expect(notes).toEqual([]);
    expect(values[1]).toMatchObject({ id: "topic-1", outcome: "failed", code: "connection", message: "No." });
  });
});
