import { expect, it } from "vitest";
import { readZip } from "../../test/read-zip.js";
import { createZip, streamZip } from "./zip.js";

it("reads the content of an entry only when the ones before it have been taken", async () => {
  let isLastRead = false;
  // Not compressible, and much more than streams keep in hand.
  const large = Buffer.from(Array.from({ length: 500_000 }, (_, index) => (index * index * 31) >> 7));
  const last = () => {
    isLastRead = true;
    return Uint8Array.of(1);
  };
  const entries = [
    { path: "large.zip", content: large },
    { path: "last.zip", content: last },
  ];
  const pieces: Buffer[] = [];
  for await (const piece of streamZip(entries, new Date(0))) {
    if (pieces.length === 0) expect(isLastRead).toBe(false);
    pieces.push(piece as Buffer);
  }
  expect(isLastRead).toBe(true);
  expect([...(await readZip(Buffer.concat(pieces))).keys()]).toEqual(["large.zip", "last.zip"]);
});

it("fails when the content of an entry cannot be read", async () => {
  const unreadable = () => {
    throw new Error("it is gone");
  };
  await expect(createZip([{ path: "a", content: unreadable }], new Date(0))).rejects.toThrow("it is gone");
});
