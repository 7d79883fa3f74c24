import { EpubCheck } from "@likecoin/epubcheck-ts";
import { describe, expect, it } from "vitest";
import {
  exportHostile,
  exportSampleGuide,
  exportSource,
  hostileSource,
  sampleCaptions,
} from "../../test/export-samples.js";
import { readZip } from "../../test/read-zip.js";

/** What the checker for EPUB has against a book. */
async function complaintsAbout(book: Uint8Array): Promise<string[]> {
  const { messages } = await EpubCheck.validate(book);
  return messages
    .filter(({ severity }) => ["fatal", "error", "warning"].includes(severity))
    .map(({ id, message, location }) => `${id} ${location?.path ?? ""}: ${message}`);
}

async function open(book: Uint8Array) {
  const files = await readZip(book);
  const text = (path: string) => files.get(path)?.toString("utf8") ?? "";
  const pages = [...text("book/package.opf").matchAll(/<item id="([^"]+)" href="([^"]+\.xhtml)"/g)].map(
    ([, id = "", path = ""]) => ({ id, path: `book/${path}`, markup: text(`book/${path}`) }),
  );
  return { files, text, pages };
}

describe("the Epub export", { timeout: 60_000 }, () => {
  it("is a valid book of the sample's guide, with its contents in order, pictures and tables", async () => {
    const bytes = await exportSampleGuide("Epub");
    expect(await complaintsAbout(bytes)).toEqual([]);
    const { files, text, pages } = await open(bytes);
    const entries = [...text("book/contents.xhtml").matchAll(/<li><a href="([^"]+)">([^<]*)</g)];
    expect(entries.map(([, , caption]) => caption)).toEqual(sampleCaptions);
    for (const [, path = "", caption = ""] of entries) expect(text(`book/${path}`)).toContain(`>${caption}</h1>`);
    expect([...files.keys()].filter((path) => path.startsWith("book/pictures/"))).toHaveLength(3);
    const all = pages.map(({ markup }) => markup).join("");
    expect(all.match(/<img /g)).toHaveLength(3);
    expect(all).toContain("<table>");
    const links = [...all.matchAll(/href="(chapter-[^"#]+)#([^"]+)"/g)];
    expect(links.length).toBeGreaterThan(10);
    for (const [, path = "", place = ""] of links) expect(text(`book/${path}`)).toContain(`id="${place}"`);
  });

  it("begins with its kind, which can be read without unzipping", async () => {
    const bytes = await exportHostile("Epub");
    expect(bytes.subarray(30, 58).toString("latin1")).toBe("mimetypeapplication/epub+zip");
    expect(bytes.readUInt16LE(8)).toBe(0);
  });

  it("is a valid book of whatever it is given", async () => {
    const bytes = await exportHostile("Epub");
    expect(await complaintsAbout(bytes)).toEqual([]);
    const { text, pages } = await open(bytes);
    const first = text("book/chapter-1.xhtml");
    expect(first).toContain("Title &lt;b&gt;&amp;amp; &quot;markup&quot;&lt;/b&gt; ]]&gt; end</h1>");
    expect(first).toContain("emoji 🎈👩‍🚀 and bell");
    expect(first).toContain('<h2 id="chapter-1-heading-1">Twin one</h2>');
    expect(first).toContain('<a href="chapter-1.xhtml#chapter-1-heading-1">to the twin</a>');
    expect(first).toContain('<a href="chapter-2.xhtml#chapter-2-heading-1">to the second</a>');
    expect(first).not.toMatch(/javascript:|document\.title|onclick/);
    const second = text("book/chapter-2.xhtml");
    expect(second).toContain("<i>[picture: absent &lt;one&gt;]</i>");
    expect(second).toContain('alt="shown"');
    expect(second).toContain('<ol start="3">\n<li>three<ul>');
    expect(text("book/chapter-2-1.xhtml")).toContain("<td>row-299</td><td>89401</td>");
    expect(pages.some(({ markup }) => markup.includes("שלום עולם"))).toBe(true);
  });

  it.each([
    ["without namespaces", '<svg width="9" height="9"><use xlink:href="#a"/><rect id="a" inkscape:label="x"/></svg>'],
    ["with open tags", '<svg width="9" height="9"><g><path d="M0 0"></svg>'],
    ["with wrong nesting", "<svg width='9' height='9'><g><text>a & b <tspan></g></text></svg>"],
    ["with attributes as in HTML", '<svg width="9" height="9"><rect width=3 width=4 hidden onclick="x()"/></svg>'],
    ["with entities of HTML", '<svg width="9" height="9"><text>a&nbsp;b \u0001</text></svg>'],
    ["with names that are none", '<svg width="9" height="9"><1a/><b:c xmlns:b=""/><rect 2="3"/></svg>'],
    ["in an unknown namespace", '<s:svg><svg width="9" height="9"></svg></s:svg><svg width="9" height="9"></svg>'],
    ["with more behind it", '<svg width="9" height="9"></svg>text<svg width="9" height="9"></svg>'],
    [
      "with a script, and a style from elsewhere",
      '<svg width="9" height="9"><script>a < b</script><style>@import "x"</style></svg>',
    ],
  ])("is a valid book with an SVG %s, which is shown", async (_what, svg) => {
    const body = `<img src="data:image/svg+xml;base64,${Buffer.from(svg).toString("base64")}" alt="drawn">`;
    const nodes = [{ topicId: "t", caption: "T", readBody: () => body, children: [] }];
    const bytes = await exportSource("Epub", { ...hostileSource, nodes });
    expect(await complaintsAbout(bytes)).toEqual([]);
    expect((await open(bytes)).text("book/chapter-1.xhtml")).toContain('alt="drawn"');
  });

  it("keeps the direction in which words are read", async () => {
    const body =
      '<h2 dir="rtl">א</h2><p dir="rtl">ב</p><ul dir="auto"><li>ג</li></ul><table><tr><td dir="rtl">ד</td><td>e</td></tr></table>';
    const nodes = [{ topicId: "t", caption: "T", readBody: () => body, children: [] }];
    const bytes = await exportSource("Epub", { ...hostileSource, nodes });
    expect(await complaintsAbout(bytes)).toEqual([]);
    const { text } = await open(bytes);
    expect(text("book/chapter-1.xhtml")).toMatch(
      /<h\d[^>]* dir="rtl">א.*<p dir="rtl">ב.*<li dir="auto">ג.*<td dir="rtl">ד<\/td><td>e<\/td>/s,
    );
  });

  it("is a valid book even without topics", async () => {
    expect(await complaintsAbout(await exportSource("Epub", { ...hostileSource, nodes: [] }))).toEqual([]);
  });

  it("gives bytes that depend on nothing but the source", async () => {
    expect(await exportSource("Epub")).toEqual(await exportHostile("Epub"));
  });
});
