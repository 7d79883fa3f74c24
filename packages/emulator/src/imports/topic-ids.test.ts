import { expect, test } from "vitest";
import { checkStoragePath } from "../storage-path.js";
import { toSlug, toStoragePath } from "./topic-ids.js";

test.each([
  ["Устройство", "устройство"],
  ["Мой ещё файл", "мой-ещё-файл"],
  ["Überblick", "uberblick"],
  ["naïve", "naive"],
  ["Été & hiver", "ete-hiver"],
  ["Ά και Ώ", "α-και-ω"],
  ["हिन्दी", "हिन्दी"],
  ["がくせい", "がくせい"],
])("%s becomes the id %s: marks go where a letter is the same without them", (title, slug) => {
  expect(toSlug(title.normalize("NFC"))).toBe(slug);
  expect(toSlug(title.normalize("NFD"))).toBe(slug);
});

test("a long title becomes an id of whole characters", () => {
  expect(toSlug(`a${"𠀀".repeat(90)}`)).toBe(`a${"𠀀".repeat(79)}`);
});

test.each([
  ["before its extension", `${"a".repeat(130)}.png`, `${"a".repeat(116)}.png`],
  ["and not within a character", `a${"😀".repeat(130)}.png`, `a${"😀".repeat(115)}.png`],
  ["and not behind a blank", `${"a".repeat(119)} and more words`, "a".repeat(119)],
])("a long name of a file is cut to one that Storage takes, %s", (_, name, path) => {
  expect(checkStoragePath(toStoragePath(name))).toBe(path);
});
