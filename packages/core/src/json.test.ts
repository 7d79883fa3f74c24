import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { JsonReader, type AnswerBody } from "./json.js";

function read(text: string, size = 4_001): AnswerBody {
  const bytes = new TextEncoder().encode(text);
  const reader = new JsonReader();
  for (let start = 0; start < bytes.length; start += size) reader.add(bytes.subarray(start, start + size));
  return reader.end();
}

function parse(text: string): unknown {
  try {
    return { isJson: true, value: JSON.parse(text) as unknown };
  } catch {
    return { isJson: false };
  }
}

/** So many items that they are several pieces. */
const listOf = (item: unknown) => Array.from({ length: 10_000 }, () => item);

describe("an answer", () => {
  it.each([
    ["a list", listOf({ id: "intro", title: "Ü𝄞", tags: ["a"] })],
    ["a list whose texts look like the end of an item", listOf({ html: '<pre>[{},{"a":1},{}]</pre>\\' })],
    ["a list whose items have lists", listOf({ nodes: [{ id: 1 }, { id: 2 }] })],
    ["a list that ends in a long item", [...listOf({ id: 1 }), { nodes: listOf({ id: 2 }) }]],
    ["a list of all kinds of values", listOf([{}, {}, [], [{}, {}], 1, null, "},{"])],
    ["a list of lists", listOf([{}, {}])],
    ["a list of texts", listOf("},{")],
    ["a list with one long item", [{ html: "},{".repeat(100_000) }]],
    ["an object", { items: listOf({ id: "intro" }) }],
    ["a text", "},{".repeat(100_000)],
  ])("can be %s, however long", (_what, value) => {
    const text = JSON.stringify(value);
    expect(read(text).parsed).toEqual({ isJson: true, value });
    expect(read(JSON.stringify(value, undefined, 1)).parsed).toEqual({ isJson: true, value });
  });

  it("is read as a whole would be, also when it is spoilt somewhere", () => {
    const spoilt = fc.record({
      item: fc.oneof(fc.dictionary(fc.string(), fc.json()), fc.constant({ html: '},{"[{' }), fc.jsonValue()),
      place: fc.double({ min: 0, max: 1, noNaN: true }),
      removed: fc.nat(3),
      added: fc.constantFrom("", "},{", "]", "[", "}", "{", '"', "\\", ",", " "),
      size: fc.integer({ min: 1_000, max: 70_000 }),
    });
    fc.assert(
      fc.property(spoilt, ({ item, place, removed, added, size }) => {
        const whole = JSON.stringify(Array.from({ length: 3_000 }, () => item));
        const start = Math.floor(place * whole.length);
        const text = whole.slice(0, start) + added + whole.slice(start + removed);
        expect(read(text, size).parsed).toEqual(parse(text));
      }),
      { numRuns: 25 },
    );
  });

  it("keeps its beginning when it is a list that was cut off", () => {
    const text = JSON.stringify(Array.from({ length: 20_000 }, (_, id) => ({ id }))).slice(0, -2);
    const body = read(text);
    expect(body.parsed).toEqual({ isJson: false });
    expect(body.text.length).toBeGreaterThanOrEqual(65_536);
    expect(text.startsWith(body.text)).toBe(true);
  });

  it("has no byte-order mark", () => {
    expect(read("\uFEFF[{}]")).toEqual({ text: "[{}]", parsed: { isJson: true, value: [{}] } });
  });
});
