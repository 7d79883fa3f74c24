import { afterEach, describe, expect, it, vi } from "vitest";
import { createFakePortal } from "../../test/fake-portal.js";
import { TimeoutError } from "../index.js";
import { readStorageFile } from "./storage-content.js";

const filePath = "manual.pdf";
const answer = {
  fileName: filePath,
  fileFullName: "Storage\\manual.pdf",
  content: Buffer.from("the manual").toString("base64"),
  size: 10,
  isFolder: false,
};

const sink = { write: () => Promise.resolve(), restart: () => Promise.resolve() };

afterEach(() => {
  vi.useRealTimers();
});

describe("readStorageFile", () => {
  it("does not take a slow disk for a silent portal", async () => {
    vi.useFakeTimers();
    const { client } = createFakePortal({ "GET storage/manual.pdf": () => answer }, { timeout: false });
    const write = () => {
      vi.advanceTimersByTime(60_000);
      return Promise.resolve();
    };
    const file = await readStorageFile(client, filePath, { ...sink, write }, { idleTimeout: 1_000 });
    expect(file.size).toBe(10);
  });

  it("takes as long as it takes while something comes in time", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const pieces = JSON.stringify(answer).match(/.{1,20}/g) ?? [];
    const pull = (stream: ReadableStreamDefaultController<Uint8Array>) => {
      vi.advanceTimersByTime(900);
      const piece = pieces.shift();
      if (piece === undefined) stream.close();
      else stream.enqueue(Buffer.from(piece));
    };
    const body = new ReadableStream({ pull }, { highWaterMark: 0 });
    const { client } = createFakePortal({ "GET storage/manual.pdf": () => new Response(body) });
    const file = await readStorageFile(client, filePath, sink, { idleTimeout: 1_000 });
    expect(file.size).toBe(10);
  });

  it.each([
    [1, 1],
    [undefined, 30_000],
  ])(
    "with idleTimeout %s waits no longer than %s ms for the answer to begin, and says so",
    async (idleTimeout, limit) => {
      vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
      const silence = () => {
        vi.advanceTimersByTime(limit);
        return new Promise(() => undefined);
      };
      const { client } = createFakePortal(
        { "GET storage/manual.pdf": silence },
        { timeout: false, totalTimeout: false },
      );
      const error = await readStorageFile(client, filePath, sink, { idleTimeout }).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(TimeoutError);
      expect(error).toMatchObject({ timeout: limit, hint: expect.stringContaining("idleTimeout") as string });
    },
  );

  it("gives the reason of a signal that is aborted when the answer begins", async () => {
    const controller = new AbortController();
    const body = new ReadableStream(); // Nothing ever comes of it.
    const { client } = createFakePortal({ "GET storage/manual.pdf": () => new Response(body) });
    const fetch: typeof client.fetch = async (...parameters) => {
      const response = await client.fetch(...parameters);
      controller.abort();
      return response;
    };
    const reading = readStorageFile({ ...client, fetch }, filePath, sink, {
      signal: controller.signal,
    });
    await expect(reading).rejects.toMatchObject({ name: "AbortError" });
  });
});
