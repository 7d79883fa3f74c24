import fc from "fast-check";
import { expect, test } from "vitest";
import { findStoragePaths, relink } from "./links.js";

const relinking = { fromProjectId: "project-a b", toProjectId: "pub", origin: "https://portal.example:8443" };

test.each([
  ['<a href="/articles/project-a%20b/t">', '<a href="/articles/pub/t">'],
  ["<a href='/articles/project-a b/t#x'>", "<a href='/articles/pub/t#x'>"],
  ["<a href=/articles/project-a%20b>", "<a href=/articles/pub>"],
  [
    '<a class="x" href="https://portal.example:8443/articles/project-a%20b/t">',
    '<a class="x" href="https://portal.example:8443/articles/pub/t">',
  ],
  ['<img src="/articles/project-a%20b/x.png"/>', '<img src="/articles/pub/x.png"/>'],
  ['<img src="/resources/Storage/project-a b/x.png">', '<img src="/resources/Storage/pub/x.png">'],
  ['<a href="/smart/project-a%20b/t">', '<a href="/smart/pub/t">'],
  ['<a href="../articles/project-a%20b/t">', '<a href="../articles/pub/t">'],
  ['<a href="https://localhost:8443/articles/project-a%20b/t">', '<a href="https://localhost:8443/articles/pub/t">'],
  ['<a href="https://docs.localhost:8443/smart/project-a%20b">', '<a href="https://docs.localhost:8443/smart/pub">'],
  ['<a href="https://[::1]:8443/articles/project-a%20b/t">', '<a href="https://[::1]:8443/articles/pub/t">'],
  ['<img src="../../resources/Storage/project-a%20b/x.png">', '<img src="../../resources/Storage/pub/x.png">'],
  ['<video poster="/resources/Storage/project-a%20b/x.png">', '<video poster="/resources/Storage/pub/x.png">'],
  [
    '<img srcset="/resources/Storage/project-a%20b/x.png 1x, /resources/Storage/project-a%20b/y.png 2x">',
    '<img srcset="/resources/Storage/pub/x.png 1x, /resources/Storage/pub/y.png 2x">',
  ],
  [
    `<p style="background: url('/resources/Storage/project-a%20b/x.png')">`,
    `<p style="background: url('/resources/Storage/pub/x.png')">`,
  ],
  [
    "<style>p { background: url(/resources/Storage/project-a%20b/x.png) }</style><p>url(/articles/project-a%20b/t)",
    "<style>p { background: url(/resources/Storage/pub/x.png) }</style><p>url(/articles/project-a%20b/t)",
  ],
])("%s becomes %s", (html, expected) => {
  expect(relink(html, relinking)).toBe(expected);
});

test.each([
  '<a href="/articles/project-a%20b-2/t">',
  '<a href="https://other.example/articles/project-a%20b/t">',
  '<a href="https://localhost:1/articles/project-a%20b/t">',
  '<img src="/resources/Storage/other/project-a%20b/x.png">',
  '<a data-href="/articles/project-a%20b/t">',
  '<code>&lt;a href="/articles/project-a%20b/t"&gt;</code> href="/articles/project-a%20b/t"',
  '<!-- <a href="/articles/project-a%20b/t"> -->',
  "<p>no link, but /articles/ in <b>text</p></b>",
])("%s stays", (html) => {
  expect(relink(html, relinking)).toBe(html);
});

test("HTML of any shape stays as it is when nothing leads to the project", () => {
  const piece = fc.oneof(
    fc.constantFrom("<p>", "</p>", "<", ">", "<!--", '"', "<a href='/articles/x/y'>", "&amp;", "</br>"),
    fc.string(),
  );
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      const html = pieces.join("");
      expect(relink(html, relinking)).toBe(html);
    }),
  );
});

test("finds the files that a topic shows or links to", () => {
  const html =
    '<img src="/resources/Storage/a/b%20c.png"><a href="/resources/Storage/d.zip#x">d</a>' +
    '<img srcset="/resources/Storage/g.png 2x"><video poster="../../resources/Storage/h&amp;i.png"></video>' +
    '<img src="https://elsewhere.example/e.png"><code>src="/resources/Storage/f.png"</code>';
  expect([...findStoragePaths(html)].sort()).toEqual(["a/b c.png", "d.zip", "g.png", "h&i.png"]);
  expect([...findStoragePaths('<img src="/resources/&#83;torage/a.png">')]).toEqual(["a.png"]);
});
