/** Runs heavy work in a thread of its own: it takes long, and requests must be answered meanwhile. */
import { extname } from "node:path";
import { badRequest } from "./api-error.js";
import type { ReportProgress } from "./report-progress.js";
import type { TaskProgress } from "./tasks.js";
import { codeOf } from "./thrown.js";

type Message<R> =
  | { readonly kind: "progress"; readonly fraction: number; readonly text: string }
  | { readonly kind: "call"; readonly name: string; readonly given: readonly unknown[] }
  | { readonly kind: "done"; readonly result: R }
  /** What was given cannot be worked with; says why. */
  | { readonly kind: "refused"; readonly reason: string };

type Given<F> = F extends (...given: infer P) => unknown ? P : never;
type Answer<F> = F extends (...given: never[]) => infer A ? A : never;

/** What the portal does for a thread: functions that it may call by their names. */
export type Services<S> = {
  readonly [K in keyof S]: (...given: Given<S[K]>) => Answer<S[K]> | Promise<Answer<S[K]>>;
};

/** Calls a function of the portal from a thread, which does nothing else until it has what that gives. */
export type CallPortal<S> = <K extends keyof S & string>(name: K, ...given: Given<S[K]>) => Answer<S[K]>;

interface ThreadData<J> {
  readonly job: J;
  /** 1 when the answer to a call has been sent. */
  readonly isAnswered: Int32Array<SharedArrayBuffer>;
}

export interface ThreadLimits {
  /** After so many milliseconds, the thread is stopped. */
  readonly milliseconds: number;
  readonly megabytes: number;
}

/** No honest file needs more; a hostile one must not stop the queue. */
const usualLimits: ThreadLimits = { milliseconds: 15 * 60_000, megabytes: 3072 };

/** Of what a thread has just made. It may grow three times as large by default, whether or not that is needed. */
const youngMegabytes = 16;

/** The file of a worker, which lies beside this one, bundled or not. */
export function findWorker(name: "backup-worker" | "export-worker" | "import-worker"): URL {
  return new URL(`./${name}${extname(import.meta.url)}`, import.meta.url);
}

/**
 * Starts the worker and gives what it made; it ends with that, or with the task. Throws 400 with the worker's reason when
 * it refused what it was given, and what a service throws.
 */
export async function runInThread<R>(
  worker: URL,
  job: unknown,
  progress: TaskProgress,
  { services = {}, limits = usualLimits }: { readonly services?: object; readonly limits?: ThreadLimits } = {},
): Promise<R> {
  // Loaded here, because it takes long and few portals ever need a thread.
  const { Worker } = await import("node:worker_threads");
  progress.signal.throwIfAborted();
  const isAnswered = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  const data: ThreadData<unknown> = { job, isAnswered };
  const thread = new Worker(worker, {
    workerData: data,
    resourceLimits: { maxOldGenerationSizeMb: limits.megabytes, maxYoungGenerationSizeMb: youngMegabytes },
  });
  const answer = async (name: string, given: readonly unknown[]) => {
    const service: unknown = Reflect.get(services, name);
    if (typeof service !== "function") throw new TypeError(`there is no service "${name}"`);
    thread.postMessage(await Reflect.apply(service, services, given));
    Atomics.store(isAnswered, 0, 1);
    Atomics.notify(isAnswered, 0);
  };
  const stop = () => void thread.terminate();
  progress.signal.addEventListener("abort", stop);
  let timer: NodeJS.Timeout | undefined;
  try {
    const result = await new Promise<R>((resolve, reject) => {
      thread.on("message", (message: Message<R>) => {
        if (message.kind === "progress") progress.report(message.fraction, message.text);
        else if (message.kind === "call") answer(message.name, message.given).catch(reject);
        else if (message.kind === "done") resolve(message.result);
        else reject(badRequest(message.reason));
      });
      thread.once("error", (error: unknown) => {
        reject(toError(error));
      });
      thread.once("exit", (code) => {
        reject(new Error(`the thread ended without a result, with code ${code}`));
      });
      timer = setTimeout(() => {
        reject(badRequest("This took too long and was stopped."));
      }, limits.milliseconds);
    });
    // It may have been on its way when the task was stopped.
    progress.signal.throwIfAborted();
    return result;
  } finally {
    clearTimeout(timer);
    progress.signal.removeEventListener("abort", stop);
    stop();
  }
}

/** V8's words for a string or a buffer that is larger than any can be. */
const tooLong = /^Invalid (?:string|typed array|array buffer) length|^Array buffer allocation failed/;

function toError(error: unknown): Error {
  if (!(error instanceof Error)) return new Error("the thread threw something that is no error");
  const isOutOfMemory = codeOf(error) === "ERR_WORKER_OUT_OF_MEMORY";
  const isTooLong = error instanceof RangeError && tooLong.test(error.message);
  return isOutOfMemory || isTooLong ? badRequest("This is too large: there was not enough memory for it.") : error;
}

export interface ThreadWork<J, R, S> {
  readonly run: (job: J, report: ReportProgress, call: CallPortal<S>) => Promise<R>;
  /** Whether an error is the fault of what was given, so that its message is for the person who gave it. */
  readonly isRefusal?: (error: unknown) => boolean;
}

/** The worker's side: does the job that the thread was started with, and sends what {@link runInThread} gives. */
export async function workInThread<J, R, S = object>({ run, isRefusal }: ThreadWork<J, R, S>): Promise<void> {
  const threads = await import("node:worker_threads");
  const port = threads.parentPort;
  if (!port) throw new TypeError("this is no thread");
  const send = (message: Message<R>) => {
    port.postMessage(message);
  };
  const { job, isAnswered } = threads.workerData as ThreadData<J>;
  const call: CallPortal<S> = (name, ...given) => {
    Atomics.store(isAnswered, 0, 0);
    send({ kind: "call", name, given });
    Atomics.wait(isAnswered, 0, 0);
    return threads.receiveMessageOnPort(port)?.message as Answer<S[typeof name]>;
  };
  const report: ReportProgress = (fraction, text) => {
    send({ kind: "progress", fraction, text });
  };
  try {
    send({ kind: "done", result: await run(job, report, call) });
  } catch (error) {
    if (!isRefusal?.(error) || !(error instanceof Error)) throw error;
    send({ kind: "refused", reason: error.message });
  }
}
