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

  it("are left alone when the portal has not answered in time twice in a row", async () => {
    const { told, exitCode, text } = await settle(failWith("TimeoutError", "timeout"));
    expect([exitCode, told]).toEqual([10, ["0 topic-0", "1 topic-1", "stopped"]]);
    expect(text).toMatch(
      /2 of 12 failed\.\\n0 of 12 done\.\\nThe rest was not tried\.\\nnext: Try again, or give it longer/,
    );
  });

  it("are all tried after other failures, with what to do told once", async () => {
    const { told, text } = await settle(failWith("PermissionError", "permission"));
    expect(told).toHaveLength(13);
    expect(text.match(/next: clickhelp auth status/g)).toHaveLength(1);
  });
});
