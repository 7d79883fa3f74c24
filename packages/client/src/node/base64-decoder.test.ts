import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Base64Decoder } from "./base64-decoder.js";

function decode(pieces: readonly string[]): Buffer {
  const decoder = new Base64Decoder();
  const bytes = pieces.map((piece) => Buffer.from(decoder.push(Buffer.from(piece, "latin1"))));
  decoder.end();
  return Buffer.concat(bytes);
}

describe("Base64Decoder", () => {
  it("gives back the bytes, however the text is cut into pieces and broken into lines", () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.array(fc.nat()), fc.boolean(), (bytes, places, hasLines) => {
        const base64 = Buffer.from(bytes).toString("base64");
        const text = hasLines ? base64.replaceAll(/.{7}/g, "$&\r\n") : base64;
        const ends = [...places.map((place) => place % (text.length + 1)), text.length].sort((a, b) => a - b);
        const pieces = ends.map((end, index) => text.slice(ends[index - 1] ?? 0, end));
        expect(decode(pieces)).toEqual(Buffer.from(bytes));
      }),
    );
  });

  it.each(["YQ=", "YQ", "Y", "=", "Y=Q=", "YQ==YQ==", "YQ===", "YWJj=", "YW-j", "YWé="])("refuses %s", (text) => {
    expect(() => decode([text])).toThrow(SyntaxError);
  });
});
