import { expect, it } from "vitest";
import { breakWords, joinWords } from "./word-breaks.js";

it("takes each character with its marks for a word, in scripts without spaces alone", () => {
  const wordsOf = (text: string) => breakWords(text).split(/[\u0004 ]/);
  expect(wordsOf("GPS设备 in ข้าว, word")).toEqual(["GPS", "设", "备", "in", "ข้", "า", "ว,", "word"]);
  expect(joinWords(breakWords("GPS设备 in ข้าว"))).toBe("GPS设备 in ข้าว");
});

it("looks at each of many marks in a row once", () => {
  const marks = "\u3099".repeat(300_000);
  expect(breakWords(`か${marks}`)).toHaveLength(marks.length);
  expect(breakWords(marks)).toBe(marks);
});
