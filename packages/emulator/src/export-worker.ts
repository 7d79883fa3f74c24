/** The thread in which an export is made. */
import type { ExportFormat } from "@clickhelp-js/protocol";
import { exporters, type DocumentNode, type ExportSource } from "./documents/index.js";
import { workInThread, type CallPortal } from "./thread.js";
import { writeAll, type OutputServices } from "./worker-output.js";

/** What the thread is given. */
export interface ExportJob {
  readonly format: ExportFormat;
  readonly source: Omit<ExportSource, "nodes" | "readResource">;
}

/** A node of the TOC in reading order. */
export interface ExportNode {
  readonly caption: string;
  readonly topicId: string | null;
  readonly depth: number;
}

/** What the thread asks for when it needs it. */
export interface ExportServices extends OutputServices {
  /** The next nodes; none when all were given. */
  nextNodes(): ExportNode[];
  /** The bodies of the first of these topics, of one at least, empty where one is gone. Large ones come a few at a time. */
  bodies(topicIds: readonly string[]): string[];
  /** The content of a file in Storage, if there is one. */
  file(path: string): Uint8Array | undefined;
}

/** Bodies that are asked for at once. Exporters read them one after the other. */
const bodiesAtOnce = 50;

/** A node that reads its body when it is asked for it. */
class StoredNode implements DocumentNode {
  readonly caption: string;
  readonly topicId: string | null;
  readonly children: DocumentNode[] = [];
  readonly #bodies: Bodies;

  constructor({ caption, topicId }: ExportNode, bodies: Bodies) {
    this.caption = caption;
    this.topicId = topicId;
    this.#bodies = bodies;
  }

  readBody(): string | null {
    return this.topicId === null ? null : this.#bodies.get(this.topicId);
  }
}

/** The bodies of topics, of which a few are in memory: those that follow the one that was asked for. */
class Bodies {
  readonly #read: (topicIds: readonly string[]) => string[];
  readonly #topicIds: string[] = [];
  /** Where the one after the last that was read stands. */
  #position = 0;
  #present = new Map<string, string>();

  constructor(read: (topicIds: readonly string[]) => string[]) {
    this.#read = read;
  }

  add(topicId: string): void {
    this.#topicIds.push(topicId);
  }

  get(topicId: string): string {
    const known = this.#present.get(topicId);
    if (known !== undefined) return known;
    const isNext = this.#topicIds[this.#position] === topicId;
    const start = isNext ? this.#position : this.#topicIds.indexOf(topicId);
    const wanted = this.#topicIds.slice(start, start + bodiesAtOnce);
    const bodies = this.#read(wanted);
    const given = wanted.slice(0, bodies.length);
    this.#present = new Map(given.map((id, index) => [id, bodies[index] ?? ""]));
    this.#position = start + given.length;
    return this.#present.get(topicId) ?? "";
  }
}

function readNodes(call: CallPortal<ExportServices>): DocumentNode[] {
  const bodies = new Bodies((topicIds) => call("bodies", topicIds));
  const roots: DocumentNode[] = [];
  /** The nodes above and the present one. */
  const path: DocumentNode[] = [];
  for (let some = call("nextNodes"); some.length > 0; some = call("nextNodes")) {
    for (const given of some) {
      const node = new StoredNode(given, bodies);
      if (node.topicId !== null) bodies.add(node.topicId);
      path.length = given.depth;
      (path.at(-1)?.children ?? roots).push(node);
      path.push(node);
    }
  }
  return roots;
}

await workInThread<ExportJob, undefined, ExportServices>({
  async run({ format, source }, report, call) {
    const exporter = exporters[format];
    if (!exporter) throw new TypeError(`there is no exporter for ${format}`);
    const whole = { ...source, nodes: readNodes(call), readResource: (path: string) => call("file", path) };
    await writeAll(exporter(whole, report), (bytes) => {
      call("write", bytes);
    });
  },
});
