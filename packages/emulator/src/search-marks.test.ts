import { DatabaseSync } from "node:sqlite";
import fc from "fast-check";
import { expect, test } from "vitest";
import { markSnippet, markTitle } from "./search-marks.js";
import { readTerms } from "./search.js";
import { migrations } from "./store/migrations.js";
import { breakWords, joinWords } from "./word-breaks.js";

const mark = (typed: string, title: string) => markTitle(readTerms(typed)?.phrases ?? [], title);
const snippet = (typed: string, text: string) => markSnippet(readTerms(typed)?.phrases ?? [], breakWords(text));
const filler = (count: number) => Array.from({ length: count }, (_, index) => `w${index}`).join(" ");

test.each([
  ["hop", "Hops, HOPPING hope", "<strong>Hops</strong>, <strong>HOPPING</strong> hope"],
  ['"red apple"', "red apples, apple red", "<strong>red apples</strong>, apple red"],
  ['"a b a"', "a b a b a", "<strong>a b a b a</strong>"],
  ["appl*", "apply applied", "<strong>apply</strong> <strong>applied</strong>"],
  ["-red apple", "red apple", "red <strong>apple</strong>"],
  ["eclair", "Éclair & co", "<strong>Éclair</strong> &#38; co"],
  ["字符", "中文字符。", "中文<strong>字符</strong>。"],
])("%s is marked in %j", (typed, title, html) => {
  expect(mark(typed, title)).toBe(html);
});

test("a snippet begins with the text where the matches are there, and ends with it", () => {
  expect(snippet("pear", "Pears, ripe.")).toBe("...<strong>Pears</strong>, ripe....");
  expect(snippet("other", `${filler(40)}.`)).toBe(`...${filler(32)}...`);
  expect(snippet("pear", `${filler(100)} pear!`)).toMatch(/^\.\.\.w69 .* <strong>pear<\/strong>!\.\.\.$/);
});

test("a snippet is of the place with the most of what is looked for, and has it in the middle", () => {
  const text = `pear ${filler(100)} pear apple ${filler(100)}`;
  expect(snippet("apple pear", text)).toMatch(
    /^\.\.\.w85 .* w99 <strong>pear<\/strong> <strong>apple<\/strong> w0 .* w14\.\.\.$/,
  );
});

test("a phrase is marked as far as the snippet reaches", () => {
  expect(snippet(`"${"a ".repeat(4000)}"`, "a ".repeat(100_000))).toBe(
    `...<strong>${"a ".repeat(32).trim()}</strong>...`,
  );
});

test("what is looked for several times costs as much as once", () => {
  const once = readTerms("a b OR c -d");
  expect(readTerms("a a b OR c OR b a b OR c -d -d")).toEqual(once);
});

test("the words of any text are those of the index", () => {
  const database = new DatabaseSync(":memory:");
  const declared = migrations.findLast((step) => step.includes("USING fts5"))?.match(/tokenize = ("[^"]+")/)?.[1] ?? "";
  database.exec(`CREATE VIRTUAL TABLE texts USING fts5 (text, tokenize = ${declared})`);
  const insert = database.prepare("INSERT INTO texts (rowid, text) VALUES (1, ?)");
  const select = database.prepare("SELECT highlight(texts, 0, '<', '>') AS marked FROM texts WHERE texts MATCH ?");
  const words = [
    "relational",
    "relate",
    "hopping",
    "hops",
    "Hop",
    "e-mail",
    "naïve",
    "naive",
    "Öl",
    "字符",
    "ข้าว",
    "1.5",
  ];
  const pieces = fc.array(fc.constantFrom(...words, " ", ", ", "?", "ä", "Я", "й", "x".repeat(70)), { maxLength: 12 });
  const typed = fc.array(fc.constantFrom(...words, '"hop on"', "hop*", "rel*", '"relate hops"'), {
    minLength: 1,
    maxLength: 1,
  });
  fc.assert(
    fc.property(pieces, typed, (parts, terms) => {
      const [text, question] = [parts.join(""), readTerms(terms.join(" "))];
      database.exec("DELETE FROM texts");
      insert.run(breakWords(text));
      const found = select.get(question?.match ?? "")?.marked;
      const marked = markTitle(question?.phrases ?? [], text)
        .replaceAll("<strong>", "<")
        .replaceAll("</strong>", ">");
      expect(marked).toBe(joinWords(String(found ?? breakWords(text))));
    }),
    { numRuns: 1000 },
  );
});
