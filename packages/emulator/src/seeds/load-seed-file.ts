/** Reads a seed file, checks it, and reads what it names. */
import { readFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { LineCounter, parseDocument, type YAMLParseError } from "yaml";
import { EmulatorError } from "../emulator-error.js";
import { codeOf } from "../thrown.js";
import { readForm, refuseSeed } from "./check-seed.js";
import { fillSeed } from "./fill-seed.js";
import type { PortalSeed, SeedFile, SeedTocNode } from "./portal-seed.js";
import { findSeedProblems, inReadingOrder, type CheckedSeed, type SeedProblem } from "./seed-problems.js";
import { seedFile, type FileStored, type FileTocNode } from "./seed-schemas.js";

/** Does what `readSeedFile` says. */
export async function loadSeedFile(file: string): Promise<PortalSeed> {
  const { content, sound, problems } = readForm(seedFile, parse(file, await readText(file)));
  const near = await readNear(file, namedFiles(sound));
  const source = { what: `The seed ${file}`, whole: "the file" };
  refuseSeed(source, problems, [...findSeedProblems(sound), ...near.problems]);
  if (!content) throw new TypeError("a seed was neither refused nor taken");
  return fillSeed({
    ...content,
    projects: content.projects.map(({ toc, ...project }) => ({ ...project, toc: toNodes(toc, near) })),
    files: content.files.map((stored) => toFile(stored, near)),
  });
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    throw new EmulatorError("seed", `The seed ${file} cannot be read: ${reasonOf(error)}. Check its path.`, {
      cause: error,
    });
  }
}

function reasonOf(error: unknown): string {
  const code = codeOf(error) ?? "";
  return (
    { ENOENT: "it does not exist", EISDIR: "it is a folder", EACCES: "it may not be read" }[code] ?? (code || "unknown")
  );
}

/** JSON is YAML, too. Messages of the parser are not passed on, because they quote the text. */
function parse(file: string, text: string): unknown {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { prettyErrors: false, stringKeys: true, lineCounter });
  const [first] = document.errors;
  if (first) {
    const { line, col } = lineCounter.linePos(placeOf(first, text));
    const what = first.code.toLowerCase().replaceAll("_", " ");
    throw new EmulatorError("seed", `The seed ${file} is no JSON or YAML: line ${line}, column ${col}: ${what}.`);
  }
  try {
    return document.toJS({ maxAliasCount: 0 });
  } catch {
    throw new EmulatorError("seed", `The seed ${file} has aliases (*name), which are not taken. Write them out.`);
  }
}

/** What is left open is missed where the text ends, or goes on, in a later line: its place is the end of what comes before. */
function placeOf({ pos: [at], message }: Pick<YAMLParseError, "pos" | "message">, text: string): number {
  const before = text.slice(0, at).trimEnd().length;
  const isLeftOpen = message.startsWith("Flow ") || text.slice(at).trim() === "";
  return isLeftOpen ? before : at;
}

/** A file that a seed names, and the place where it does. */
interface NamedFile {
  readonly name: string;
  readonly path: SeedProblem["path"];
}

function namedFiles({ projects = [], files = [] }: CheckedSeed): NamedFile[] {
  const nodes = projects.flatMap((project, index) => inReadingOrder(project?.toc ?? [], ["projects", index, "toc"]));
  const bodies = nodes.map(({ node, path }) => ({ name: node.bodyFile, path: [...path, "bodyFile"] }));
  const stored = files.map((entry, index) => ({ name: entry?.file, path: ["files", index, "file"] }));
  return [...bodies, ...stored].flatMap(({ name, path }) => (name === undefined ? [] : [{ name, path }]));
}

/** The files by their names, and what cannot be read. */
interface Near {
  readonly contents: ReadonlyMap<string, Buffer>;
  readonly problems: readonly SeedProblem[];
}

/** Reads files by their path relative to the seed file, one after the other: not so many can be open at once. */
async function readNear(file: string, named: readonly NamedFile[]): Promise<Near> {
  const contents = new Map<string, Buffer>();
  const problems: SeedProblem[] = [];
  for (const { name, path } of named) {
    try {
      contents.set(name, await readFile(resolve(dirname(file), name)));
    } catch (error) {
      problems.push({ path, message: `"${name}" cannot be read: ${reasonOf(error)}` });
    }
  }
  return { contents, problems };
}

function toNodes(nodes: readonly FileTocNode[], near: Near): SeedTocNode[] {
  return nodes.map(({ id, title = "", caption, bodyHtml = "", bodyFile, children = [], ...fields }) => {
    const below = toNodes(children, near);
    if (id === undefined) return { ...fields, caption: caption ?? "", children: below };
    const body = bodyFile === undefined ? bodyHtml : (near.contents.get(bodyFile)?.toString("utf8") ?? "");
    return { ...fields, id, title, caption, bodyHtml: body, children: below };
  });
}

function toFile({ file, ...stored }: FileStored, near: Near): SeedFile {
  const content = file === undefined ? undefined : near.contents.get(file);
  return content ? { ...stored, load: () => content } : stored;
}
