import { createHash, randomBytes } from "node:crypto";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { brokenConnection, createFakePortal, errorAnswer, inTurn } from "../../test/fake-portal.js";
import {
  ConnectionError,
  LocalFileError,
  NotFoundError,
  RequestValidationError,
  ResponseValidationError,
  TimeoutError,
  type DownloadProgress,
} from "../index.js";

const PATH = "GET storage/Exported/My%20manual.pdf";
const filePath = "Exported/My manual.pdf";
const bytes = randomBytes(200_000);

let folder: string;
let file: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "clickhelp-download-"));
  file = join(folder, "manual.pdf");
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

function fileJson(overrides: object = {}): string {
  return JSON.stringify({
    fileName: "My manual.pdf",
    fileFullName: "Storage\\Exported\\My manual.pdf",
    content: bytes.toString("base64"),
    modifiedBy: "anna",
    modifiedOn: "2026-11-23T22:00:00",
    size: bytes.length,
    isFolder: false,
    ...overrides,
  });
}

/** An answer that comes in small pieces; `end` says what happens after the last. */
function inPieces(text: string, end: (controller: ReadableStreamDefaultController) => void, headers = {}): Response {
  const encoded = new TextEncoder().encode(text);
  let sent = 0;
  const body = new ReadableStream({
    pull(controller) {
      if (sent >= encoded.length) {
        end(controller);
        return;
      }
      controller.enqueue(encoded.slice(sent, (sent += 10_007)));
    },
  });
  return new Response(body, { headers: { "content-type": "application/json", ...headers } });
}

const close = (controller: ReadableStreamDefaultController) => {
  controller.close();
};

/** An answer whose connection breaks on the way. */
const breaking = () =>
  inPieces(fileJson().slice(0, 90_000), (controller) => {
    const reset = Object.assign(new Error("reset"), { code: "ECONNRESET" });
    controller.error(new TypeError("terminated", { cause: reset }));
  });

/** An answer that begins, and then nothing comes. */
const silent = () =>
  new Response(
    new ReadableStream({
      start: (controller) => {
        controller.enqueue(new TextEncoder().encode('{"a":'));
      },
      pull: () => new Promise<void>(() => undefined),
    }),
  );

const seenBy =
  (seen: number[]) =>
  ({ receivedBytes }: DownloadProgress) =>
    seen.push(receivedBytes);

async function expectNothingNew() {
  expect(await readdir(folder)).toEqual(["manual.pdf"]);
  expect(await readFile(file, "utf8")).toBe("old");
}

describe("storage.downloadToFile", () => {
  it("saves the content and gives path, size, checksum and full name", async () => {
    const { client, calls } = createFakePortal({ [PATH]: () => inPieces(`\ufeff${fileJson()}`, close) });
    const saved = await client.storage.downloadToFile({ filePath, file });
    expect(saved).toEqual({
      path: file,
      size: bytes.length,
      sha256: createHash("sha256").update(bytes).digest("hex"),
      storageName: "Storage/Exported/My manual.pdf",
    });
    expect(await readFile(file)).toEqual(bytes);
    expect(await readdir(folder)).toEqual(["manual.pdf"]);
    expect(calls.map(({ path }) => path)).toEqual(["storage/Exported/My%20manual.pdf?format=base64"]);
  });

  it("reports growing progress, and the exact size in the end", async () => {
    const json = fileJson();
    const { client } = createFakePortal({
      [PATH]: () => inPieces(json, close, { "content-length": String(json.length) }),
    });
    const seen: DownloadProgress[] = [];
    await client.storage.downloadToFile({ filePath, file }, { onDownload: (progress) => seen.push(progress) });
    const received = seen.map(({ receivedBytes }) => receivedBytes);
    expect(received).toEqual([...received].sort((a, b) => a - b));
    expect(seen.length).toBeGreaterThan(5);
    expect(seen.every(({ totalBytes = 0 }) => totalBytes >= bytes.length)).toBe(true);
    expect(seen.at(-1)).toEqual({ receivedBytes: bytes.length, totalBytes: bytes.length });
  });

  it("saves an empty file", async () => {
    const { client } = createFakePortal({ [PATH]: () => JSON.parse(fileJson({ content: null, size: 0 })) as unknown });
    const saved = await client.storage.downloadToFile({ filePath, file });
    expect(saved.size).toBe(0);
    expect(await readFile(file, "utf8")).toBe("");
  });

  it.each([
    ["cut off", fileJson().slice(0, 120_000), /not a whole file/, []],
    [
      "shorter than the portal says",
      fileJson({ size: bytes.length + 1 }),
      /says it has 200001 bytes, but 200000 came/,
      ["size"],
    ],
    ["not base64", fileJson({ content: "no base64!" }), /not base64/, []],
    ["without content", fileJson({ content: null }), /no content/, ["content"]],
    ["a folder", fileJson({ content: null, isFolder: true }), /a folder/, ["isFolder"]],
    ["not the description of a file", '{"content":"YQ=="}', /does not fit/, []],
  ])("leaves the old file alone when the answer is %s", async (_, json, message, paths) => {
    await writeFile(file, "old");
    const { client } = createFakePortal({ [PATH]: () => inPieces(json, close) });
    const error: unknown = await client.storage.downloadToFile({ filePath, file }).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ResponseValidationError);
    expect(String(error)).toMatch(message);
    expect(error).toMatchObject({ issues: paths.map((path) => ({ path })) });
    await expectNothingNew();
  });

  it("says so when an HTML page comes instead, and keeps its text", async () => {
    await writeFile(file, "old");
    const page = () =>
      new Response("<p>Sign in to the guest network</p>", { headers: { "content-type": "text/html" } });
    const { client } = createFakePortal({ [PATH]: page });
    const error: unknown = await client.storage.downloadToFile({ filePath, file }).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ name: "ResponseValidationError", body: "<p>Sign in to the guest network</p>" });
    expect(String(error)).toContain("HTML page");
    await expectNothingNew();
  });

  it("begins anew when the connection breaks on the way, or nothing comes any more", async () => {
    const { client, calls } = createFakePortal({
      [PATH]: inTurn(breaking, brokenConnection, silent, () => inPieces(fileJson(), close)),
    });
    const seen: number[] = [];
    const options = { retryDelay: 1, idleTimeout: 200, onDownload: seenBy(seen) };
    const { sha256 } = await client.storage.downloadToFile({ filePath, file }, options);
    expect(sha256).toBe(createHash("sha256").update(bytes).digest("hex"));
    expect(await readFile(file)).toEqual(bytes);
    expect(await readdir(folder)).toEqual(["manual.pdf"]);
    expect(calls).toHaveLength(4);
    expect(seen.filter((count) => count === seen[0])).toHaveLength(2);
  });

  it("leaves nothing when the connection breaks again and again", async () => {
    await writeFile(file, "old");
    const { client, calls } = createFakePortal({ [PATH]: breaking });
    const download = client.storage.downloadToFile({ filePath, file }, { retryDelay: 1 });
    await expect(download).rejects.toThrow(ConnectionError);
    expect(calls).toHaveLength(7);
    await expectNothingNew();
  });

  it("leaves it to the transport to repeat a request that gets no answer", async () => {
    const { client, calls } = createFakePortal({ [PATH]: brokenConnection });
    await expect(client.storage.downloadToFile({ filePath, file })).rejects.toThrow(ConnectionError);
    expect(calls).toHaveLength(1);
  });

  it("does not begin anew once it is aborted", async () => {
    await writeFile(file, "old");
    const controller = new AbortController();
    const portal = createFakePortal({
      [PATH]: () =>
        inPieces(fileJson().slice(0, 90_000), (body) => {
          body.error(new TypeError("terminated", { cause: Object.assign(new Error("reset"), { code: "ECONNRESET" }) }));
          // In the pause before the next attempt.
          setImmediate(() => {
            controller.abort();
          });
        }),
    });
    const options = { retryDelay: 60_000, signal: controller.signal };
    const download = portal.client.storage.downloadToFile({ filePath, file }, options);
    await expect(download).rejects.toMatchObject({ name: "AbortError" });
    expect(portal.calls).toHaveLength(1);
    await expectNothingNew();
  });

  it.each([
    ["on the way", undefined],
    ["although a promise of onDownload never settles", new Promise(() => undefined)],
  ])("leaves nothing when it is aborted %s, and gives the signal's reason", async (_when, promise) => {
    await writeFile(file, "old");
    const controller = new AbortController();
    const { client } = createFakePortal({ [PATH]: () => inPieces(fileJson(), close) });
    const onDownload = () => {
      controller.abort();
      return promise;
    };
    const download = client.storage.downloadToFile({ filePath, file }, { signal: controller.signal, onDownload });
    await expect(download).rejects.toMatchObject({ name: "AbortError" });
    await expectNothingNew();
  });

  it("leaves nothing when onDownload rejects, even with a broken connection of its own", async () => {
    await writeFile(file, "old");
    const { client, calls } = createFakePortal({ [PATH]: () => inPieces(fileJson(), close) });
    const place = { endpoint: "fetch", method: "GET", url: "https://elsewhere.test/" };
    const enough = new ConnectionError("enough", { ...place, reason: "interrupted" });
    const onDownload = () => Promise.reject(enough);
    await expect(client.storage.downloadToFile({ filePath, file }, { onDownload })).rejects.toBe(enough);
    expect(calls).toHaveLength(1);
    await expectNothingNew();
  });

  it("gives up when the portal falls silent", async () => {
    await writeFile(file, "old");
    const { client } = createFakePortal({ [PATH]: silent });
    const download = client.storage.downloadToFile({ filePath, file }, { idleTimeout: 1, retryDelay: 1 });
    await expect(download).rejects.toThrow(TimeoutError);
    await expectNothingNew();
  });

  it("leaves nothing when the portal does not have the file", async () => {
    const { client } = createFakePortal({ [PATH]: () => errorAnswer(404) });
    await expect(client.storage.downloadToFile({ filePath, file })).rejects.toThrow(NotFoundError);
    expect(await readdir(folder)).toEqual([]);
  });

  it("asks for nothing when the file must not be replaced", async () => {
    await writeFile(file, "old");
    const { client, calls } = createFakePortal({});
    await expect(client.storage.downloadToFile({ filePath, file }, { overwrite: false })).rejects.toThrow(
      LocalFileError,
    );
    expect(calls).toEqual([]);
  });

  it("refuses a path that leads out of Storage", async () => {
    const { client, calls } = createFakePortal({});
    const download = client.storage.downloadToFile({ filePath: "../secrets.txt", file });
    await expect(download).rejects.toThrow(RequestValidationError);
    expect(calls).toEqual([]);
    expect(await readdir(folder)).toEqual([]);
  });
});
