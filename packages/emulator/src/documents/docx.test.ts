import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import mammoth from "mammoth";
import { afterAll, describe, expect, it } from "vitest";
import {
  exportHostile,
  exportSampleGuide,
  exportSource,
  hostileSource,
  sampleCaptions,
} from "../../test/export-samples.js";
import { readWith, topicsOf } from "../../test/read-import.js";
import { readZip } from "../../test/read-zip.js";

const has = (program: string, flag: string) => spawnSync(program, [flag]).error === undefined;
const hasPrograms = has("soffice", "--version") && has("pdftotext", "-v");

/** A Word document as another program reads it. */
async function read(bytes: Uint8Array) {
  const { value: html, messages } = await mammoth.convertToHtml({ buffer: Buffer.from(bytes) });
  const headings = [...html.matchAll(/<h([1-6])>(.*?)<\/h\1>/g)].map(([, level, content = ""]) => {
    return `${level} ${content.replace(/<[^>]*>/g, "")}`;
  });
  const ids = new Set([...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id));
  const links = [...html.matchAll(/<a href="([^"]+)">(.*?)<\/a>/g)].map(([, address = "", text = ""]) => {
    return { address, text };
  });
  const problems = messages.filter(({ message }) => !/^Unrecognised (?:paragraph|run) style/.test(message));
  return { html, headings, ids, links, problems };
}

describe("the Docx export", { timeout: 60_000 }, () => {
  it("is a document of the sample's guide, with contents in order, headings, pictures, tables, lists and links", async () => {
    const { html, headings, ids, links, problems } = await read(await exportSampleGuide("Docx"));
    expect(problems).toEqual([]);
    expect(links.slice(0, sampleCaptions.length).map(({ text }) => text)).toEqual(sampleCaptions);
    const chapters = headings.map((heading) => heading.slice(2)).filter((text) => sampleCaptions.includes(text));
    expect(chapters).toEqual(sampleCaptions);
    expect(headings.slice(0, 5)).toEqual([
      ...["1 Welcome", "2 About the Wren sounding kit", "3 The parts of a flight", "3 How to use this guide"],
      "2 What is in the box",
    ]);
    expect(html.match(/<img alt="[^"]+" src="data:image\/png;base64,iVBOR/g)).toHaveLength(3);
    expect(html.match(/<table>/g)?.length).toBeGreaterThan(3);
    expect(html).toMatch(/<ol><li>Close the bottle/);
    expect(html).toContain("<strong>Part</strong>");
    const inside = links.filter(({ address }) => address.startsWith("#"));
    expect(inside.length).toBeGreaterThan(sampleCaptions.length + 10);
    for (const { address } of inside) expect(ids).toContain(address.slice(1));
  });

  it("is a document of whatever it is given", async () => {
    const { html, headings, ids, links, problems } = await read(await exportHostile("Docx"));
    expect(problems).toEqual([]);
    expect(headings).toContain("2 Twin one");
    expect(headings).toContain("1 مرحبا بالعالم");
    for (const words of ["before ]]&gt; after", "🎈👩‍🚀 and bell", "שלום עולם", "[picture: absent &lt;one&gt;]"])
      expect(html).toContain(words);
    expect(html).toMatch(/<thead><tr><th><p><strong>row.*<\/thead><tbody>.*<td><p>row-299<\/p>/);
    expect(html.match(/<img alt="shown"/g)).toHaveLength(1);
    expect(html).toMatch(/<ol><li>three<ul><li>inner<\/li><\/ul><\/li><li>four<\/li><\/ol>/);
    expect(html).toContain('<td rowspan="2"><p><strong>tall');
    const target = (text: string) => links.filter((link) => link.text === text).map(({ address }) => address);
    expect(target("to the twin")).toEqual(["#chapter_1_heading_1"]);
    expect(target("to the second")).toEqual(["#chapter_2_heading_1"]);
    expect(target("outside")).toEqual(["https://example.com/a%20b?%3Cx%3E"]);
    expect(target("script")).toEqual([]);
    for (const { address } of links) if (address.startsWith("#")) expect(ids).toContain(address.slice(1));
  });

  it("has every style that others are based on", async () => {
    const styles = String((await readZip(await exportHostile("Docx"))).get("word/styles.xml"));
    const ids = new Set([...styles.matchAll(/ w:styleId="([^"]+)"/g)].map(([, id]) => id));
    const bases = new Set([...styles.matchAll(/<w:basedOn w:val="([^"]+)"/g)].map(([, id]) => id));
    expect([...bases].filter((base) => !ids.has(base))).toEqual([]);
  });

  it("has code in the styles by which other programs know it, and our own import", async () => {
    const code = "<p>Run <code>npm i</code>.</p><pre><code>a {\n  b;\n}</code></pre>";
    const nodes = [{ topicId: "t", caption: "Topic", readBody: () => code, children: [] }];
    const document = await exportSource("Docx", { ...hostileSource, nodes });
    const styles = String((await readZip(document)).get("word/styles.xml"));
    for (const name of ["Source Code", "Verbatim Char"]) expect(styles).toContain(`<w:name w:val="${name}"/>`);
    const bodies = topicsOf(await readWith("Word", "guide.docx", document));
    expect(bodies.topic).toBe("<p>Run <code>npm i</code>.</p><pre>a {<br />  b;<br />}</pre>");
  });

  it("keeps places apart whose names are too long for Word", async () => {
    const deep = (depth: number): typeof hostileSource.nodes =>
      depth === 0
        ? []
        : [{ topicId: `t${depth}`, caption: `Depth ${depth}`, readBody: () => "", children: deep(depth - 1) }];
    const bytes = await exportSource("Docx", { ...hostileSource, nodes: deep(40) });
    const document = (await readZip(bytes)).get("word/document.xml")?.toString("utf8") ?? "";
    const names = [...document.matchAll(/<w:bookmarkStart w:name="([^"]+)"/g)].map(([, name = ""]) => name);
    expect(new Set(names).size).toBe(40);
    for (const name of names) expect(name).toMatch(/^[a-z]\w{0,39}$/);
  });

  it("is a document even without topics", async () => {
    const { html } = await read(await exportSource("Docx", { ...hostileSource, nodes: [] }));
    expect(html).toContain('A &lt;hostile&gt; &amp; "quoted" ]]&gt; guide');
  });
});

describe.skipIf(!hasPrograms)("the Docx export in LibreOffice", { timeout: 180_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), "clickhelp-docx-"));
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  const read = (name: string) => spawnSync("pdftotext", [join(folder, name), "-"], { encoding: "utf8" }).stdout;

  it("has the words of every publication on its pages", async () => {
    const files = [join(folder, "sample.docx"), join(folder, "hostile.docx")] as const;
    writeFileSync(files[0], await exportSampleGuide("Docx"));
    writeFileSync(files[1], await exportHostile("Docx"));
    const profile = `-env:UserInstallation=${pathToFileURL(join(folder, "profile")).href}`;
    // Once for both, because starting takes longer than converting.
    spawnSync("soffice", ["--headless", profile, "--convert-to", "pdf", "--outdir", folder, ...files]);
    const [sample, hostile] = [read("sample.pdf"), read("hostile.pdf")];
    for (const caption of sampleCaptions) expect(sample).toContain(caption);
    for (const words of ["Twin two", "before ]]> after", "row-299", "Spanning", "careful"])
      expect(hostile).toContain(words);
  });
});
