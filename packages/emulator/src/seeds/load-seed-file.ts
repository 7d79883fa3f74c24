/** Reads a seed file, checks it, and reads what it names. */
import { readFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { LineCounter, parseDocument, type YAMLParseError } from "yaml";
import { EmulatorError } from "../emulator-error.js";
import { makeSecret } from "../secrets.js";
import { checkForm, refuseSeed } from "./check-seed.js";
import type { PortalSeed, SeedFile, SeedTocNode, SeedUser } from "./portal-seed.js";
import { findSeedProblems, type SeedProblem } from "./seed-problems.js";
import { seedFile, type FileStored, type FileTocNode, type FileUser } from "./seed-schemas.js";

const keyLength = 32;

/** Does what `readSeedFile` says. */
export async function loadSeedFile(file: string): Promise<PortalSeed> {
  const source = { what: `The seed ${file}`, whole: "the file" };
  const content = checkForm(source, seedFile, parse(file, await readText(file)));
  const near = createReader(file);
  const seed = {
    users: content.users.map(toUser),
    projects: await Promise.all(
      content.projects.map(async ({ toc, ...project }, index) => ({
        ...project,
        toc: await toNodes(toc, ["projects", index, "toc"], near),
      })),
    ),
    publications: content.publications,
    files: await Promise.all(content.files.map((stored, index) => toFile(stored, ["files", index, "file"], near))),
  };
  refuseSeed(source, [...findSeedProblems(content), ...near.problems]);
  return seed;
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
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return { ENOENT: "it does not exist", EISDIR: "it is a folder", EACCES: "it may not be read" }[code] ?? "unknown";
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

function toUser(user: FileUser): SeedUser {
  const { login, userType, userRole = null, apiKey } = user;
  const { purpose = userRole === null ? `${userType}.` : `${userType}: ${userRole}.` } = user;
  const { email = `${login}@portal.example`, firstName = login, lastName = "" } = user;
  const key = apiKey === undefined && userType === "Contributor" ? makeSecret(keyLength) : (apiKey ?? null);
  return { ...user, userRole, purpose, email, firstName, lastName, apiKey: key };
}

type Path = SeedProblem["path"];

/** Reads files by their path relative to the seed file; what cannot be read is collected. */
function createReader(file: string) {
  const problems: SeedProblem[] = [];
  return {
    problems,
    async read(path: string, at: Path): Promise<Buffer> {
      try {
        return await readFile(resolve(dirname(file), path));
      } catch (error) {
        problems.push({ path: at, message: `"${path}" cannot be read: ${reasonOf(error)}` });
        return Buffer.alloc(0);
      }
    },
  };
}

type Reader = ReturnType<typeof createReader>;

function toNodes(nodes: readonly FileTocNode[], path: Path, near: Reader): Promise<SeedTocNode[]> {
  return Promise.all(
    nodes.map(async ({ id, title = "", caption, bodyHtml = "", bodyFile, children = [], ...fields }, index) => {
      const at = [...path, index];
      const below = await toNodes(children, [...at, "children"], near);
      if (id === undefined) return { ...fields, caption: caption ?? "", children: below };
      const body =
        bodyFile === undefined ? bodyHtml : (await near.read(bodyFile, [...at, "bodyFile"])).toString("utf8");
      return { ...fields, id, title, caption, bodyHtml: body, children: below };
    }),
  );
}

async function toFile({ path, file, text = "", base64 }: FileStored, at: Path, near: Reader): Promise<SeedFile> {
  const content =
    file === undefined
      ? Buffer.from(base64 ?? text, base64 === undefined ? "utf8" : "base64")
      : await near.read(file, at);
  return { path, load: () => content };
}
