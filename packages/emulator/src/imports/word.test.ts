import {
  Bookmark,
  Document,
  HeadingLevel,
  ImageRun,
  InternalHyperlink,
  Math as MathFormula,
  MathRun,
  Packer,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
} from "docx";
import { describe, expect, it } from "vitest";
import { importBody, importNew, newProject, readBody, readStored, readToc, zipOf } from "../../test/import-file.js";
import { outlineOf, readWith, topicsOf } from "../../test/read-import.js";
import { readZip } from "../../test/read-zip.js";
import { createTestPortal, type TestPortal } from "../../test/test-portal.js";

const picture = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

function heading(level: "HEADING_1" | "HEADING_2" | "HEADING_3", text: string, place = text): Paragraph {
  const children = [new Bookmark({ id: place, children: [new TextRun(text)] })];
  return new Paragraph({ heading: HeadingLevel[level], children });
}

function table(rows: string[][]): Table {
  const cell = (text: string) => new TableCell({ children: [new Paragraph(text)] });
  return new Table({ rows: rows.map((cells) => new TableRow({ children: cells.map(cell) })) });
}

const flightManual = new Uint8Array(
  await Packer.toBuffer(
    new Document({
      title: "Flight manual",
      sections: [
        {
          children: [
            new Paragraph("For all who fly."),
            heading("HEADING_1", "Preparing"),
            new Paragraph({
              children: [
                new TextRun("First look at the "),
                new InternalHyperlink({ anchor: "weather", children: [new TextRun("weather")] }),
              ],
            }),
            heading("HEADING_2", "Balloon"),
            table([
              ["Gas", "Litres"],
              ["Helium", "1200"],
            ]),
            heading("HEADING_2", "Weather", "weather"),
            new Paragraph({
              children: [
                new ImageRun({
                  ...{ type: "png", data: picture, transformation: { width: 10, height: 10 } },
                  altText: { name: "sky", description: "A clear sky", title: "sky" },
                }),
              ],
            }),
            heading("HEADING_3", "Wind"),
            new Paragraph("Below 5 m/s."),
            heading("HEADING_1", "After the flight"),
            new Paragraph({ children: [new TextRun({ text: "Rest.", bold: true })] }),
          ],
        },
      ],
    }),
  ),
);

describe("a Word document", async () => {
  const portal = createTestPortal();
  const said = await importNew(portal, "Word", "manual.docx", flightManual);

  it("has a topic for each heading of the first two levels, nested as the headings are", async () => {
    expect(said).toBe("Imported: 5 topics, 1 file.");
    expect(await readToc(portal)).toEqual([
      "Flight manual [flight-manual]",
      "Preparing [preparing]",
      "  Balloon [balloon]",
      "  Weather [weather]",
      "After the flight [after-the-flight]",
    ]);
    expect((await portal.call("GET projects/imported")).json).toMatchObject({ title: "Flight manual" });
  });

  it("keeps words, deeper headings and tables, and leads links to the topics", async () => {
    expect(await readBody(portal, "flight-manual")).toBe("<p>For all who fly.</p>");
    expect(await readBody(portal, "preparing")).toContain('<a href="/articles/imported/weather">weather</a>');
    expect(await readBody(portal, "balloon")).toBe(
      "<table><tr><td><p>Gas</p></td><td><p>Litres</p></td></tr>" +
        "<tr><td><p>Helium</p></td><td><p>1200</p></td></tr></table>",
    );
    expect(await readBody(portal, "weather")).toMatch(/<h3>.*Wind<\/h3><p>Below 5 m\/s\.<\/p>$/);
    expect(await readBody(portal, "after-the-flight")).toBe("<p><strong>Rest.</strong></p>");
  });

  it("puts pictures into Storage, byte by byte", async () => {
    expect(await readBody(portal, "weather")).toContain(
      '<img alt="A clear sky" src="/resources/Storage/imported/image-1.png" />',
    );
    expect(await readStored(portal, "imported/image-1.png")).toEqual(picture);
  });

  it("is split as deep as the call says", async () => {
    const made = await readWith("Word", "manual.docx", flightManual, { options: { tocGenerationType: "Heading1" } });
    expect(outlineOf(made)).toEqual([
      "Flight manual [flight-manual]",
      "Preparing [preparing]",
      "After the flight [after-the-flight]",
    ]);
    expect(topicsOf(made).preparing).toContain("Helium");
  });
});

it("a Word document of other programs keeps its code, and says what is left out of its formulas", async () => {
  const styled = (name: string) => ({ id: name.replaceAll(" ", ""), name });
  const code = (style: string, text: string) => new Paragraph({ style: style.replaceAll(" ", ""), text });
  const inline = new TextRun({ style: "VerbatimChar", text: "x()" });
  const formula = new MathFormula({ children: [new MathRun("E=mc")] });
  const document = new Document({
    styles: {
      paragraphStyles: [styled("Source Code"), styled("Preformatted Text")],
      characterStyles: [styled("Verbatim Char")],
    },
    sections: [
      {
        children: [
          heading("HEADING_1", "Code"),
          ...[code("Source Code", "a"), code("Source Code", "  b"), new Paragraph("and")],
          ...[code("Preformatted Text", "c"), code("Preformatted Text", "d")],
          new Paragraph({ children: [new TextRun("Call "), inline, formula] }),
        ],
      },
    ],
  });
  const made = await readWith("Word", "code.docx", new Uint8Array(await Packer.toBuffer(document)));
  expect(topicsOf(made).code).toMatch(
    /<pre>a\n {2}b<\/pre><p>and<\/p><pre>c\nd<\/pre><p>Call <code>x\(\)<\/code><\/p>$/,
  );
  expect(made.notes).toContain("Left out, as no HTML stands for them: 1 formula.");
});

const parts = await readZip(flightManual);
const pictureInside = [...parts.keys()].find((path) => path.endsWith(".png")) ?? "none";
const documentXml = String(parts.get("word/document.xml"));

/** The document with other parts; without those that are null. */
function withParts(changes: Record<string, string | Uint8Array | null>): Promise<Uint8Array> {
  const all = new Map<string, string | Uint8Array | null>([...parts, ...Object.entries(changes)]);
  return zipOf(Object.fromEntries([...all].flatMap(([path, content]) => (content === null ? [] : [[path, content]]))));
}

/** With an entry whose name leads out of the zip; no decent program would write one. */
async function withEntryOutside(): Promise<Uint8Array> {
  const zip = Buffer.from(await withParts({ "xx/outside.xml": "<a/>" }));
  for (let at = zip.indexOf("xx/"); at >= 0; at = zip.indexOf("xx/", at + 1)) zip.write("../", at);
  return zip;
}

const bomb = '<!DOCTYPE w [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>';
const withDoctype = documentXml.replace("?>", `?>${bomb}`);

const whatThereIs = (portal: TestPortal) =>
  Promise.all(
    ["projects", "storage?filter=*&isRecursive=true", "projects/manual/articles", "projects/manual/toc/nodes"].map(
      async (path) => (await portal.call(`GET ${path}`)).json,
    ),
  );

describe("what is no decent Word document is refused, and leaves nothing behind:", () => {
  it.each<[what: string, words: string, make: () => Promise<Uint8Array> | Uint8Array]>([
    ["an entry that leads out of the zip", "zip cannot be read: invalid relative path", withEntryOutside],
    [
      "a document type",
      '"word/document.xml" in the document declares',
      () => withParts({ "word/document.xml": withDoctype }),
    ],
    [
      "a document type in UTF-16",
      '"word/document.xml" in the document declares',
      () => withParts({ "word/document.xml": Buffer.from(`\uFEFF${withDoctype}`, "utf16le") }),
    ],
    ["a document type in relations", "declares", () => withParts({ "word/_rels/document.xml.rels": `${bomb}<a/>` })],
    ["no document", "no Word document (docx)", () => withParts({ "word/document.xml": null })],
    ["no content types", "no Word document (docx)", () => withParts({ "[Content_Types].xml": null })],
    ["no relations", "cannot be read", () => withParts({ "word/_rels/document.xml.rels": null })],
    [
      "a document that is cut off",
      "cannot be read",
      () => withParts({ "word/document.xml": documentXml.slice(0, 500) }),
    ],
    ["another kind of zip", "no Word document (docx)", () => zipOf({ mimetype: "application/epub+zip" })],
    ["a document of old Word", "is no .docx file", () => Buffer.from("D0CF11E0A1B11AE1".padEnd(2000, "0"), "hex")],
    ["a text", "is no .docx file", () => Buffer.from("Just words.")],
  ])("%s", async (_what, words, make) => {
    const portal = createTestPortal();
    const before = await whatThereIs(portal);
    const body = importBody("Word", "manual.docx", await make(), { newProjectId: "imported" });
    const status = await portal.run(newProject, body);
    expect(status).toMatchObject({ isSucceeded: false, statusText: expect.stringContaining(words) as string });
    expect(status.statusText).not.toMatch(/node_modules|\n\s+at /);
    expect(await whatThereIs(portal)).toEqual(before);
  });
});

it("a refused Word document changes nothing in a project that is there, and takes no id", async () => {
  const portal = createTestPortal();
  const before = await whatThereIs(portal);
  const refused = importBody("Word", "manual.docx", await withEntryOutside());
  for (const [request, body] of [
    [newProject, { ...refused, newProjectId: "imported" }],
    ["POST projects/manual/?action=import&format=base64", refused],
  ] as const) {
    expect(await portal.run(request, body)).toMatchObject({ isSucceeded: false });
  }
  expect(await whatThereIs(portal)).toEqual(before);
  await importNew(portal, "Word", "manual.docx", flightManual);
});

it("a Word document without a picture that it shows keeps everything else, and the task says so", async () => {
  const made = await readWith("Word", "manual.docx", await withParts({ [pictureInside]: null }));
  expect(made.files).toEqual([]);
  expect(made.notes).toEqual([expect.stringMatching(/^Left out, missing in the document .*: 1 picture\.$/)]);
  expect(topicsOf(made).weather).toMatch(/^<p><img alt="A clear sky" \/><\/p><h3>.*Wind<\/h3><p>Below 5 m\/s\.<\/p>$/);
});
