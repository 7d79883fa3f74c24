/** The thread in which an export is made. Started by `export-thread.ts`, which it answers with messages. */
import { parentPort, workerData } from "node:worker_threads";
import { exporters } from "./documents/index.js";
import type { ExportJob, ExportMessage } from "./export-thread.js";

const { format, source, resources } = workerData as ExportJob;

function send(message: ExportMessage, ...moved: ArrayBuffer[]): void {
  parentPort?.postMessage(message, moved);
}

const exporter = exporters[format];
if (!exporter) throw new TypeError(`there is no exporter for ${format}`);
const made = await exporter({ ...source, readResource: (path) => resources.get(path) }, (fraction, text) => {
  send({ kind: "progress", fraction, text });
});
// A copy of its own, because the exporter's buffer may be part of a larger one.
const bytes = Uint8Array.from(made);
send({ kind: "done", bytes }, bytes.buffer);
