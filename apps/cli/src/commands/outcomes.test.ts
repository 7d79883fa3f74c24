/** Work on several items, whatever it is. */
import { describe, expect, it } from "vitest";
import type { Progress } from "../output/progress.js";
import { settleEach } from "./outcomes.js";

const items = Array.from({ length: 12 }, (_, index) => `topic-${index}`);
const done = (id: string) => Promise.resolve({ id, outcome: "created" });
const failWith = (name: string, code: string) => () => Promise.reject(Object.assign(new Error("No."), { name, code }));

async function settle(work: (id: string) => ReturnType<typeof done>) {
  const told: string[] = [];
  const progress: Progress = {
    update: ({ fraction = 0, text = "" }) => told.push(`${Math.round(fraction * items.length)} ${text}`),
    done: () => told.push("done"),
    stop: () => told.push("stopped"),
  };
  const context = {
    options: { quiet: false } as Parameters<typeof settleEach>[0]["options"],
    signal: new AbortController().signal,
    unfinished: () => [],
    show: () => Promise.resolve(),
    warn: () => undefined,
    progress: () => Promise.resolve(progress),
  };
  const result = await settleEach(context, items, work, { label: "Sending", nameOf: (id) => ({ id }), columns: [] });
  return { told, exitCode: result.exitCode, text: JSON.stringify(result) };
}

describe("many items", () => {
  it("are shown as they are done", async () => {
    const { told, exitCode } = await settle(done);
    expect([exitCode, told]).toEqual([0, [...items.map((id, index) => `${index} ${id}`), "done"]]);
  });

  it.each([
    ["TimeoutError", "timeout"],
    ["ConnectionError", "connection"],
  ])("are left alone when the portal has given no answer twice in a row: %s", async (name, code) => {
    const { told, exitCode, text } = await settle(failWith(name, code));
    expect([exitCode, told]).toEqual([10, ["0 topic-0", "1 topic-1", "stopped"]]);
    expect(text).toMatch(/2 of 12 failed\.\\n0 of 12 done\.\\nThe rest was not tried\./);
  });

  it("are left alone when the login is refused, which is the failure of all when it is that of the first", async () => {
    const refuse = failWith("AuthenticationError", "authentication");
    await expect(settle(refuse)).rejects.toMatchObject({ code: "authentication" });
    const { told, exitCode, text } = await settle((id) => (id === "topic-0" ? done(id) : refuse()));
    expect([exitCode, told]).toEqual([10, ["0 topic-0", "1 topic-1", "stopped"]]);
    expect(text).toMatch(/1 of 12 failed\.\\n1 of 12 done\.\\nThe rest was not tried\.\\nnext: clickhelp auth status/);
  });

  it("are all tried after other failures, with what to do told once", async () => {
    const { told, text } = await settle(failWith("PermissionError", "permission"));
    expect(told).toHaveLength(13);
    expect(text.match(/next: clickhelp auth status/g)).toHaveLength(1);
  });
});
