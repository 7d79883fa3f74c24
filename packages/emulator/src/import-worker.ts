/** The thread in which a file becomes topics. */
import {
  importers,
  UnreadableFileError,
  type ImportedDocument,
  type ImportedFile,
  type ImportedNode,
  type ImportedPublication,
  type ImportedToc,
  type ImportSource,
  type PlacedTopic,
} from "./imports/index.js";
import { blockSize } from "./imports/source-file.js";
import type { ReportProgress } from "./report-progress.js";
import { workInThread, type CallPortal } from "./thread.js";
import { writeAll } from "./worker-output.js";

/** What the thread is given. */
export interface ImportJob extends Omit<ImportSource, "file"> {
  /** Of the file, in bytes. */
  readonly size: number;
}

/** What is left to be known when everything was written. */
export interface ImportOutcome extends Pick<ImportedDocument, "title" | "language" | "createdOn" | "folders"> {
  readonly notes: readonly string[];
}

export interface NewFile extends Omit<ImportedFile, "content"> {
  /** The first bytes of the content, or all of them. */
  readonly content: Uint8Array;
}

/** What the portal does with what the thread makes, none of which is seen yet. Places are those of {@link PlacedTopic}. */
export interface ImportServices {
  /** A part of the file. */
  read(start: number, end: number): Uint8Array;
  /** Says of each publication whether it is restored; the others stay out. */
  addPublications(publications: readonly ImportedPublication[]): boolean[];
  writeNodes(place: number, nodes: readonly ImportedNode[]): void;
  writeTopics(topics: readonly PlacedTopic[]): void;
  writeFiles(files: readonly NewFile[]): void;
  /** Adds bytes to the file that was written last. */
  appendToFile(bytes: Uint8Array): void;
}

type Call = CallPortal<ImportServices>;

/** What the portal writes in one turn. */
const rowsAtOnce = 50;
const charactersAtOnce = 256 * 1024;

/** Of all that is to be done: reading the file, and writing its topics and files. */
const shareOfContents = 0.95;

/** Rows that are sent together: as many as make a turn. */
class Batch<T> {
  readonly #write: (rows: readonly T[]) => void;
  #rows: T[] = [];
  #size = 0;

  constructor(write: (rows: readonly T[]) => void) {
    this.#write = write;
  }

  add(row: T, size: number): void {
    this.#rows.push(row);
    this.#size += size;
    if (this.#size >= charactersAtOnce || this.#rows.length >= rowsAtOnce) this.flush();
  }

  flush(): void {
    if (this.#rows.length > 0) this.#write(this.#rows);
    this.#rows = [];
    this.#size = 0;
  }
}

async function writeDocument(
  { tocs, publications = [], contents }: ImportedDocument,
  report: ReportProgress,
  call: Call,
): Promise<void> {
  const isWritten = [true, ...call("addPublications", publications)];
  const topics = new Batch<PlacedTopic>((some) => {
    call("writeTopics", some);
  });
  const files = new Batch<NewFile>((some) => {
    call("writeFiles", some);
  });
  for await (const content of contents) {
    if ("file" in content) await writeFile(content.file, files, call);
    else if (isWritten[content.place] === true) topics.add(content, content.topic.body.length);
  }
  topics.flush();
  files.flush();
  // After the topics that it names.
  report(shareOfContents, "Writing the table of contents");
  for (const [place, toc] of tocs.entries()) {
    if (isWritten[place] === true) writeNodes(place, toc, call);
  }
}

function writeNodes(place: number, nodes: ImportedToc, call: Call): void {
  for (let start = 0; start < nodes.length; start += rowsAtOnce) {
    call("writeNodes", place, nodes.slice(start, start + rowsAtOnce));
  }
}

/** Many formats give a file as one piece, of whatever size. */
async function* toBlocks(pieces: ImportedFile["content"]): AsyncGenerator<Uint8Array> {
  for await (const piece of pieces) {
    for (let start = 0; start < piece.length; start += blockSize) yield piece.subarray(start, start + blockSize);
  }
}

/** Small ones together; what does not fit into one piece is added to it. */
async function writeFile({ content, ...file }: ImportedFile, files: Batch<NewFile>, call: Call): Promise<void> {
  let pieces = 0;
  const write = (bytes: Uint8Array) => {
    pieces += 1;
    if (pieces === 1) {
      // A copy, since the bytes are sent later.
      files.add({ ...file, content: new Uint8Array(bytes) }, bytes.length);
      return;
    }
    files.flush();
    call("appendToFile", bytes);
  };
  await writeAll(toBlocks(content), write);
  if (pieces === 0) write(new Uint8Array());
}

await workInThread<ImportJob, ImportOutcome, ImportServices>({
  async run({ size, ...rest }, report, call) {
    const importer = importers[rest.format];
    if (!importer) throw new TypeError(`there is no importer for ${rest.format}`);
    const file = { size, read: (start: number, end: number) => call("read", start, end) };
    const document = await importer({ ...rest, file }, (fraction, text) => {
      report(shareOfContents * fraction, text);
    });
    await writeDocument(document, report, call);
    const { title, language, createdOn, folders, notes } = document;
    return { title, language, createdOn, folders, notes: notes() };
  },
  isRefusal: (error) => error instanceof UnreadableFileError,
});
