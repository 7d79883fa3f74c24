/** The one list of the formats that exports can be made in. */
import type { ExportFormat } from "@clickhelp-js/protocol";
import type { Exporter } from "./source.js";

/** The formats that can be produced. Each exporter loads what it needs when it is first used. */
export const exporters: Partial<Record<ExportFormat, Exporter>> = {
  Pdf: atOnce(async (source, report) => (await import("./pdf.js")).exportPdf(source, report)),
  Docx: atOnce(async (source, report) => (await import("./docx.js")).exportDocx(source, report)),
  Epub: atOnce(async (source, report) => (await import("./epub.js")).exportEpub(source, report)),
  async *WebHelp(source, report) {
    yield* (await import("./web-help.js")).exportWebHelp(source, report);
  },
  Mht: atOnce(async (source, report) => (await import("./mht.js")).exportMht(source, report)),
  async *PureHtml(source, report) {
    yield* (await import("./pure-html.js")).exportPureHtml(source, report);
  },
};

/** For formats whose makers want the whole document: it is in memory, and the thread ends when there is not enough. */
function atOnce(make: (...given: Parameters<Exporter>) => Promise<Uint8Array>): Exporter {
  return async function* (source, report) {
    yield await make(source, report);
  };
}

/**
 * The names of all as part of a sentence: `` `Pdf` and `PureHtml` ``. `Intl.ListFormat` would load all that is known of
 * languages with every start.
 */
export const madeFormats = Object.keys(exporters)
  .map((name) => `\`${name}\``)
  .join(", ")
  .replace(/, (?=[^,]+$)/, " and ");
