import { describe, expect, it } from "vitest";
import { zipOf } from "../../test/import-file.js";
import { outlineOf, readWith, topicsOf } from "../../test/read-import.js";

const page = (title: string, body: string) =>
  `<html xmlns="http://www.w3.org/1999/xhtml"><head><title>${title}</title></head><body>${body}</body></html>`;
const book = {
  mimetype: "application/epub+zip",
  "META-INF/container.xml": '<container><rootfiles><rootfile full-path="OPS/book.opf"/></rootfiles></container>',
  "OPS/book.opf": `<package><metadata><dc:title>The book</dc:title></metadata><manifest>
    <item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
    <item id="a" href="a.xhtml" media-type="application/xhtml+xml"/>
    <item id="b" href="b.xhtml" media-type="application/xhtml+xml"/>
    <item id="i" href="i.png" media-type="image/png"/></manifest>
    <spine><itemref idref="a"/><itemref idref="b"/></spine></package>`,
  "OPS/nav.xhtml": page(
    "Contents",
    '<nav epub:type="toc"><ol><li><a href="a.xhtml">First</a><ol><li><a href="b.xhtml">Second</a></li></ol></li></ol></nav>',
  ),
  "OPS/a.xhtml": page("First", '<h1>First</h1><p><a href="b.xhtml">on</a> <img src="i.png"/></p>'),
  "OPS/b.xhtml": page("Second", "<h1>Second</h1><table><tr><td>1</td></tr></table>"),
  "OPS/i.png": "png",
};

describe("an EPUB", () => {
  it("has a topic for each page, nested as in its contents, with pictures, tables and links", async () => {
    const made = await readWith("Epub", "book.epub", await zipOf(book));
    expect(made.title).toBe("The book");
    expect(outlineOf(made)).toEqual(["First [a]", "  Second [b]"]);
    const topics = topicsOf(made);
    expect(topics.a).toContain('href="/articles/p/b"');
    expect(topics.a).toMatch(/src="\/resources\/Storage\/p\/[^"]*i\.png"/);
    expect(topics.b).toContain("<td>1</td>");
  });

  it("keeps a page first that comes before what is in its contents", async () => {
    const files = {
      ...book,
      "OPS/book.opf": book["OPS/book.opf"]
        .replace("<manifest>", '<manifest><item id="t" href="t.xhtml" media-type="application/xhtml+xml"/>')
        .replace("<spine>", '<spine><itemref idref="t"/>'),
      "OPS/t.xhtml": page("Title", "<h1>The book of books</h1>"),
    };
    const made = await readWith("Epub", "book.epub", await zipOf(files));
    expect(outlineOf(made)).toEqual(["The book of books [t]", "First [a]", "  Second [b]"]);
  });

  it.each([
    ["no container", { "META-INF/container.xml": undefined }, "META-INF/container.xml"],
    ["no pages", { "OPS/book.opf": "<package/>" }, "no pages"],
    ["entities", { "OPS/a.xhtml": '<!DOCTYPE x [<!ENTITY e "e">]><p>&e;</p>' }, "declares entities"],
  ])("with %s is refused", async (_what, change, words) => {
    const files = Object.entries({ ...book, ...change }).filter(
      (file): file is [string, string] => file[1] !== undefined,
    );
    const zip = await zipOf(Object.fromEntries(files));
    await expect(readWith("Epub", "book.epub", zip)).rejects.toThrow(words);
  });
});
