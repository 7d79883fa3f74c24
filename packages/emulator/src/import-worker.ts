/** The thread in which a file becomes topics. */
import { importers, UnreadableFileError, type ImportedDocument, type ImportSource } from "./imports/index.js";
import { workInThread } from "./thread.js";

await workInThread<ImportSource, ImportedDocument>({
  run(source, report) {
    const importer = importers[source.format];
    if (!importer) throw new TypeError(`there is no importer for ${source.format}`);
    return importer(source, report);
  },
  isRefusal: (error) => error instanceof UnreadableFileError,
});
