/** Runs heavy work in a thread of its own: it takes long, and requests must be answered meanwhile. */
import { extname } from "node:path";
import { badRequest } from "./api-error.js";
import type { TaskProgress } from "./tasks.js";

type Message<R> =
  | { readonly kind: "progress"; readonly fraction: number; readonly text: string }
  | { readonly kind: "done"; readonly result: R }
  /** What was given cannot be worked with; says why. */
  | { readonly kind: "refused"; readonly reason: string };

export type ReportProgress = (fraction: number, text: string) => void;

export interface ThreadLimits {
  /** After so many milliseconds, the thread is stopped. */
  readonly milliseconds: number;
  readonly megabytes: number;
}

/** No honest file needs more; a hostile one must not stop the queue. */
const usualLimits: ThreadLimits = { milliseconds: 15 * 60_000, megabytes: 3072 };

/** The file of a worker, which lies beside this one, bundled or not. */
export function findWorker(name: "export-worker" | "import-worker"): URL {
  return new URL(`./${name}${extname(import.meta.url)}`, import.meta.url);
}

/**
 * Starts the worker and gives what it made; it ends with that, or with the task. Throws 400 with the worker's reason when
 * it refused what it was given.
 */
export async function runInThread<R>(
  worker: URL,
  job: unknown,
  progress: TaskProgress,
  limits: ThreadLimits = usualLimits,
): Promise<R> {
  // Loaded here, because it takes long and few portals ever need a thread.
  const { Worker } = await import("node:worker_threads");
  progress.signal.throwIfAborted();
  const thread = new Worker(worker, {
    workerData: job,
    resourceLimits: { maxOldGenerationSizeMb: limits.megabytes },
  });
  const stop = () => void thread.terminate();
  progress.signal.addEventListener("abort", stop);
  let timer: NodeJS.Timeout | undefined;
  try {
    const result = await new Promise<R>((resolve, reject) => {
      thread.on("message", (message: Message<R>) => {
        if (message.kind === "progress") progress.report(message.fraction, message.text);
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

function toError(error: unknown): Error {
  if (!(error instanceof Error)) return new Error("the thread threw something that is no error");
  const isOutOfMemory = "code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY";
  return isOutOfMemory ? badRequest("This is too large: there was not enough memory for it.") : error;
}

export interface ThreadWork<J, R> {
  readonly run: (job: J, report: ReportProgress) => Promise<R>;
  /** Buffers of the result that are handed over rather than copied. */
  readonly handOver?: (result: R) => ArrayBuffer[];
  /** Whether an error is the fault of what was given, so that its message is for the person who gave it. */
  readonly isRefusal?: (error: unknown) => boolean;
}

/** The worker's side: does the job that the thread was started with, and sends what {@link runInThread} gives. */
export async function workInThread<J, R>({ run, handOver, isRefusal }: ThreadWork<J, R>): Promise<void> {
  const thread = await import("node:worker_threads");
  const send = (message: Message<R>, moved: ArrayBuffer[] = []) => thread.parentPort?.postMessage(message, moved);
  try {
    const result = await run(thread.workerData as J, (fraction, text) => {
      send({ kind: "progress", fraction, text });
    });
    send({ kind: "done", result }, handOver?.(result));
  } catch (error) {
    if (!isRefusal?.(error) || !(error instanceof Error)) throw error;
    send({ kind: "refused", reason: error.message });
  }
}
