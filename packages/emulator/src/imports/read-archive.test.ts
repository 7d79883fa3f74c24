import { expect, it } from "vitest";
import { zipOf } from "../../test/import-file.js";
import { readWith } from "../../test/read-import.js";
import { archiveLimits, readArchive } from "./read-archive.js";
import { toSourceFile } from "./source-file.js";

const read = (zip: Uint8Array, limits = archiveLimits) => readArchive(toSourceFile(zip), limits);

/** The flag of names in UTF-8. In others, control characters stand for signs that can be seen. */
const utf8Names = 0x0800;

/** Changes names in a finished zip to others of the same length, as no decent program would write them. */
async function zipNamed(name: string, flags = 0): Promise<Uint8Array> {
  const innocent = "x".repeat(name.length);
  const zip = Buffer.from(await zipOf({ [innocent]: "content" }));
  for (let at = zip.indexOf(innocent); at >= 0; at = zip.indexOf(innocent, at + 1)) zip.write(name, at, "latin1");
  const central = zip.indexOf("PK\u0001\u0002", 0, "latin1");
  zip.writeUInt16LE(zip.readUInt16LE(central + 8) | flags, central + 8);
  return zip;
}

it.each([
  "../outside.txt",
  "a/../../b.txt",
  "/etc/passwd",
  "C:/boot.ini",
  "a\\b.txt",
  "..\\b.txt",
  "a//b.txt",
  "a/./b.txt",
  "con",
  "a/NUL.txt",
  "com1/b.txt",
  "a\u0001b.txt",
])("refuses a zip with the name %j", async (name) => {
  await expect(read(await zipNamed(name, utf8Names))).rejects.toThrow(
    /leads out of the zip|device|control|invalid|absolute/,
  );
});

it("refuses encrypted zips, and zips that are cut off or no zips", async () => {
  await expect(read(await zipNamed("a.txt", 1))).rejects.toThrow("encrypted");
  const whole = await zipOf({ "a.txt": "content" });
  await expect(read(whole.subarray(0, whole.length - 10))).rejects.toThrow("cannot be read");
  await expect(read(Buffer.from("PK\u0003\u0004 and nothing"))).rejects.toThrow("cannot be read");
});

it("refuses links, and names that are there twice", async () => {
  const link = Buffer.from(await zipOf({ "a.txt": "/etc/passwd" }));
  link.writeUInt32LE(0o120777 * 0x10000, link.indexOf("PK\u0001\u0002", 0, "latin1") + 38);
  await expect(read(link)).rejects.toThrow("is a link");
  const twice = Buffer.from(await zipOf({ "a.txt": "1", "b.txt": "2" }));
  for (let at = twice.indexOf("b.txt"); at >= 0; at = twice.indexOf("b.txt", at + 1)) twice.write("a", at);
  await expect(read(twice)).rejects.toThrow('"a.txt" twice');
});

it("stops at a bomb before it is unpacked", async () => {
  const bomb = await zipOf({ "zeros.txt": new Uint8Array(30 * 1024 * 1024) });
  expect(bomb.length).toBeLessThan(50_000);
  await expect(read(bomb)).rejects.toThrow("taken for a bomb");
  const many = await zipOf(Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`${index}.txt`, "x"])));
  await expect(read(many, { ...archiveLimits, entries: 19 })).rejects.toThrow("20 entries");
  await expect(read(many, { ...archiveLimits, totalBytes: 19 })).rejects.toThrow("too large");
});

it("does not believe what a zip says of sizes", async () => {
  const liar = Buffer.from(await zipOf({ "zeros.txt": new Uint8Array(1024 * 1024) }));
  const central = liar.indexOf("PK\u0001\u0002", 0, "latin1");
  liar.writeUInt32LE(10, central + 24);
  await expect(read(liar)).rejects.toThrow("cannot be read");
});

it("leaves the litter of operating systems out", async () => {
  const zip = await zipOf({ "a.md": "1", "__MACOSX/a.md": "2", "b/.DS_Store": "3", "Thumbs.db": "4" });
  expect([...(await read(zip)).keys()]).toEqual(["a.md"]);
});

it.each([
  ["Word", ".docx file"],
  ["Epub", ".epub file"],
  ["ProjectBackup", "backup of a project"],
] as const)("says of a file of another kind that is given as %s what it is not", async (format, kind) => {
  const message = `"plan.pdf" is no ${kind}, which the format ${format} needs.`;
  for (const content of ["%PDF-1.7 and so on", ""]) {
    await expect(readWith(format, "plan.pdf", content)).rejects.toThrow(message);
  }
});

it("ends what it says of a zip that is cut off with one full stop", async () => {
  const whole = await zipOf({ "a.txt": "content" });
  await expect(read(whole.subarray(0, whole.length - 10))).rejects.toThrow(/[a-z]\.$/);
});
