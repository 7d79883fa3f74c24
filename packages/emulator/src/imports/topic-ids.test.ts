import { expect, test } from "vitest";
import { toSlug } from "./topic-ids.js";

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
