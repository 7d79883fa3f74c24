import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { expect, it } from "vitest";
import { readZip } from "../../test/read-zip.js";
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
    if (pieces.length === 0) expect(isLastRead).toBe(false);
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

it("fails when the content of an entry cannot be read", async () => {
  function* content() {
    yield "a";
    throw new Error("it is gone");
  }
  await expect(createZip([{ path: "a", content: Readable.from(content()) }], new Date(0))).rejects.toThrow(
    "it is gone",
  );
});

it("packs text that grew while other entries were written, and folders", async () => {
  const text = new PackedText();
  function* entries(): Generator<ZipEntry> {
    for (let number = 0; number < 100; number += 1) {
      yield { path: `é/${number}.txt`, content: String(number) };
      text.write(`${number} ü\n`.repeat(100));
    }
    yield { path: "é/empty/" };
    yield { path: "text.txt", content: text.read() };
  }
  const files = await readZip(await buffer(streamZip(entries(), new Date(0))));
  const expected = Array.from({ length: 100 }, (_, number) => `${number} ü\n`.repeat(100)).join("");
  expect(files.get("text.txt")?.toString()).toBe(expected);
  expect(files.get("é/77.txt")?.toString()).toBe("77");
  expect(files.get("é/empty/")).toBeNull();
});

it.each([0xffff, 0x10000])("writes %i entries, where two bytes do not suffice to count them", async (length) => {
  const paths = Array.from({ length }, (_, number) => `${number}/`);
  const zip = await createZip(
    paths.map((path) => ({ path })),
    new Date(0),
  );
  expect([...(await readZip(zip)).keys()]).toEqual(paths);
});

it.each(["../a", "a/../../b", "/a", "C:/a", "disk:a", "a\\b"])(
  "refuses the path %j, which leads out of the zip",
  async (path) => {
    await expect(createZip([{ path }], new Date(0))).rejects.toThrow("leads out of the zip");
  },
);
