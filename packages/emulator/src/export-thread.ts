/** Runs an exporter in a thread of its own: laying out pages takes long, and requests must be answered meanwhile. */
import { Worker } from "node:worker_threads";
import type { ExportFormat } from "@clickhelp-js/protocol";
import type { ExportSource } from "./documents/index.js";
import type { TaskProgress } from "./tasks.js";

/** What the thread is given. */
export interface ExportJob {
  readonly format: ExportFormat;
  readonly source: Omit<ExportSource, "readResource">;
  /** The files that the topics show, by path in Storage. */
  readonly resources: ReadonlyMap<string, Uint8Array>;
}

/** What the thread says. */
export type ExportMessage =
  | { readonly kind: "progress"; readonly fraction: number; readonly text: string }
  | { readonly kind: "done"; readonly bytes: Uint8Array };

// The worker is the file beside this one, compiled or not.
const worker = new URL(import.meta.url.replace(/export-thread(\.\w+)$/, "export-worker$1"));

/** Gives the exported file. The thread ends with it, or with the task. */
export async function exportInThread(job: ExportJob, progress: TaskProgress): Promise<Uint8Array> {
  const thread = new Worker(worker, { workerData: job });
  const stop = () => void thread.terminate();
  progress.signal.addEventListener("abort", stop);
  try {
    return await new Promise<Uint8Array>((resolve, reject) => {
      thread.on("message", (message: ExportMessage) => {
        if (message.kind === "done") resolve(message.bytes);
        else progress.report(0.1 + message.fraction * 0.8, message.text);
      });
      thread.once("error", reject);
      thread.once("exit", (code) => {
        reject(new Error(`the export ended without a result, with code ${code}`));
      });
    });
  } finally {
    progress.signal.removeEventListener("abort", stop);
    stop();
  }
}
