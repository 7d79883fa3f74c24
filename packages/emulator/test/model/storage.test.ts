import fc from "fast-check";
import { expect, test } from "vitest";
import { items } from "../test-portal.js";
import { checkModel, command } from "./check-model.js";

interface Storage {
  /** Contents by path; null for a folder. */
  readonly entries: Map<string, string | null>;
  /** What has come of files that come in chunks, by path. */
  readonly uploads: Map<string, { received: string; isOverwrite: boolean }>;
}

const somePath = fc
  .array(fc.constantFrom("a", "B", "é 1"), { minLength: 1, maxLength: 3 })
  .map((names) => names.join("/"));
const someContent = fc.constantFrom("", "one", "zwei ü", "\u0000\r\n");
const base64 = (text: string) => Buffer.from(text).toString("base64");
const urlOf = (path: string) => `storage/${encodeURI(path)}`;
const bytesOf = (text: string) => Buffer.byteLength(text);

/** `a/b/c` -> `["a", "a/b"]`. */
function foldersAbove(path: string): string[] {
  const names = path.split("/").slice(0, -1);
  return names.map((_, index) => names.slice(0, index + 1).join("/"));
}

const isBelow = (folder: string) => (path: string) => path.startsWith(`${folder}/`);

/** Whether a file (or a folder, when the content is null) may come to a path. */
function accepts({ entries }: Storage, path: string, content: string | null, isOverwrite: boolean): boolean {
  const present = entries.get(path);
  const isFree = present === undefined || (isOverwrite && (present === null) === (content === null));
  return isFree && foldersAbove(path).every((folder) => typeof entries.get(folder) !== "string");
}

function put({ entries }: Storage, path: string, content: string | null): void {
  for (const folder of foldersAbove(path)) entries.set(folder, null);
  entries.set(path, content);
}

function toForm(content: string): FormData {
  const form = new FormData();
  form.append("file", new Blob([content]), "any.txt");
  return form;
}

const upload = command(
  "upload",
  fc.record({
    ...{ path: somePath, content: fc.option(someContent), isOverwrite: fc.boolean() },
    format: fc.constantFrom("base64", "multipart"),
  }),
  async ({ path, content, isOverwrite, format }, storage: Storage, portal) => {
    const isForm = format === "multipart" && content !== null;
    const query = `format=${isForm ? format : "base64"}&isOverwrite=${isOverwrite}`;
    const asJson = content === null ? { isFolder: true } : { content: base64(content) };
    const reply = await portal.call(`POST ${urlOf(path)}?${query}`, { body: isForm ? toForm(content) : asJson });
    const isAccepted = accepts(storage, path, content, isOverwrite);
    expect(reply.status).toBe(!isAccepted ? 409 : storage.entries.has(path) ? 200 : 201);
    if (isAccepted) put(storage, path, content);
  },
);

const startUpload = command(
  "startUpload",
  fc.record({ path: somePath, isOverwrite: fc.boolean() }),
  async ({ path, isOverwrite }, storage: Storage, portal) => {
    const reply = await portal.call(`POST ${urlOf(path)}?format=resumable&isOverwrite=${isOverwrite}`);
    const isAccepted = accepts(storage, path, "", isOverwrite);
    expect(reply.status).toBe(isAccepted ? 200 : 409);
    if (isAccepted) storage.uploads.set(path, { received: "", isOverwrite });
  },
);

/** Goes on with one of the uploads that are under way, if any is. */
const sendChunk = command(
  "sendChunk",
  fc.record({ which: fc.nat(2), path: somePath, chunk: fc.constantFrom("x", "yü"), isLast: fc.boolean() }),
  async ({ which, chunk, isLast, ...otherwise }, storage: Storage, portal) => {
    const path = [...storage.uploads.keys()][which] ?? otherwise.path;
    const upload = storage.uploads.get(path);
    const start = bytesOf(upload?.received ?? "");
    const end = start + bytesOf(chunk);
    const reply = await portal.call(`PUT ${urlOf(path)}?format=resumable`, {
      body: Buffer.from(chunk),
      headers: {
        "Content-Range": `bytes ${start}-${end - 1}/${isLast ? end : "*"}`,
        "Content-Type": "application/octet-stream",
      },
    });
    const isRefused = upload && isLast && !accepts(storage, path, "", upload.isOverwrite);
    expect(reply.status).toBe(!upload ? 404 : isRefused ? 409 : 200);
    if (!upload || isRefused) return;
    upload.received += chunk;
    if (!isLast) return;
    storage.uploads.delete(path);
    put(storage, path, upload.received);
  },
);

const update = command(
  "update",
  fc.record({ path: somePath, content: someContent }),
  async ({ path, content }, { entries }: Storage, portal) => {
    const body = { updatedFields: "content", content: base64(content) };
    const reply = await portal.call(`PATCH ${urlOf(path)}`, { body });
    const present = entries.get(path);
    expect(reply.status).toBe(present === undefined ? 404 : present === null ? 400 : 200);
    if (reply.status === 200) entries.set(path, content);
  },
);

const remove = command("delete", somePath, async (path, { entries }: Storage, portal) => {
  const reply = await portal.call(`DELETE ${urlOf(path)}`);
  const isFull = [...entries.keys()].some(isBelow(path));
  expect(reply.status).toBe(!entries.has(path) ? 404 : isFull ? 409 : 204);
  if (reply.status === 204) entries.delete(path);
});

const somePaths = fc.array(somePath, { minLength: 1, maxLength: 4 });
const removeMany = command("deleteMany", somePaths, async (paths, { entries }: Storage, portal) => {
  const body = { fileFullNames: paths.map((path) => `Storage/${path}`) };
  const reply = await portal.call("DELETE storage", { body });
  const isMissing = paths.some((path) => !entries.has(path));
  const left = [...entries.keys()].filter((path) => !paths.includes(path));
  const isFull = paths.some((path) => left.some(isBelow(path)));
  // Which of two reasons an answer names is left to the portal.
  const refusals = [...(isMissing ? [404] : []), ...(isFull ? [409] : [])];
  expect(refusals.length > 0 ? refusals : [204]).toContain(reply.status);
  if (reply.status === 204) for (const path of paths) entries.delete(path);
});

const exists = command("exists", somePath, async (path, { entries }: Storage, portal) => {
  expect((await portal.call(`HEAD ${urlOf(path)}`)).status).toBe(entries.has(path) ? 200 : 404);
});

const pathOf = (file: Record<string, unknown>) =>
  String(file.fileFullName).replaceAll("\\", "/").slice("Storage/".length);

const list = command(
  "list",
  fc.record({ path: somePath, isRecursive: fc.boolean() }),
  async ({ path, isRecursive }, { entries }: Storage, portal) => {
    const reply = await portal.call(`GET ${urlOf(path)}?filter=*&isRecursive=${isRecursive}`);
    const present = entries.get(path);
    expect(reply.status).toBe(present === undefined ? 404 : present === null ? 200 : 400);
    if (reply.status !== 200) return;
    const below = [...entries.keys()].filter(isBelow(path));
    const expected = below.filter((inner) => isRecursive || foldersAbove(inner).at(-1) === path);
    expect(items(reply.json).map(pathOf).sort()).toEqual(expected.sort());
  },
);

test("Storage is what a map of contents by path is after the same commands", () =>
  checkModel<Storage>({
    createModel: () => ({ entries: new Map(), uploads: new Map() }),
    commands: [upload, upload, startUpload, sendChunk, sendChunk, update, remove, removeMany, exists, list],
    async compare({ entries }, portal) {
      const listed = items((await portal.call("GET storage?filter=*&isRecursive=true")).json);
      expect(listed.map(pathOf).sort()).toEqual([...entries.keys()].sort());
      const read = await Promise.all(
        [...entries.keys()].map((path) => portal.call(`GET ${urlOf(path)}?format=base64`)),
      );
      const expected = [...entries.values()].map((content) => ({
        ...{ isFolder: content === null, size: bytesOf(content ?? "") },
        content: content === null ? null : base64(content),
      }));
      expect(read.map(({ json }) => json)).toMatchObject(expected);
    },
  }));
