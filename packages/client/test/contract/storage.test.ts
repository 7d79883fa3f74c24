import { createHash, randomBytes } from "node:crypto";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { ConflictError, NotFoundError } from "../../src/index.js";
import { newId, openPortal, type ContractPortal } from "./portal.js";

let portal: ContractPortal;
let folder: string;
let filePath: string;

beforeAll(async () => {
  portal = await openPortal();
  folder = await mkdtemp(join(tmpdir(), "clickhelp-contract-"));
});
afterAll(async () => {
  await portal.close();
  await rm(folder, { recursive: true });
});

beforeEach(() => {
  filePath = `contract/${newId("a file & more")} 漢字.bin`;
});
afterEach(async () => {
  await portal.client.storage.delete({ filePath }).catch((error: unknown) => {
    if (!NotFoundError.isInstance(error)) throw error;
  });
});

describe("storage", () => {
  it("keeps a file byte by byte, and lists it in its folder", async () => {
    const { storage } = portal.client;
    const content = new Uint8Array(randomBytes(50_001));
    const uploaded = await storage.upload({ filePath, content });
    expect(uploaded).toMatchObject({ fileFullName: `Storage/${filePath}`, size: 50_001, isFolder: false });

    const read = await storage.getFile({ filePath, format: "base64" });
    expect(read.content).toEqual(content);
    const described = await storage.getFile({ filePath });
    expect(described.content ?? null).toBeNull();
    const listed = await storage.listFolder({ folderPath: "contract", filter: "*.bin" });
    expect(listed.find(({ fileFullName }) => fileFullName === `Storage/${filePath}`)).toMatchObject({ size: 50_001 });
  });

  it("downloads a large file to disk with a checksum", async () => {
    const { storage } = portal.client;
    const content = new Uint8Array(randomBytes(6_000_000));
    await storage.upload({ filePath, content });
    const file = join(folder, "large.bin");
    let last = {};
    const saved = await storage.downloadToFile({ filePath, file }, { onDownload: (progress) => (last = progress) });
    const sha256 = createHash("sha256").update(content).digest("hex");
    expect(saved).toEqual({ path: file, size: content.length, sha256, storageName: `Storage/${filePath}` });
    expect(last).toEqual({ receivedBytes: content.length, totalBytes: content.length });
    expect(Buffer.compare(await readFile(file), content)).toBe(0);
  });

  it("uploads a large file in chunks, and again over a connection that loses answers", async () => {
    const content = new Uint8Array(randomBytes(2_500_000));
    const sha256 = createHash("sha256").update(content).digest("hex");
    const expected = {
      ...{ storageName: `Storage/${filePath}`, size: content.length, sha256 },
      isConfirmed: expect.any(Boolean) as boolean, // A live portal need not name the size.
    };
    const options = { chunkSize: 1_000_000, retryDelay: 1 };
    const { storage } = portal.client;
    expect(await storage.uploadLargeFile({ filePath, file: new Blob([content]) }, options)).toEqual(expected);

    let chunkCount = 0;
    const losing = portal.connect({
      fetch: async (request) => {
        const response = await portal.fetch(request);
        if (request.method !== "PUT" || chunkCount++ % 2 === 1) return response;
        await response.body?.cancel();
        throw new TypeError("fetch failed", { cause: Object.assign(new Error("reset"), { code: "ECONNRESET" }) });
      },
    });
    const file = new Blob([content]).stream();
    const again = await losing.storage.uploadLargeFile({ filePath, file, isOverwrite: true }, options);
    expect(again).toEqual(expected);
    const saved = await storage.downloadToFile({ filePath, file: join(folder, "again.bin") });
    expect(saved.sha256).toBe(sha256);
  });

  it("takes a form, tells whether a file exists, changes it, and deletes several", async () => {
    const { storage } = portal.client;
    expect(await storage.exists({ filePath })).toBe(false);
    await storage.uploadMultipart({ filePath, file: new Uint8Array([1, 2]) });
    expect(await storage.exists({ filePath })).toBe(true);
    expect(await storage.update({ filePath, content: new Uint8Array([3]) })).toMatchObject({ size: 1 });
    await storage.deleteMany({ fileFullNames: [`Storage/${filePath}`] });
    expect(await storage.exists({ filePath })).toBe(false);
  });

  it("walks through folders", async () => {
    const { storage } = portal.client;
    await storage.upload({ filePath, content: new Uint8Array([1]) });
    const names: string[] = [];
    for await (const { fileFullName } of storage.walk({ folderPath: "contract" })) names.push(fileFullName);
    expect(names).toContain(`Storage/${filePath}`);
  });

  it("does not overwrite a file unless asked to", async () => {
    const { storage } = portal.client;
    await storage.upload({ filePath, content: new Uint8Array([1]) });
    await expect(storage.upload({ filePath, content: new Uint8Array([2]) })).rejects.toThrow(ConflictError);
    await storage.upload({ filePath, content: new Uint8Array([3]), isOverwrite: true });
    const read = await storage.getFile({ filePath, format: "base64" });
    expect(read.content).toEqual(new Uint8Array([3]));
  });

  it("answers 404 for what it does not have, and nothing is left on disk", async () => {
    const { storage } = portal.client;
    await expect(storage.getFile({ filePath, format: "base64" })).rejects.toThrow(NotFoundError);
    const file = join(folder, "none.bin");
    await expect(storage.downloadToFile({ filePath, file })).rejects.toThrow(NotFoundError);
    expect((await readdir(folder)).filter((name) => name.includes("none"))).toEqual([]);
  });
});
