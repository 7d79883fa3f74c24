/** The Mht export: a web archive, one page with all topics and the pictures as further parts of one file. */
import MailComposer from "nodemailer/lib/mail-composer/index.js";
import { scrollBox } from "../content-style.js";
import type { ReportProgress } from "../report-progress.js";
import { createChapterWriter } from "./chapter-html.js";
import { readChapters, writeChapters, type Chapter } from "./chapters.js";
import { Pictures } from "./document-pictures.js";
import { documentStyle } from "./document-style.js";
import { languageOf } from "./language.js";
import { nestedList } from "./nested-list.js";
import { fileNameOf, mediaTypeOf } from "./pictures.js";
import type { ExportSource } from "./source.js";
import { escapeXml } from "./xml-text.js";

/** Makes an archive that browsers and word processors open. Pictures that cannot be shown are replaced by their words. */
export async function exportMht(source: ExportSource, report: ReportProgress): Promise<Uint8Array> {
  const chapters = await readChapters(source, report);
  const pictures = new Pictures(source);
  const write = createChapterWriter(source, chapters, pictures, {
    // They are below the title of the page.
    levelOf: ({ place }) => Math.min(6, place.length + 1),
    addressOf: ({ place }) => `#${place}`,
    addressOfPicture: (name) => `cid:${idOf(name)}`,
  });
  const sections = await writeChapters(chapters, { report, done: 0.8 }, write);
  report(0.8, "Packing the files");
  const bytes = await pack(source, page(source, chapters, sections), pictures);
  report(1, "Done");
  return bytes;
}

/** A message whose parts are the page and its pictures. Nothing in it is random, so that equal content gives equal bytes. */
function pack(source: ExportSource, html: string, pictures: Pictures): Promise<Uint8Array> {
  return new MailComposer({
    from: { name: "ClickHelp emulator", address: "emulator@portal.invalid" },
    subject: source.title,
    date: source.exportedOn,
    messageId: "<archive@portal.invalid>",
    baseBoundary: "archive",
    textEncoding: "base64",
    html,
    attachments: [...pictures.shown].map(([name, picture]) => ({
      ...{ cid: idOf(name), filename: fileNameOf(name, picture), contentDisposition: "inline" as const },
      ...{ contentType: mediaTypeOf(picture), content: Buffer.from(picture.content) },
    })),
  })
    .compile()
    .build();
}

/** The id of a picture's part; ids look like addresses of mails. */
function idOf(name: string): string {
  return `${name}@portal.invalid`;
}

function page(source: ExportSource, chapters: readonly Chapter[], sections: readonly string[]): string {
  const contents = chapters.map(({ name, node, place }) => {
    return { depth: place.length, html: `<a href="#${name}">${escapeXml(node.caption)}</a>` };
  });
  const date = source.exportedOn.toISOString().slice(0, 10);
  return `<!DOCTYPE html>
<html lang="${languageOf(source)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeXml(source.title)}</title>
<style>
body { max-width: 46rem; margin: 0 auto; padding: 0 1.25rem 3rem; }
${documentStyle}:root { --page: #fff; --shade: rgb(31 41 51 / .3); }
@media screen { table { ${scrollBox} } }
</style>
</head>
<body>
<h1>${escapeXml(source.title)}</h1>
<p class="caption">${date}</p>
<nav class="contents">
<h2>Contents</h2>
${nestedList("ul", contents)}</nav>
${sections.join("")}</body>
</html>
`;
}
