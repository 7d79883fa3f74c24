/** The thread in which an export is made. */
import type { ExportFormat } from "@clickhelp-js/protocol";
import { exporters, type ExportSource } from "./documents/index.js";
import { workInThread } from "./thread.js";

/** What the thread is given. */
export interface ExportJob {
  readonly format: ExportFormat;
  readonly source: Omit<ExportSource, "readResource">;
  /** The files that the topics show, by path in Storage. */
  readonly resources: ReadonlyMap<string, Uint8Array>;
}

await workInThread<ExportJob, Uint8Array<ArrayBuffer>>({
  async run({ format, source, resources }, report) {
    const exporter = exporters[format];
    if (!exporter) throw new TypeError(`there is no exporter for ${format}`);
    const made = await exporter({ ...source, readResource: (path) => resources.get(path) }, report);
    // A copy of its own, because the exporter's buffer may be part of a larger one.
    return Uint8Array.from(made);
  },
  handOver: (bytes) => [bytes.buffer],
});
