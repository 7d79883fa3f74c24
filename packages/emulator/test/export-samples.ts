/** Two publications that every export format is tested with: the sample portal's, and one that is made to break things. */
import { buffer } from "node:stream/consumers";
import type { ExportFormat } from "@clickhelp-js/protocol";
import { exporters, type DocumentNode, type ExportSource } from "../src/documents/index.js";
import { readAsset } from "../src/seeds/sample/read-asset.js";
import { createTestPortal, fields } from "./test-portal.js";

const sampleGuides = new Map<ExportFormat, Promise<Buffer>>();

/** The sample's user guide, exported as a caller of the API does, once for each format. */
export function exportSampleGuide(format: ExportFormat): Promise<Buffer> {
  const guide = sampleGuides.get(format) ?? makeSampleGuide(format);
  sampleGuides.set(format, guide);
  return guide;
}

async function makeSampleGuide(format: ExportFormat): Promise<Buffer> {
  const portal = createTestPortal({ seed: "sample" });
  const task = await portal.run("POST projects/wren-user-guide?action=export", {
    ...{ format, outputFileName: "Storage/guide.bin" },
  });
  if (task.isSucceeded !== true) throw new Error(`the export failed: ${String(task.statusText)}`);
  const file = fields((await portal.call("GET storage/guide.bin?format=base64")).json);
  return Buffer.from(String(file.content), "base64");
}

/** The captions of the sample's user guide in reading order. */
export const sampleCaptions = [
  ...["Welcome", "About the Wren sounding kit", "What is in the box", "Safety and permissions"],
  ...["Preparing a flight", "Choose a launch site", "Weather limits", "Prepare the balloon"],
  ...["Work out the gas you need", "Fill the balloon", "Prepare the radiosonde", "What the lights mean"],
  ...["Pair a radiosonde", "Flying", "Launch the balloon", "Follow the flight", "Recover the radiosonde after landing"],
  ...["Working with results", "Read a profile", "Reference", "Troubleshooting", "Specifications", "Glossary"],
];

function topic(topicId: string, caption: string, body: string, children: DocumentNode[] = []): DocumentNode {
  return { topicId, caption, readBody: () => body, children };
}

/** Several pages long. */
const hugeTable = `<table><tr><th>row</th><th>square</th></tr>${Array.from(
  { length: 300 },
  (_, row) => `<tr><td>row-${row}</td><td>${row * row}</td></tr>`,
).join("")}</table>`;

const hostileNodes: DocumentNode[] = [
  topic(
    "first",
    'Title <b>&amp; "markup"</b> ]]> \u0001end',
    '<h2 id="same">Twin one</h2><p>before ]]&gt; after</p><h2 id="same">Twin two</h2>' +
      '<p><a href="#same">to the twin</a> <a href="/articles/hostile/second#d%C3%A9%20(p">to the second</a> ' +
      '<a href="javascript:alert(1)">script</a> <a href="https://example.com/a b?<x>">outside</a> <a href="/articles/hostile/gone">gone</a></p>' +
      '<script>document.title = "run"</script><p onclick="x()">emoji 🎈👩‍🚀 and \u0007bell</p>',
  ),
  topic(
    "second",
    "مرحبا بالعالم",
    '<p dir="rtl">שלום עולם</p><h3 id="dé (p">Déjà</h3><img src="/resources/Storage/gone.png" alt="absent &lt;one&gt;">' +
      '<img src="/resources/Storage/hostile/a%20b.png" alt="shown"><p><img src="https://example.com/far.png" alt="far"></p>' +
      '<ol start="3"><li>three<ul><li>inner</li></ul></li><li>four</li></ol><pre>if (a &lt; b) {\n  go();\n}</pre>',
    [
      topic("huge", "Huge table", hugeTable),
      topic(
        "spans",
        "Spans",
        '<table><caption>Spanning</caption><tr><th rowspan="9">tall</th><td colspan="3">wide</td></tr><tr><td>x</td></tr></table>' +
          '<table><tr></tr></table><blockquote>quoted</blockquote><div class="warning"><p>careful</p></div><hr>',
      ),
    ],
  ),
  { topicId: null, caption: "Empty folder", readBody: () => null, children: [] },
  topic("first", "Again", "<p>The first topic a second time.</p>"),
  topic("blank", "", ""),
];

export const hostileSource: ExportSource = {
  ...{ id: "hostile", title: 'A <hostile> & "quoted" ]]> guide', language: "not a language", nodes: hostileNodes },
  exportedOn: new Date("2026-03-14T09:30:00Z"),
  readResource: (path) => (path === "hostile/a b.png" ? readAsset("files/filling.png") : undefined),
};

const hostileGuides = new Map<ExportFormat, Promise<Buffer>>();

/** The publication that is made to break things, exported once for each format. */
export function exportHostile(format: ExportFormat): Promise<Buffer> {
  const guide = hostileGuides.get(format) ?? exportSource(format);
  hostileGuides.set(format, guide);
  return guide;
}

/** Exports a publication anew. */
export async function exportSource(format: ExportFormat, source: ExportSource = hostileSource): Promise<Buffer> {
  const exporter = exporters[format];
  if (!exporter) throw new Error(`there is no exporter for ${format}`);
  return buffer(exporter(source, () => undefined));
}
