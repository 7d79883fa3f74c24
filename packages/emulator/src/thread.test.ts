import { expect, test } from "vitest";
import { runInThread } from "./thread.js";

const progress = { report: () => undefined, pause: () => Promise.resolve(), signal: new AbortController().signal };

/** A worker that runs this. */
function makeWorker(source: string): URL {
  const imports = 'import { parentPort, receiveMessageOnPort, workerData } from "node:worker_threads";';
  return new URL(`data:text/javascript,${encodeURIComponent(imports + source)}`);
}

test("what a thread has made when its task is stopped is not given on", async () => {
  const worker = makeWorker('parentPort.postMessage({ kind: "done", result: 1 });');
  const run = (signal: AbortSignal) => runInThread(worker, null, { ...progress, signal });
  expect(await run(new AbortController().signal)).toBe(1);
  await expect(run(AbortSignal.abort())).rejects.toThrow("aborted");
});

const caller = makeWorker(`
  parentPort.postMessage({ kind: "call", name: "double", given: [21] });
  Atomics.wait(workerData.isAnswered, 0, 0);
  parentPort.postMessage({ kind: "done", result: receiveMessageOnPort(parentPort).message });
`);

test("a thread waits for what the portal gives it", async () => {
  const services = { double: (number: number) => Promise.resolve(2 * number) };
  expect(await runInThread(caller, null, progress, { services })).toBe(42);
});

test("a thread ends with the error of what it asked the portal for", async () => {
  const services = {
    double: () => {
      throw new Error("there is nothing to double");
    },
  };
  await expect(runInThread(caller, null, progress, { services })).rejects.toThrow("there is nothing to double");
});

test("a thread that makes a text longer than any can be is told to be given too much", async () => {
  const worker = makeWorker('"x".repeat(2 ** 29).repeat(2);');
  await expect(runInThread(worker, null, progress)).rejects.toMatchObject({
    ...{ status: 400, message: "This is too large: there was not enough memory for it." },
  });
});
