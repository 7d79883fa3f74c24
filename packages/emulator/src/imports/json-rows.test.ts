import fc from "fast-check";
import { expect, test } from "vitest";
import { readJsonRows, type JsonRow } from "./json-rows.js";

async function read(text: string | Uint8Array, pieceSize = 7) {
  const bytes = Buffer.from(text);
  async function* pieces() {
    for (let start = 0; start < bytes.length; start += pieceSize) {
      yield await Promise.resolve(bytes.subarray(start, start + pieceSize));
    }
  }
  const rows: JsonRow[] = [];
  for await (const row of readJsonRows(pieces(), ["$.rows", "$.groups.*.rows"])) rows.push(row);
  return rows;
}

test("rows of lists come one by one, and the rest at the end, wherever the text is cut", async () => {
  const row = fc.jsonValue();
  const shape = fc.record({
    name: fc.string({ unit: "grapheme" }),
    rows: fc.array(row),
    groups: fc.array(fc.record({ id: fc.integer(), rows: fc.array(row) })),
  });
  const space = fc.constantFrom(undefined, 2);
  await fc.assert(
    fc.asyncProperty(shape, space, fc.integer({ min: 1, max: 64 }), async (value, indent, pieceSize) => {
      const { rows, groups } = value;
      const given = await read(JSON.stringify(value, null, indent), pieceSize);
      expect(given).toEqual(
        JSON.parse(
          JSON.stringify([
            ...rows.map((one, index) => ({ keys: ["rows", index], value: one })),
            ...groups.flatMap((group, at) =>
              group.rows.map((one, index) => ({ keys: ["groups", at, "rows", index], value: one })),
            ),
            { keys: [], value: { ...value, rows: [], groups: groups.map((group) => ({ ...group, rows: [] })) } },
          ]),
        ),
      );
    }),
  );
});

test.each([
  ["half of it", '{"rows": [1, 2'],
  ["more behind it", '{"rows": [1]} {}'],
  ["a comma too many", '{"rows": [1,]}'],
  ["no JSON", "<html>"],
  ["half a letter at the end", Buffer.from('{"rows": []}\u00e9').subarray(0, -1)],
  ["bytes that are no letters", Buffer.from('{"rows": ["\u00e9"]}', "latin1")],
])("%s is refused", async (_, text) => {
  await expect(read(text)).rejects.toThrow();
});

test("a mark at the beginning and lines at the end are no part of it", async () => {
  expect(await read('\uFEFF{"rows": [1]}\r\n\n')).toEqual([
    { keys: ["rows", 0], value: 1 },
    { keys: [], value: { rows: [] } },
  ]);
});
