/** The PureHtml export: a zip of plain pages that need no server and no script. */
import type { ReportProgress } from "../report-progress.js";
import { exportSite } from "./html-site.js";
import { stylesheet } from "./html-site-style.js";
import type { ExportSource } from "./source.js";

/** Makes the zip; nothing that a body brings along can run. */
export function exportPureHtml(source: ExportSource, report: ReportProgress): AsyncIterable<Uint8Array> {
  const frame = { scripts: "'none'", head: () => "", search: () => "", contentsBeside: () => "" };
  return exportSite(source, report, frame, [{ path: "style.css", content: stylesheet }]);
}
