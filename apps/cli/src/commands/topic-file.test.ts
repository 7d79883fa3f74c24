import { expect, it } from "vitest";
import { idFromFileName, parseTopicFile, titleFromBody } from "./topic-file.js";

it.each([
  ["<h1>Caf&eacute; &mdash; R&amp;D</h1>", "Café — R&D"],
  ["<!-- <h1>Old</h1> --><h1>New&nbsp;One <em>&lt;b&gt;</em></h1>", "New One <b>"],
  ['<script>var a = "<h1>no</h1>"</script><h1 class="a">Real</h1 >', "Real"],
  ["<h1></h1><h1>Two<br>lines</h1>", "Two lines"],
  ["<p>none</p><!-- <h1>open", undefined],
])("the title of %s", (body, title) => {
  expect(titleFromBody(body)).toBe(title);
});

it("is one id however a system writes the letters of a file's name", () => {
  expect(idFromFileName("docs/настройки.html".normalize("NFD"))).toBe("настройки".normalize("NFC"));
});

it.each([
  ["id: 007\ntitle: 1.10\nkeywords: [2026, yes]", { id: "007", title: "1.10", keywords: ["2026", "yes"] }],
  ["# nothing yet", {}],
])("takes every value of the front matter as a text: %j", (frontMatter, topic) => {
  const file = new TextEncoder().encode(`---\n${frontMatter}\n---\n<p>Text</p>`);
  expect(parseTopicFile(file, "a.html")).toEqual({ ...topic, body: "<p>Text</p>" });
});

it.each(["title:", "id: ~", "owner: null"])("takes no word for nothing: %s", (frontMatter) => {
  const file = new TextEncoder().encode(`---\n${frontMatter}\n---\n`);
  expect(() => parseTopicFile(file, "a.html")).toThrow("expected string, received null");
});
