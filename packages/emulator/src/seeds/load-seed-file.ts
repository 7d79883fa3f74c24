/** Reads a seed file, checks it, and reads what it names. */
import { readFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { LineCounter, parseDocument } from "yaml";
import * as z from "zod";
import { EmulatorError } from "../emulator-error.js";
import { makeSecret } from "../secrets.js";
import { findSeedProblems, type SeedProblem } from "./check-seed-file.js";
import type { PortalSeed, SeedFile, SeedTocNode, SeedUser } from "./portal-seed.js";
import {
  seedFile,
  type FileStored,
  type FileTocNode,
  type FileUser,
  type SeedFileContent,
} from "./seed-file-schema.js";
import { administrator } from "./well-known-users.js";

const keyLength = 32;
/** Problems that an error tells. */
const mostShown = 10;

/** Does what `readSeedFile` says. */
export async function loadSeedFile(file: string): Promise<PortalSeed> {
  const content = checkContent(file, parse(file, await readText(file)));
  const near = createReader(file);
  const seed = {
    users: content.users?.map(toUser) ?? [administrator],
    projects: await Promise.all(
      content.projects.map(async ({ toc, ...project }, index) => ({
        ...project,
        toc: await toNodes(toc, ["projects", index, "toc"], near),
      })),
    ),
    publications: content.publications,
    files: await Promise.all(content.files.map((stored, index) => toFile(stored, ["files", index, "file"], near))),
  };
  refuse(file, near.problems);
  return seed;
}

function refuse(file: string, problems: readonly SeedProblem[]): void {
  if (problems.length === 0) return;
  const shown = problems.slice(0, mostShown).map(({ path, message }) => {
    const place = z.core.toDotPath(path);
    return `- ${place === "" ? "the file" : place}: ${message}`;
  });
  const rest = problems.length - shown.length;
  throw new EmulatorError(
    "seed",
    [
      `The seed ${file} cannot be used, and nothing was created:`,
      ...shown,
      ...(rest > 0 ? [`- and ${rest} more`] : []),
      "Mend these places. The README of @clickhelp-js/emulator describes the format.",
    ].join("\n"),
  );
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
    const { line, col } = lineCounter.linePos(first.pos[0]);
    const what = first.code.toLowerCase().replaceAll("_", " ");
    throw new EmulatorError("seed", `The seed ${file} is no JSON or YAML: line ${line}, column ${col}: ${what}.`);
  }
  try {
    return document.toJS({ maxAliasCount: 0 });
  } catch {
    throw new EmulatorError("seed", `The seed ${file} has aliases (*name), which are not taken. Write them out.`);
  }
}

function checkContent(file: string, value: unknown): SeedFileContent {
  const { data, error } = seedFile.safeParse(value);
  if (error) {
    refuse(
      file,
      error.issues.map((issue) => ({
        path: issue.path.filter((part) => typeof part !== "symbol"),
        message: explain(issue),
      })),
    );
  }
  if (!data) throw new TypeError("a seed file was neither refused nor taken");
  refuse(file, findSeedProblems(data));
  return data;
}

function explain(issue: z.core.$ZodIssue): string {
  const isUnquoted = issue.code === "invalid_type" && issue.expected === "string";
  return isUnquoted ? `${issue.message} (is it missing, or not in quotes?)` : issue.message;
}

function toUser({ apiKey, ...user }: FileUser): SeedUser {
  const { login, userType, userRole = null } = user;
  return {
    ...{ purpose: userRole === null ? `${userType}.` : `${userType}: ${userRole}.` },
    ...{ email: `${login}@portal.example`, firstName: login, lastName: "" },
    ...user,
    userRole,
    apiKey: apiKey === undefined && userType === "Contributor" ? makeSecret(keyLength) : (apiKey ?? null),
  };
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
      return { ...fields, id, title, ...(caption !== undefined && { caption }), bodyHtml: body, children: below };
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
