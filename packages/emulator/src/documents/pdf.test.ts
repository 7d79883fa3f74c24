import { buffer } from "node:stream/consumers";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readPdf } from "../../test/read-pdf.js";
import { readAsset } from "../seeds/sample/read-asset.js";
import { textOf, textOfBlocks } from "./document-model.js";
import { parseHtml } from "./html.js";
import { exporters } from "./index.js";
import type { DocumentNode, ExportSource } from "./source.js";

const png = readAsset("files/filling.png");
const brokenPng = Buffer.from(png).fill(7, 200, 400);
const jpeg = Buffer.from(
  "/9j/4AAQSkZJRgABAQEAYABgAAD/2wBDAAgGBgcGBQgHBwcJCQgKDBQNDAsLDBkSEw8UHRofHh0aHBwgJC4nICIsIxwcKDcpLDAxNDQ0Hyc5PTgyPC4zNDL/" +
    "wAALCAABAAEBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAACf/EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AVN//2Q==",
  "base64",
);

function topic(topicId: string, caption: string, body: string, children: DocumentNode[] = []): DocumentNode {
  return { topicId, caption, readBody: () => body, children };
}

function folder(caption: string, children: DocumentNode[]): DocumentNode {
  return { topicId: null, caption, readBody: () => null, children };
}

async function exportPdf(
  nodes: DocumentNode[],
  fields: Partial<ExportSource> = {},
  report: (share: number) => void = () => undefined,
) {
  const files = new Map<string, Uint8Array>([
    ["a.png", png],
    ["broken.png", brokenPng],
    ["b.jpg", jpeg],
  ]);
  const source: ExportSource = {
    ...{ id: "guide", title: "The guide", language: "en-US", nodes, exportedOn: new Date("2026-03-14T09:30:00Z") },
    readResource: (path) => files.get(path),
    ...fields,
  };
  const exporter = exporters.Pdf;
  if (!exporter) throw new Error("there is no such exporter");
  return new Uint8Array(await buffer(exporter(source, report)));
}

const open = async (nodes: DocumentNode[]) => readPdf(await exportPdf(nodes));
const wordsOf = (text: string) => text.split(/\s+/).filter((word) => word !== "");

describe("the Pdf export", () => {
  const nodes = [
    folder("First things", [
      topic("one", "One", '<h1>one</h1><p>Alpha <b>beta</b></p><h2 id="dé (p">Deep inside</h2><p>gamma</p>', [
        topic("two", "Two & more", "<h1>Another title</h1><ul><li>delta<ol><li>epsilon</ol></ul>"),
      ]),
    ]),
    topic(
      "three",
      "Третья тема",
      '<p><a href="/articles/guide/one#d%C3%A9%20(p">in</a> <a href="https://example.com/x">out</a> <a href="/articles/guide/gone">nowhere</a></p>' +
        "<table><tr><th>H1</th><th>H2</th></tr><tr><td rowspan=2>zeta</td><td>eta</td></tr><tr><td>theta</td></tr></table>" +
        "<pre>if (x) {\n  iota → ├── ok;\n}</pre>",
    ),
  ];

  it("has a title page, a table of contents with page numbers, and numbered chapters", async () => {
    const pdf = await open(nodes);
    expect(pdf.title).toBe("The guide");
    expect(pdf.pages[0]).toEqual(["The guide", "2026-03-14"]);
    const contents = pdf.pages[1]?.join("\n") ?? "";
    expect(contents).toMatch(/Contents\n1 First things ?3\n1\.1 One ?3\n1\.1\.1 Two & more ?3\n2 Третья тема ?4/);
    const text = pdf.pages.slice(2).flat();
    for (const line of [
      "1 First things",
      "1.1 One",
      "Deep inside",
      "1.1.1 Two & more",
      "Another title",
      "2 Третья тема",
    ]) {
      expect(text.filter((found) => found === line)).toHaveLength(1);
    }
  });

  it("does not repeat a title that equals the caption", async () => {
    const pdf = await open(nodes);
    expect(
      pdf.pages
        .slice(2)
        .flat()
        .filter((line) => /^one$/i.test(line)),
    ).toEqual([]);
  });

  it("has bookmarks that follow the TOC", async () => {
    expect((await open(nodes)).outline).toEqual([
      { title: "1 First things", depth: 1, page: 3 },
      { title: "1.1 One", depth: 2, page: 3 },
      { title: "1.1.1 Two & more", depth: 3, page: 3 },
      { title: "2 Третья тема", depth: 1, page: 4 },
    ]);
  });

  it("leads links inside of the document and out of it, and drops those that lead nowhere", async () => {
    const { links, places } = await open(nodes);
    const onPage = links.filter(({ page }) => page === 4).map(({ target }) => target);
    expect(new Set(onPage)).toEqual(new Set(["chapter-1-1-heading-1", "https://example.com/x"]));
    expect(places.get("chapter-1-1-heading-1")).toBe(3);
    for (const { target } of links) if (!target.startsWith("https:")) expect([...places.keys()]).toContain(target);
  });

  it("keeps lists, tables and code as text", async () => {
    const lines = (await open(nodes)).pages.slice(2).flat();
    expect(lines.join(" ")).toMatch(/delta epsilon ?1\./);
    expect(lines).toContain("H1 H2");
    expect(lines).toContain("iota → ├── ok;");
  });

  it("draws PNG, JPEG and SVG pictures, embedded once, and names the others", { timeout: 60_000 }, async () => {
    const svg =
      "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'%3E%3Ctext y='9'%3Esvgword%3C/text%3E%3C/svg%3E";
    const image = (address: string, words: string) => `<p><img src="${address}" alt="${words}"></p>`;
    const bytes = await exportPdf([
      topic(
        "one",
        "One",
        image("/resources/Storage/a.png", "x").repeat(3) + image("/resources/Storage/b.jpg", "x") + image(svg, "x"),
      ),
      topic(
        "two",
        "Two",
        image("/resources/Storage/gone.png", "absent") + image("/resources/Storage/broken.png", "spoilt"),
      ),
      topic(
        "six",
        "Six",
        image("https://example.com/a.png", "faraway") +
          image("file:///etc/passwd", "local") +
          image("/etc/passwd", "root"),
      ),
    ]);
    const pdf = await readPdf(bytes);
    expect(pdf.pictureCount).toBe(4);
    expect(bytes.byteLength).toBeLessThan(3 * png.byteLength);
    const text = pdf.pages.flat().join("\n");
    expect(text).toContain("svgword");
    for (const words of ["absent", "spoilt", "faraway", "local", "root"]) expect(text).toContain(`[picture: ${words}]`);
  });

  it("leaves the pictures out when one cannot be drawn after all", async () => {
    const strange =
      "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'%3E%3Cg%3E%3C/svg%3E";
    const pdf = await open([topic("one", "One", `<p>words</p><img src="${strange}" alt="drawing">`)]);
    expect(pdf.pages.flat().join("\n")).toMatch(/words/);
  });

  it("keeps long headings on one line", async () => {
    const caption = "How to do something that needs a rather long heading to be described, all of it";
    const pdf = await open([topic("one", caption, `<h2>${caption} and even longer</h2><p>x</p>`)]);
    expect(pdf.pages[1]?.some((line) => line.startsWith(`1 ${caption}`))).toBe(true);
    expect(pdf.pages[2]).toContain(`1 ${caption}`);
    expect(pdf.pages[2]).toContain(`${caption} and even longer`);
  });

  it("has every word of any text", { timeout: 180_000 }, async () => {
    const word = fc.stringMatching(/^[A-Za-zА-Яа-яёÀ-ÿ0-9.,;:!?()"'→≥✓-]{1,12}$/);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(word, { minLength: 1, maxLength: 80 }), { minLength: 1, maxLength: 4 }),
        async (texts) => {
          const pdf = await open(
            texts.map((words, index) => topic(`t${index}`, `Topic ${index}`, `<p>${words.join(" ")}</p>`)),
          );
          const found = pdf.pages.slice(2).flat().join(" ").replace(/\s+/g, "");
          for (const words of texts) for (const each of words) expect(found).toContain(each);
        },
      ),
      { numRuns: 15 },
    );
  });

  it("is made of empty and strange topics, too", async () => {
    const strange =
      "<table></table><ul></ul><pre></pre><table><tr></tr></table><table><tr><th>only</table><p> </p><h2></h2><hr><li>";
    const pdf = await open([
      topic("", "", ""),
      topic("x", "X", strange),
      folder("Empty", []),
      topic("x", "X", strange),
    ]);
    expect(pdf.outline).toHaveLength(4);
    expect((await open([])).pageCount).toBe(2);
  });

  it("handles tables with spans that overlap and reach out", { timeout: 60_000 }, async () => {
    const cells = fc.array(
      fc.array(fc.record({ column: fc.nat(4), row: fc.nat(4), head: fc.boolean() }), { minLength: 1, maxLength: 4 }),
      { minLength: 1, maxLength: 5 },
    );
    await fc.assert(
      fc.asyncProperty(cells, async (rows) => {
        let count = 0;
        const html = rows
          .map((row) => {
            const tds = row.map(({ column, row: down, head }) => {
              const tag = head ? "th" : "td";
              return `<${tag} colspan="${column}" rowspan="${down}">cell${count++}x</${tag}>`;
            });
            return `<tr>${tds.join("")}</tr>`;
          })
          .join("");
        const text = (await open([topic("t", "T", `<table>${html}</table>`)])).pages
          .flat()
          .join("")
          .replace(/\s+/g, "");
        for (let index = 0; index < count; index++) expect(text).toContain(`cell${index}x`);
      }),
      { numRuns: 25 },
    );
  });

  const row = (tag: string, texts: readonly string[]) =>
    `<tr>${texts.map((text) => `<${tag}>${text}</${tag}>`).join("")}</tr>`;
  const numbered = (count: number, toText: (index: number) => string) =>
    Array.from({ length: count }, (_, i) => toText(i));

  it.each([60, 120])("has every cell of a table with %i columns, more than a page is wide", async (count) => {
    const cells = numbered(count, (index) => `cell${index}x`);
    const pdf = await open([topic("t", "T", `<table>${row("td", cells)}</table>`)]);
    const text = pdf.pages.flat().join("\n");
    for (const cell of cells) expect(text).toContain(cell);
  });

  it("has every cell of a table that becomes higher than a page because it is too wide for one", async () => {
    const cells = numbered(16, (index) => `cell${index}x`);
    const html = `<table><tr><td rowspan="2">first</td></tr>${row("td", cells)}</table>`;
    const text = (await open([topic("t", "T", html)])).pages.flat().join("");
    for (const cell of ["first", ...cells]) expect(text).toContain(cell);
  });

  it("breaks no word of a table that is not too wide in smaller type", async () => {
    const cells = numbered(9, (index) => `identifier${index}`);
    const pdf = await open([topic("t", "T", `<table>${row("th", cells)}${row("td", cells)}</table>`)]);
    expect(pdf.pages.flat()).toContain(cells.join(" "));
  });

  it("has the values of each row beside the names of their columns when a table is too wide even then", async () => {
    const names = numbered(30, (index) => `Name ${index}`);
    const head = `<tr><th rowspan="2">Part</th><th colspan="30">Group</th></tr>${row("th", names)}`;
    const first = row(
      "td",
      numbered(30, (index) => `value ${index}`),
    ).replace("<tr>", '<tr><td rowspan="2"><h3>Both</h3></td>');
    const second = row(
      "td",
      numbered(26, (index) => `other ${index + 4}`),
    ).replace("<tr>", '<tr><td colspan="4">four</td>');
    const pdf = await open([topic("t", "T", `<table>${head}${first}${second}</table>`)]);
    const lines = pdf.pages.flat();
    expect(lines).toEqual(
      expect.arrayContaining([
        "Group, Name 7 value 7",
        "Group, Name 0, Name 1, Name 2, Name 3 four",
        "Group, Name 29 other 29",
      ]),
    );
    expect(lines.filter((line) => /\bBoth\b/.test(line))).toHaveLength(2);
  });

  it("reports growing shares of the work and lets others have a turn", { timeout: 60_000 }, async () => {
    const shares: number[] = [];
    let turns = 0;
    const timer = setInterval(() => turns++, 0);
    await exportPdf(
      Array.from({ length: 40 }, (_, index) => topic(`t${index}`, `T${index}`, "<p>word</p>".repeat(20))),
      {},
      (share) => shares.push(share),
    );
    clearInterval(timer);
    expect(shares).toEqual([...shares].sort((left, right) => left - right));
    expect(shares.at(-1)).toBe(1);
    expect(turns).toBeGreaterThan(5);
  });

  it("gives equal bytes for equal input", { timeout: 60_000 }, async () => {
    expect(await exportPdf(nodes)).toEqual(await exportPdf(nodes));
  });
});

describe("the Pdf of the sample portal", () => {
  it("has the words and headings of every topic, in the order of the TOC", { timeout: 60_000 }, async () => {
    const { samplePortal } = await import("../seeds/sample/index.js");
    const files = new Map(samplePortal.files.map(({ path, load }) => [path, load]));
    for (const project of samplePortal.projects) {
      const toNodes = (nodes: typeof project.toc = []): DocumentNode[] =>
        nodes.map((node) => {
          const children = toNodes(node.children ?? []);
          return "id" in node
            ? topic(node.id, node.caption ?? node.title, node.bodyHtml ?? "", children)
            : folder(node.caption, children);
        });
      const tree = toNodes(project.toc);
      const pdf = await readPdf(
        await exportPdf(tree, { id: project.id, title: project.title, readResource: (path) => files.get(path)?.() }),
      );
      const flat = (list: DocumentNode[]): DocumentNode[] => list.flatMap((node) => [node, ...flat(node.children)]);
      const chapters = flat(tree);
      expect(pdf.outline.map(({ title }) => title.replace(/^[\d.]+ /, ""))).toEqual(
        chapters.map(({ caption }) => caption),
      );
      const lines = pdf.pages
        .slice(2)
        .flat()
        .filter((line) => line !== project.title && !/^\d+ \/ \d+$/.test(line));
      const squeezed = lines.join("").replace(/\s+/g, "");
      let from = 0;
      for (const { caption, ...node } of chapters) {
        expect(
          lines.some((line) => line.endsWith(` ${caption}`)),
          caption,
        ).toBe(true);
        const blocks = parseHtml(node.readBody() ?? "");
        for (const block of blocks) if (block.type === "heading") expect(lines).toContain(textOf(block.content));
        for (const block of blocks) {
          if (block.type === "heading" || block.type === "paragraph") {
            const at = squeezed.indexOf(textOf(block.content).replace(/\s+/g, ""), from);
            expect(at, textOf(block.content)).toBeGreaterThanOrEqual(from);
            from = at;
          } else if (block.type !== "image") {
            for (const word of wordsOf(textOfBlocks([block]))) expect(squeezed).toContain(word);
          }
        }
      }
      expect(pdf.pictureCount).toBe((JSON.stringify(project.toc).match(/<img/g) ?? []).length);
    }
  });
});
