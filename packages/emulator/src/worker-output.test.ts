import { Readable } from "node:stream";
import { expect, test } from "vitest";
import { writeAll } from "./worker-output.js";

test("pieces are given on in their order, small ones together, and never as nothing", async () => {
  const pieces = [Buffer.alloc(300_000, "a"), Buffer.from("b"), Buffer.from("c"), Buffer.alloc(300_000, "d")];
  const written: string[] = [];
  await writeAll(Readable.from(pieces), (bytes) => {
    written.push(Buffer.from(bytes).toString());
  });
  expect(written).toEqual(["a".repeat(300_000), "bc", "d".repeat(300_000)]);
});
