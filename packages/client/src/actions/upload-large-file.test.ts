import { createHash, randomBytes } from "node:crypto";
import { mkdtemp, rm, truncate, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { brokenConnection, createFakePortal, errorAnswer, inTurn, type Answer } from "../../test/fake-portal.js";
import {
  BadRequestError,
  ConnectionError,
  LocalFileError,
  RequestValidationError,
  type UploadProgress,
} from "../index.js";

const PATH = "storage/videos/intro.mp4";
const filePath = "videos/intro.mp4";
const content = randomBytes(2_500);
const sha256 = createHash("sha256").update(content).digest("hex");
const options = { chunkSize: 1_000, retryDelay: 0 };

function describeFile(size: number) {
  return { fileName: "intro.mp4", fileFullName: "Storage\\videos\\intro.mp4", isFolder: false, content: null, size };
}

/** A portal that keeps to the one rule that is documented; `mishaps` happen to chunks by their number. */
function createUploadPortal(mishaps: Readonly<Record<number, (accept: () => void) => unknown>> = {}, look?: Answer) {
  let taken = Buffer.alloc(0);
  let chunkCount = 0;
  const take: Answer = ({ headers, body }) => {
    const [, start, end, total] = /^bytes (\d+)-(\d+)\/(\d+|\*)$/.exec(headers.get("content-range") ?? "") ?? [];
    const bytes = body as Uint8Array;
    const accept = () => {
      taken = Buffer.concat([taken, bytes]);
    };
    const mishap = mishaps[chunkCount++];
    if (mishap) return mishap(accept);
    if (Number(start) !== taken.length) return errorAnswer(400, "out of order");
    if (Number(end) - Number(start) + 1 !== bytes.length) return errorAnswer(400, "wrong length");
    accept();
    if (total !== "*" && Number(end) + 1 === Number(total)) return describeFile(taken.length);
    return new Response(null, { status: 200 });
  };
  const portal = createFakePortal({
    [`POST ${PATH}`]: () => new Response(null, { status: 200 }),
    [`PUT ${PATH}`]: take,
    [`GET ${PATH}`]: look ?? (() => describeFile(taken.length)),
  });
  const ranges = () => portal.calls.flatMap(({ headers }) => headers.get("content-range") ?? []);
  return { ...portal, ranges, taken: () => taken };
}

function streamOf(...pieces: Uint8Array[]): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      for (const piece of pieces) controller.enqueue(piece);
      controller.close();
    },
  });
}

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "clickhelp-upload-"));
});
afterEach(async () => {
  vi.useRealTimers();
  await rm(folder, { recursive: true });
});

describe("storage.uploadLargeFile", () => {
  it("sends a file of this machine in chunks and gives its full name, size and checksum", async () => {
    const file = join(folder, "intro.mp4");
    await writeFile(file, content);
    const { client, calls, ranges, taken } = createUploadPortal();
    const seen: UploadProgress[] = [];
    const onUpload = (progress: UploadProgress) => seen.push(progress);
    const uploaded = await client.storage.uploadLargeFile(
      { filePath, file, isOverwrite: true },
      { ...options, onUpload },
    );
    expect(uploaded).toEqual({ storageName: "Storage/videos/intro.mp4", size: 2_500, sha256, isConfirmed: true });
    expect(taken()).toEqual(content);
    expect(calls[0]?.path).toBe(`${PATH}?format=resumable&isOverwrite=true`);
    expect(ranges()).toEqual(["bytes 0-999/2500", "bytes 1000-1999/2500", "bytes 2000-2499/2500"]);
    expect(seen).toEqual([1_000, 2_000, 2_500].map((sentBytes) => ({ sentBytes, totalBytes: 2_500 })));
  });

  it("sends a Blob", async () => {
    const { client, taken } = createUploadPortal();
    const file = new Blob([content]);
    // What an upload gives is what another may be given.
    const uploaded = await client.storage.uploadLargeFile({ filePath: `Storage/${filePath}`, file }, options);
    expect(uploaded).toMatchObject({ storageName: `Storage/${filePath}`, size: 2_500, sha256 });
    expect(taken()).toEqual(content);
  });

  it.each([
    ["nothing", undefined],
    ["memory without a view", new ArrayBuffer(3)],
    [
      "a stream of that",
      new ReadableStream({
        start: (stream) => {
          stream.enqueue(new ArrayBuffer(3));
          stream.close();
        },
      }),
    ],
    [
      "a stream of words",
      new ReadableStream({
        start: (stream) => {
          stream.enqueue("abc");
          stream.close();
        },
      }),
    ],
  ])("refuses %s, of which it would send something else", async (_what, file) => {
    const { client } = createUploadPortal();
    const upload = client.storage.uploadLargeFile({ filePath, file: file as never }, options);
    await expect(upload).rejects.toThrow(/file must be a path, Uint8Array, Blob or stream/);
  });

  it("does not say that nothing was sent when a stream gives something else after bytes", async () => {
    const { client } = createUploadPortal();
    const file = streamOf(content, content, "words" as never);
    const error: unknown = await client.storage
      .uploadLargeFile({ filePath, file }, options)
      .catch((reason: unknown) => reason);
    expect(String(error)).toContain("The file gave no Uint8Array after 5000 bytes");
    const hint = expect.stringContaining("Upload the file again") as string;
    expect(error).toMatchObject({ name: "ClickHelpError", maybeApplied: true, hint });
  });

  it("sends a stream, whose size it learns with the last chunk", async () => {
    const { client, ranges, taken } = createUploadPortal();
    const pieces = [content.subarray(0, 1), content.subarray(1, 1_900), new Uint8Array(), content.subarray(1_900)];
    const seen: UploadProgress[] = [];
    const onUpload = (progress: UploadProgress) => seen.push(progress);
    await client.storage.uploadLargeFile({ filePath, file: streamOf(...pieces) }, { ...options, onUpload });
    expect(taken()).toEqual(content);
    expect(ranges()).toEqual(["bytes 0-999/*", "bytes 1000-1999/*", "bytes 2000-2499/2500"]);
    expect(seen.map(({ totalBytes }) => totalBytes)).toEqual([undefined, undefined, 2_500]);
  });

  it.each<[what: string, make: () => AsyncIterable<Uint8Array>]>([
    ["a stream of Node.js", () => Readable.from([content.subarray(0, 1_900), content.subarray(1_900)])],
    [
      "what else gives bytes piece by piece",
      async function* () {
        yield await Promise.resolve(content);
      },
    ],
  ])("sends %s", async (_what, make) => {
    const { client, taken } = createUploadPortal();
    await client.storage.uploadLargeFile({ filePath, file: make() }, options);
    expect(taken()).toEqual(content);
  });

  it("sends what a source gave, although it fills the same memory again", async () => {
    const { client, taken } = createUploadPortal();
    async function* refill() {
      const memory = Buffer.alloc(1_000);
      for (const letter of "abc") yield await Promise.resolve(memory.fill(letter));
    }
    await client.storage.uploadLargeFile({ filePath, file: refill() }, options);
    expect(Buffer.from(taken()).toString()).toBe("a".repeat(1_000) + "b".repeat(1_000) + "c".repeat(1_000));
  });

  it("lets go of a stream of Node.js that is silent", async () => {
    const { client } = createUploadPortal();
    const controller = new AbortController();
    const file = new Readable({
      read: () => {
        controller.abort();
      },
    });
    const upload = client.storage.uploadLargeFile({ filePath, file }, { signal: controller.signal });
    await expect(upload).rejects.toMatchObject({ name: "AbortError" });
    await vi.waitFor(() => {
      expect(file.destroyed).toBe(true);
    });
  });

  it("lets go of a stream of Node.js when the portal refuses", async () => {
    const { client } = createFakePortal({ [`POST ${PATH}`]: () => errorAnswer(403, "no") });
    const file = Readable.from([content, content]);
    await expect(client.storage.uploadLargeFile({ filePath, file }, options)).rejects.toMatchObject({ status: 403 });
    await vi.waitFor(() => {
      expect(file.destroyed).toBe(true);
    });
  });

  it("knows the last chunk of a stream that ends with a whole chunk", async () => {
    const { client, ranges } = createUploadPortal();
    await client.storage.uploadLargeFile({ filePath, file: streamOf(content.subarray(0, 2_000)) }, options);
    expect(ranges()).toEqual(["bytes 0-999/*", "bytes 1000-1999/2000"]);
  });

  it("creates an empty file by an ordinary upload", async () => {
    const { client, calls } = createFakePortal({ [`POST ${PATH}`]: () => describeFile(0) });
    const uploaded = await client.storage.uploadLargeFile({ filePath, file: streamOf() }, options);
    expect(uploaded).toMatchObject({ size: 0, sha256: createHash("sha256").digest("hex") });
    expect(calls.map(({ path }) => path)).toEqual([`${PATH}?format=base64&isOverwrite=false`]);
  });

  it.each([
    ["goes on with the first chunk", [() => undefined], ["POST", "PUT"]],
    [
      "starts again when the portal knows no upload",
      [() => errorAnswer(404), () => undefined],
      ["POST", "PUT", "POST", "PUT"],
    ],
    [
      "starts again when the portal takes the chunk for a mistake",
      [() => errorAnswer(400), () => undefined],
      ["POST", "PUT", "POST", "PUT"],
    ],
    ["sends a lost first chunk again", [brokenConnection, () => undefined], ["POST", "PUT", "PUT"]],
  ])("%s when the answer to the start got lost", async (_name, chunkAnswers, methods) => {
    const { client, calls } = createFakePortal({
      [`POST ${PATH}`]: inTurn(brokenConnection, () => undefined),
      [`PUT ${PATH}`]: inTurn(...chunkAnswers),
      [`GET ${PATH}`]: () => describeFile(2_500),
    });
    await client.storage.uploadLargeFile({ filePath, file: new Blob([content]) }, { ...options, chunkSize: 2_500 });
    expect(calls.map(({ method }) => method)).toEqual([...methods, "GET"]);
  });

  it("starts again when neither the start nor the first chunk had arrived", async () => {
    const { client, calls } = createFakePortal({
      [`POST ${PATH}`]: inTurn(brokenConnection, () => undefined),
      [`PUT ${PATH}`]: inTurn(
        brokenConnection,
        () => errorAnswer(404),
        () => undefined,
      ),
      [`GET ${PATH}`]: () => describeFile(2_500),
    });
    await client.storage.uploadLargeFile({ filePath, file: new Blob([content]) }, options);
    expect(calls.map(({ method }) => method).join(" ")).toBe("POST PUT PUT POST PUT PUT PUT GET");
  });

  it("sends no chunk before the start when that was certainly not made", async () => {
    const comeBack = () => new Response("{}", { status: 503, headers: { "retry-after": "0" } });
    const { client, calls } = createFakePortal({
      [`POST ${PATH}`]: inTurn(comeBack, () => undefined),
      [`PUT ${PATH}`]: () => undefined,
      [`GET ${PATH}`]: () => describeFile(2_500),
    });
    await client.storage.uploadLargeFile({ filePath, file: content }, { ...options, chunkSize: 2_500 });
    expect(calls.map(({ method }) => method)).toEqual(["POST", "POST", "PUT", "GET"]);
  });

  it("does not start again when the portal refuses the first chunk for another reason", async () => {
    const { client, calls } = createFakePortal({
      [`POST ${PATH}`]: brokenConnection,
      [`PUT ${PATH}`]: () => errorAnswer(403),
    });
    const upload = client.storage.uploadLargeFile({ filePath, file: new Blob([content]) }, options);
    await expect(upload).rejects.toMatchObject({ status: 403 });
    expect(calls.map(({ method }) => method)).toEqual(["POST", "PUT"]);
  });

  const ok = () => undefined;
  const refused = () => errorAnswer(403);
  it.each([
    ["the start was refused", refused, ok, ok, false],
    ["the start got lost, and the first chunk was refused", brokenConnection, refused, ok, true],
    ["a chunk got lost, and was refused", ok, inTurn(brokenConnection, refused), ok, true],
    [
      "the last chunk got lost, and nobody may look for it",
      ok,
      inTurn(brokenConnection, () => errorAnswer(404)),
      refused,
      true,
    ],
    ["all was sent, and nobody may look at it", ok, ok, refused, true],
    ["all was sent, and reading it back broke off", ok, () => describeFile(2_500), brokenConnection, true],
  ])("when %s, the error says whether something may be there", async (_what, start, chunk, look, maybeApplied) => {
    const { client } = createFakePortal({ [`POST ${PATH}`]: start, [`PUT ${PATH}`]: chunk, [`GET ${PATH}`]: look });
    const upload = client.storage.uploadLargeFile(
      { filePath, file: new Blob([content]) },
      { ...options, chunkSize: 2_500, verify: true },
    );
    await expect(upload).rejects.toMatchObject({ maybeApplied });
  });

  it("gives up at once when the portal wants to be left alone for an hour", async () => {
    const busy = () => new Response("{}", { status: 429, headers: { "retry-after": "3600" } });
    const { client, ranges } = createUploadPortal({ 0: busy });
    const upload = client.storage.uploadLargeFile({ filePath, file: new Blob([content]) }, options);
    await expect(upload).rejects.toMatchObject({ status: 429 });
    expect(ranges()).toHaveLength(1);
  });

  it("sends a chunk again that got lost with its connection", async () => {
    const { client, taken, ranges } = createUploadPortal({ 1: brokenConnection, 2: brokenConnection });
    await client.storage.uploadLargeFile({ filePath, file: new Blob([content]) }, options);
    expect(taken()).toEqual(content);
    expect(ranges().slice(1, 4)).toEqual(Array(3).fill("bytes 1000-1999/2500"));
  });

  const lostAnswer = (accept: () => void) => {
    accept();
    return brokenConnection();
  };

  it("goes on with the next chunk when only the answer got lost, since the portal refuses the same chunk twice", async () => {
    const { client, taken } = createUploadPortal({ 0: lostAnswer });
    await client.storage.uploadLargeFile({ filePath, file: new Blob([content]) }, options);
    expect(taken()).toEqual(content);
  });

  it("looks whether the file is whole when the answer to the last chunk got lost, until it is told", async () => {
    const { client, taken, calls } = createUploadPortal(
      { 2: lostAnswer },
      inTurn(brokenConnection, () => describeFile(2_500)),
    );
    await client.storage.uploadLargeFile({ filePath, file: new Blob([content]) }, options);
    expect(taken()).toEqual(content);
    expect(calls.at(-1)?.method).toBe("GET");
  });

  it("fails with the portal's refusal when the file is not whole in the end", async () => {
    const refuse = () => errorAnswer(400, "no such upload");
    const { client } = createUploadPortal({ 2: brokenConnection, 3: refuse });
    const upload = client.storage.uploadLargeFile({ filePath, file: new Blob([content]) }, options);
    await expect(upload).rejects.toThrow(BadRequestError);
  });

  it.each([
    ["does not take the old file for the new one", randomBytes(2_500), false],
    ["knows the new file by its content", content, true],
  ])("%s when it overwrites a file of the same size and the last answer gets lost", async (_name, found, isNew) => {
    const { client } = createFakePortal({
      [`POST ${PATH}`]: () => undefined,
      [`PUT ${PATH}`]: inTurn(brokenConnection, () => errorAnswer(404, "no such upload")),
      [`GET ${PATH}`]: ({ path }) => ({
        ...describeFile(2_500),
        ...(path.includes("base64") && { content: found.toString("base64") }),
      }),
    });
    const upload = client.storage.uploadLargeFile(
      { filePath, file: new Blob([content]), isOverwrite: true },
      { ...options, chunkSize: 2_500 },
    );
    if (isNew) expect(await upload).toMatchObject({ size: 2_500, sha256 });
    else await expect(upload).rejects.toThrow(/no such upload/);
  });

  it.each([
    ["finds the empty file that it has created itself", [() => describeFile(0)], ["POST", "GET"]],
    ["creates an empty file again when none is there", [() => errorAnswer(404)], ["POST", "GET", "POST"]],
    [
      "finds it when the portal was slower than the first look",
      [() => errorAnswer(404), () => describeFile(0)],
      ["POST", "GET", "POST", "GET"],
      () => errorAnswer(409),
    ],
  ])("%s when the answer got lost", async (_name, looks, methods, again: Answer = () => describeFile(0)) => {
    const { client, calls } = createFakePortal({
      [`POST ${PATH}`]: inTurn(brokenConnection, again),
      [`GET ${PATH}`]: inTurn(...looks),
    });
    const uploaded = await client.storage.uploadLargeFile({ filePath, file: new Blob([]) }, options);
    expect(uploaded).toMatchObject({ size: 0 });
    expect(calls.map(({ method }) => method)).toEqual(methods);
  });

  it.each([
    ["grows", (file: string) => truncate(file, 6_000)],
    ["shrinks", (file: string) => truncate(file, 3_500)],
    ["gets other content", (file: string) => writeFile(file, randomBytes(5_000))],
  ])("does not finish a file that %s meanwhile", async (_name, change) => {
    const file = join(folder, "intro.mp4");
    await writeFile(file, randomBytes(5_000));
    await utimes(file, 0, 0); // Whatever comes later has another time.
    let chunkCount = 0;
    const { client, calls } = createFakePortal({
      [`POST ${PATH}`]: () => undefined,
      [`PUT ${PATH}`]: async () => {
        if (chunkCount++ === 0) await change(file);
      },
    });
    const upload = client.storage.uploadLargeFile({ filePath, file }, options);
    await expect(upload).rejects.toThrow(LocalFileError);
    expect(calls.some(({ headers }) => headers.get("content-range")?.startsWith("bytes 4000-"))).toBe(false);
  });

  it("does not send a chunk again that the portal refuses", async () => {
    const { client, ranges } = createUploadPortal({ 1: () => errorAnswer(400, "too large") });
    const upload = client.storage.uploadLargeFile({ filePath, file: new Blob([content]) }, options);
    await expect(upload).rejects.toThrow(BadRequestError);
    expect(ranges()).toHaveLength(2);
  });

  it("waits twice as long after each failure in a row", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"] }).setTimerTickMode("nextTimerAsync");
    const times: number[] = [];
    const lose = () => {
      times.push(Date.now());
      return brokenConnection();
    };
    const portal = createFakePortal({ [`POST ${PATH}`]: () => undefined, [`PUT ${PATH}`]: lose }, { timeout: false });
    const patience = { retryDelay: 100, timeout: false } as const;
    const upload = portal.client.storage.uploadLargeFile({ filePath, file: content }, patience);
    await expect(upload).rejects.toThrow(ConnectionError);
    const waits = times.slice(1).map((time, index) => time - (times[index] ?? 0));
    expect(waits).toEqual([100, 200, 400, 800, 1600, 3200]);
  });

  it("gives up when the portal stays out of reach", async () => {
    const mishaps = Object.fromEntries(Array.from({ length: 20 }, (_, index) => [index, brokenConnection]));
    const { client } = createUploadPortal(mishaps);
    const upload = client.storage.uploadLargeFile({ filePath, file: new Blob([content]) }, options);
    await expect(upload).rejects.toThrow(ConnectionError);
  });

  it.each([
    ["an answer of an unknown form", () => Response.json({ received: 1_000 })],
    ["no content", () => new Response(null, { status: 204 })],
  ])("takes %s after a chunk as success", async (_name, answer) => {
    const { client } = createUploadPortal({
      0: (accept) => {
        accept();
        return answer();
      },
    });
    const uploaded = await client.storage.uploadLargeFile({ filePath, file: new Blob([content]) }, options);
    expect(uploaded.size).toBe(2_500);
  });

  it("does not take a page of somebody else for success", async () => {
    const page = () => new Response("<p>Sign in</p>", { headers: { "content-type": "text/html" } });
    const { client } = createUploadPortal({ 0: page });
    const upload = client.storage.uploadLargeFile({ filePath, file: new Blob([content]) }, options);
    await expect(upload).rejects.toMatchObject({ name: "ResponseValidationError" });
  });

  it("says so when the file has another size in the end", async () => {
    const { client } = createFakePortal({
      [`POST ${PATH}`]: () => undefined,
      [`PUT ${PATH}`]: () => undefined,
      [`GET ${PATH}`]: () => describeFile(7),
    });
    const upload = client.storage.uploadLargeFile({ filePath, file: new Blob([content]) }, options);
    await expect(upload).rejects.toThrow(/has 7 bytes after the upload, but 2500 were sent/);
  });

  /** A portal that never tells the size, with this content in the end. */
  function createSilentPortal(found: Uint8Array) {
    const description = { ...describeFile(0), size: null };
    return createFakePortal({
      [`POST ${PATH}`]: () => undefined,
      [`PUT ${PATH}`]: () => undefined,
      [`GET ${PATH}`]: ({ path }) => ({
        ...description,
        ...(path.includes("base64") && { content: Buffer.from(found).toString("base64") }),
      }),
    });
  }

  it.each([
    [false, "does not call a file confirmed whose size the portal does not tell"],
    [true, "calls it confirmed when it was read back"],
  ])("with verify: %s %s", async (verify) => {
    const { client } = createSilentPortal(content);
    const file = new Blob([content]);
    const uploaded = await client.storage.uploadLargeFile({ filePath, file }, { ...options, verify });
    expect(uploaded).toMatchObject({ sha256, isConfirmed: verify });
  });

  it("reads back from the beginning where that broke off", async () => {
    const beginning = JSON.stringify({ content: content.toString("base64") }).slice(0, 2_000);
    const breaking = () => {
      let isFirst = true;
      const pull = (stream: ReadableStreamDefaultController<Uint8Array>) => {
        if (!isFirst) throw new TypeError("terminated");
        isFirst = false;
        stream.enqueue(Buffer.from(beginning));
      };
      return new Response(new ReadableStream({ pull }, { highWaterMark: 0 }));
    };
    const whole = () => ({ ...describeFile(2_500), content: content.toString("base64") });
    const { client } = createUploadPortal({}, inTurn(breaking, whole));
    const file = new Blob([content]);
    const upload = client.storage.uploadLargeFile({ filePath, file }, { ...options, verify: true });
    expect(await upload).toMatchObject({ sha256, isConfirmed: true });
  });

  it("says so when what it reads back is something else", async () => {
    const { client } = createSilentPortal(randomBytes(2_500));
    const file = new Blob([content]);
    const upload = client.storage.uploadLargeFile({ filePath, file }, { ...options, verify: true });
    await expect(upload).rejects.toThrow(/another checksum after the upload/);
  });

  it("takes bytes", async () => {
    const { client, ranges, taken } = createUploadPortal();
    const uploaded = await client.storage.uploadLargeFile({ filePath, file: content }, options);
    expect(uploaded).toMatchObject({ size: 2_500, sha256 });
    expect(ranges()).toEqual(["bytes 0-999/2500", "bytes 1000-1999/2500", "bytes 2000-2499/2500"]);
    expect(taken()).toEqual(content);
  });

  it("ends with what onUpload rejects with", async () => {
    const { client, ranges } = createUploadPortal();
    const onUpload = () => Promise.reject(new Error("enough"));
    const upload = client.storage.uploadLargeFile({ filePath, file: content }, { ...options, onUpload });
    await expect(upload).rejects.toThrow("enough");
    expect(ranges()).toHaveLength(1);
  });

  it("stops when it is aborted although a promise of onUpload never settles", async () => {
    const controller = new AbortController();
    const { client } = createUploadPortal();
    const onUpload = () => {
      setImmediate(() => {
        controller.abort();
      });
      return new Promise(() => undefined);
    };
    const { signal } = controller;
    const upload = client.storage.uploadLargeFile({ filePath, file: content }, { ...options, onUpload, signal });
    await expect(upload).rejects.toMatchObject({ name: "AbortError" });
  });

  it("stops when it is aborted, with the signal's reason, and lets go of the stream", async () => {
    const controller = new AbortController();
    let isCancelled = false;
    const file = new ReadableStream<Uint8Array>({
      pull: (stream) => {
        stream.enqueue(new Uint8Array(1_000));
      },
      cancel: () => {
        isCancelled = true;
      },
    });
    const { client, ranges } = createUploadPortal();
    const onUpload = () => {
      controller.abort();
    };
    const upload = client.storage.uploadLargeFile(
      { filePath, file },
      { ...options, onUpload, signal: controller.signal },
    );
    await expect(upload).rejects.toMatchObject({ name: "AbortError" });
    expect(ranges()).toHaveLength(1);
    expect(isCancelled).toBe(true);
  });

  it("stops when it is aborted while the stream is silent", async () => {
    const controller = new AbortController();
    const file = new ReadableStream<Uint8Array>({
      pull: () => {
        controller.abort();
        return new Promise(() => undefined);
      },
    });
    const { client } = createUploadPortal();
    const upload = client.storage.uploadLargeFile({ filePath, file }, { signal: controller.signal });
    await expect(upload).rejects.toMatchObject({ name: "AbortError" });
  });

  it("stops when it is aborted while a source that cannot hear it is silent", async () => {
    const controller = new AbortController();
    async function* silent(): AsyncGenerator<Uint8Array> {
      controller.abort();
      await new Promise(() => undefined);
      yield content;
    }
    const { client } = createUploadPortal();
    const upload = client.storage.uploadLargeFile({ filePath, file: silent() }, { signal: controller.signal });
    await expect(upload).rejects.toMatchObject({ name: "AbortError" });
  });

  it("sends nothing when the file cannot be read, or the input is wrong", async () => {
    const { client, calls } = createFakePortal({});
    const { uploadLargeFile } = client.storage;
    await expect(uploadLargeFile({ filePath, file: join(folder, "none") })).rejects.toThrow(LocalFileError);
    await expect(uploadLargeFile({ filePath, file: folder })).rejects.toThrow(LocalFileError);
    await expect(uploadLargeFile({ filePath: "../a", file: new Blob([]) })).rejects.toThrow(RequestValidationError);
    const tooLarge = uploadLargeFile({ filePath, file: new Blob([]) }, { chunkSize: 10_485_761 });
    await expect(tooLarge).rejects.toThrow(/chunkSize must be a whole number/);
    expect(calls).toEqual([]);
  });
});
