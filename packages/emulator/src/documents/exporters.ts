/** The one list of the formats that exports can be made in. */
import type { ExportFormat } from "@clickhelp-js/protocol";
import type { Exporter } from "./source.js";

/** The formats that can be produced. Each exporter loads what it needs when it is first used. */
export const exporters: Partial<Record<ExportFormat, Exporter>> = {
  Pdf: async (source, report) => (await import("./pdf.js")).exportPdf(source, report),
  Docx: async (source, report) => (await import("./docx.js")).exportDocx(source, report),
  Epub: async (source, report) => (await import("./epub.js")).exportEpub(source, report),
  WebHelp: async (source, report) => (await import("./web-help.js")).exportWebHelp(source, report),
  Mht: async (source, report) => (await import("./mht.js")).exportMht(source, report),
  PureHtml: async (source, report) => (await import("./pure-html.js")).exportPureHtml(source, report),
};

/** Those that take along every file that a topic leads to. The others take its pictures alone. */
export const siteFormats: ReadonlySet<ExportFormat> = new Set<ExportFormat>(["WebHelp", "PureHtml"]);

/**
 * The names of all as part of a sentence: `` `Pdf` and `PureHtml` ``. `Intl.ListFormat` would load all that is known of
 * languages with every start.
 */
export const madeFormats = Object.keys(exporters)
  .map((name) => `\`${name}\``)
  .join(", ")
  .replace(/, (?=[^,]+$)/, " and ");
