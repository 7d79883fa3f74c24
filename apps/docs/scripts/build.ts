/** Builds the site into `dist`: reference pages, figures, Astro, Markdown copies, then a check that no link is broken. */
import { rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { generateFigures } from "./generate-figures.ts";
import { generateReference } from "./generate-reference.ts";
import { findBrokenLinks } from "./links.ts";
import { writeMarkdownPages } from "./markdown-pages.ts";

process.env.ASTRO_TELEMETRY_DISABLED = "1";
const { build } = await import("astro");

const root = fileURLToPath(new URL("../", import.meta.url));
const base = process.env.DOCS_BASE ?? "/";
if (!/^\/(?:.*\/)?$/.test(base)) throw new Error("DOCS_BASE must begin and end with a slash: /clickhelp-js/");

generateReference();
generateFigures();
// What Astro remembers of pages that are gone since makes the next build fail.
rmSync(`${root}.astro`, { recursive: true, force: true });
await build({ root, logLevel: "error", force: true });
writeMarkdownPages(`${root}src/content/docs`, `${root}dist`, base);

const broken = findBrokenLinks(`${root}dist`, base);
if (broken.length === 0) {
  process.stdout.write(`The site is in ${root}dist/\n`);
} else {
  process.stderr.write(`Broken links:\n${broken.map((line) => `  ${line}\n`).join("")}`);
  process.exitCode = 1;
}
