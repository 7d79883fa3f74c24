import { buffer } from "node:stream/consumers";
import { expect, it } from "vitest";
import { readZip } from "../../test/read-zip.js";
import { centralRecord, endOfDirectory, toDosTime } from "./zip-records.js";
import { createZip, PackedText, streamZip, type ZipEntry } from "./zip.js";

it("asks for an entry only when the ones before it have been taken", async () => {
  let isLastRead = false;
  function* entries() {
    yield { path: "first.txt", content: "first" };
    isLastRead = true;
    yield { path: "last.zip", content: Uint8Array.of(1) };
  }
  const pieces: Uint8Array[] = [];
  for await (const piece of streamZip(entries(), new Date(0))) {
    if (pieces.length < 2) expect(isLastRead).toBe(false);
    pieces.push(piece);
  }
  expect(isLastRead).toBe(true);
  expect([...(await readZip(Buffer.concat(pieces))).keys()]).toEqual(["first.txt", "last.zip"]);
});

it("fails when an entry cannot be read", async () => {
  function* entries(): Generator<ZipEntry> {
    yield { path: "a", content: "a" };
    throw new Error("it is gone");
  }
  await expect(createZip(entries(), new Date(0))).rejects.toThrow("it is gone");
});

it("packs text that grew while other entries were written, and folders", async () => {
  const text = new PackedText();
  async function* entries(): AsyncGenerator<ZipEntry> {
    for (let number = 0; number < 100; number += 1) {
      yield { path: `é/${number}.txt`, content: String(number) };
      await text.write(`${number} ü\n`.repeat(100));
    }
    yield { path: "é/empty/" };
    yield { path: "text.txt", content: text };
  }
  const files = await readZip(await buffer(streamZip(entries(), new Date(0))));
  const expected = Array.from({ length: 100 }, (_, number) => `${number} ü\n`.repeat(100)).join("");
  expect(files.get("text.txt")?.toString()).toBe(expected);
  expect(files.get("é/77.txt")?.toString()).toBe("77");
  expect(files.get("é/empty/")).toBeNull();
});

it("writes more entries than two bytes can count", async () => {
  const paths = Array.from({ length: 0x10000 }, (_, number) => `${number}/`);
  const zip = await createZip(
    paths.map((path) => ({ path })),
    new Date(0),
  );
  expect([...(await readZip(zip)).keys()]).toEqual(paths);
});

it.each(["../a", "a/../../b", "/a", "C:/a", "a\\b"])(
  "refuses the path %j, which leads out of the zip",
  async (path) => {
    await expect(createZip([{ path }], new Date(0))).rejects.toThrow("leads out of the zip");
  },
);

it("points to entries beyond four gigabytes", () => {
  const packed = { checksum: 1, size: 3, isCompressed: false, pieces: [Buffer.from("abc")] };
  const position = 5 * 2 ** 30;
  const record = centralRecord({ name: Buffer.from("a"), moment: toDosTime(new Date(0)), packed }, position);
  expect(record.readUInt32LE(42)).toBe(0xffffffff);
  expect(record.readBigUInt64LE(record.length - 8)).toBe(BigInt(position));
  const end = endOfDirectory({ count: 1, size: record.length, position });
  expect(end.readBigUInt64LE(48)).toBe(BigInt(position));
});
