import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { JsonStringField } from "./json-string-field.js";

const encode = (text: string) => new TextEncoder().encode(text);

/** Cuts bytes at the given places. */
function cut(bytes: Uint8Array, places: readonly number[]): Uint8Array[] {
  const ends = [...places.map((place) => place % (bytes.length + 1)), bytes.length].sort((a, b) => a - b);
  return ends.map((end, index) => bytes.slice(ends[index - 1] ?? 0, end));
}

function read(name: string, chunks: readonly Uint8Array[]) {
  const field = new JsonStringField(name);
  const text = chunks.map((chunk) => new TextDecoder().decode(field.push(chunk))).join("");
  return { text, ...field.end() };
}

const ascii = fc.string({ unit: fc.integer({ min: 0, max: 127 }).map((code) => String.fromCharCode(code)) });
const blank = fc.stringMatching(/^[ \t\r\n]{0,3}$/);
const cuts = fc.array(fc.nat(), { maxLength: 12 });

/** Writes a string the way some server might: any character may be an escape. */
const writtenAscii = ascii.chain((text) =>
  fc.array(fc.nat({ max: 2 }), { minLength: text.length, maxLength: text.length }).map((ways) => ({
    text,
    json: `"${Array.from(text, (character, index) => writeCharacter(character, ways[index] ?? 0)).join("")}"`,
  })),
);

function writeCharacter(character: string, way: number): string {
  if (way === 1) return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  if (character === "/" && way === 2) return "\\/";
  return JSON.stringify(character).slice(1, -1);
}

describe("JsonStringField", () => {
  it("gives the field's text and leaves the rest, however the document is cut into pieces", () => {
    const other = fc.jsonValue();
    fc.assert(
      fc.property(
        fc.record({ content: writtenAscii, before: other, after: other, space: blank, mark: fc.boolean(), cuts }),
        ({ content, before, after, space, mark, cuts }) => {
          const members = [
            `"before"${space}:${JSON.stringify(before)}`,
            `"nested":{"content":"not this one","list":["content",{"content":1}]}`,
            `"content"${space}:${space}${content.json}`,
            `"after":${JSON.stringify(after)}`,
          ];
          const json = `${mark ? "\ufeff" : ""}${space}{${members.join(`${space},${space}`)}}${space}`;
          const { text, found, rest } = read("content", cut(encode(json), cuts));
          expect(found).toBe(true);
          expect(text).toBe(content.text);
          expect(rest).toEqual({ ...(JSON.parse(json.trimStart()) as object), content: "" });
        },
      ),
    );
  });

  it.each([
    ["an escaped key", String.raw`{"cont\u0065nt":"YQ=="}`],
    ["a key that looks like the field as a value before it", '{"fileName":"content","content":"YQ=="}'],
    ["a quote in a string before it", String.raw`{"a":"\\\"content\":","content":"YQ=="}`],
  ])("finds the field after or under %s", (_, json) => {
    expect(read("content", [encode(json)])).toMatchObject({ found: true, text: "YQ==" });
  });

  it.each([
    ["it is absent", '{"fileName":"a"}'],
    ["it is null", '{"content":null}'],
    ["only a nested object has it", '{"inner":{"content":"YQ=="}}'],
    ["the document is an array", '[{"content":"YQ=="},"content","x"]'],
  ])("says that the field is not there when %s", (_, json) => {
    expect(read("content", [encode(json)])).toMatchObject({ found: false, text: "" });
  });

  it("refuses a document that is cut off, at whatever place", () => {
    const json = encode('{"fileName":"a","content":"YWJj","size":3}');
    for (let end = 0; end < json.length; end++) {
      expect(() => read("content", [json.slice(0, end)])).toThrow(SyntaxError);
    }
  });

  it.each([
    ["a field that occurs twice", '{"content":"YQ==","content":"YQ=="}'],
    ["text after the end", '{"content":"YQ=="} x'],
    ["an HTML page", "<!DOCTYPE html><p>Sign in</p>"],
    ["a character that is not ASCII", String.raw`{"content":"\u00e9"}`],
    ["an escape that JSON does not have", String.raw`{"content":"\q"}`],
  ])("refuses %s", (_, json) => {
    expect(() => read("content", [encode(json)])).toThrow(SyntaxError);
  });

  it("refuses to collect a large document that does not have the field", () => {
    const field = new JsonStringField("content");
    const page = encode("<p>".repeat(100_000));
    expect(() => {
      for (let count = 0; count < 100; count++) field.push(page);
    }).toThrow(/too long/);
  });
});
