import { expect, test } from "vitest";
import { runInThread } from "./thread.js";

test("what a thread has made when its task is stopped is not given on", async () => {
  const source = `import { parentPort } from "node:worker_threads"; parentPort.postMessage({ kind: "done", result: 1 });`;
  const worker = new URL(`data:text/javascript,${encodeURIComponent(source)}`);
  const progress = { report: () => undefined, pause: () => Promise.resolve() };
  const run = (signal: AbortSignal) => runInThread(worker, null, { ...progress, signal });
  expect(await run(new AbortController().signal)).toBe(1);
  await expect(run(AbortSignal.abort())).rejects.toThrow("aborted");
});
