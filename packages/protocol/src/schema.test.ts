import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as z from "zod/mini";
import { described, looseObject } from "./schema.js";
import { GmtDateTime } from "./wire.js";

const inner = { name: z.string(), when: z.nullish(GmtDateTime) };
const shape = {
  text: z.string(),
  note: described(z.nullish(z.string()), "A note"),
  isOn: z.optional(z.boolean()),
  short: z.string().check(z.maxLength(3)),
  code: z.optional(z.base64()),
  count: z.nullable(z.int()),
  words: z.nullish(z.array(z.string())),
  anything: z.unknown(),
  level: z._default(z.string(), "low"),
  when: GmtDateTime,
};
const quick = looseObject({ ...shape, inner: looseObject(inner) });
const thorough = z.looseObject({ ...shape, inner: z.looseObject(inner) });

const value = fc.constantFrom<unknown>(
  ...["", "abcd", "YWJj", "2024-03-27T19:28:30", "/Date(0+0000)/", "nonsense"],
  ...[null, undefined, true, 7, 7.5, NaN, [], ["a"], [1], {}, { name: "a", when: "2024-02-30T00:00:00", more: 1 }],
);
const good = {
  text: "a",
  note: null,
  short: "abc",
  count: 1,
  anything: [1],
  when: "2024-03-27T19:28:30",
  inner: { name: "b", when: null, kept: true },
};
/** A good object in which some fields have another value, are missing, or are not known. */
const answer = fc
  .tuple(
    fc.dictionary(fc.constantFrom(...Object.keys(shape), "inner", "extra", "toString"), value, { maxKeys: 4 }),
    fc.subarray(Object.keys(good), { maxLength: 2 }),
  )
  .map(([changes, missing]) =>
    Object.fromEntries(Object.entries({ ...good, ...changes }).filter(([name]) => !missing.includes(name))),
  );

describe("an object of an answer", () => {
  it("is read as zod reads a loose object, and refused for the same reasons", () => {
    fc.assert(
      fc.property(fc.oneof({ weight: 9, arbitrary: answer }, { weight: 1, arbitrary: value }), (input) => {
        const expected = z.safeDecode(thorough, input as z.input<typeof thorough>);
        const result = z.safeDecode(quick, input as z.input<typeof quick>);
        expect(result.success).toBe(expected.success);
        expect(result.data).toStrictEqual(expected.data);
        expect(result.error?.issues).toEqual(expected.error?.issues);
      }),
      { numRuns: 2000 },
    );
  });

  it("is a new object, so that the raw answer stays as it came", () => {
    const raw = { ...good, more: 1 };
    const decoded = z.decode(quick, raw);
    expect(decoded).toMatchObject({ more: 1, when: new Date("2024-03-27T19:28:30Z"), level: "low" });
    expect(raw).toEqual({ ...good, more: 1 });
  });

  it("is written as zod writes a loose object, and refused for the same reasons", () => {
    fc.assert(
      fc.property(answer, fc.boolean(), (changed, isDecoded) => {
        const when = new Date("2024-03-27T19:28:30Z");
        const decoded = isDecoded ? { ...changed, when, inner: { name: "b", when } } : changed;
        const output = { level: "low", ...decoded } as z.output<typeof thorough>;
        const expected = z.safeEncode(thorough, output);
        const result = z.safeEncode(quick, output);
        expect(result.success).toBe(expected.success);
        expect(result.data).toStrictEqual(expected.data);
        expect(result.error?.issues).toEqual(expected.error?.issues);
      }),
      { numRuns: 2000 },
    );
  });

  it("is written as it was read", () => {
    const decoded = z.decode(quick, { ...good, code: "YWJj" });
    expect(z.encode(quick, decoded)).toEqual({ ...good, code: "YWJj", level: "low" });
  });
});
