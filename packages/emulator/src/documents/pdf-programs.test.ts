/** PDF files as other programs than the tests' own reader see them: those of Poppler. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { exportHostile, exportSampleGuide, sampleCaptions } from "../../test/export-samples.js";

const hasPoppler = spawnSync("pdftotext", ["-v"]).error === undefined;
if (!hasPoppler) process.stderr.write("No tests of PDF files with other programs: there is no pdftotext.\n");

describe.skipIf(!hasPoppler)("the Pdf export in Poppler", { timeout: 60_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), "clickhelp-pdf-"));
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  function read(bytes: Uint8Array) {
    const file = join(folder, "guide.pdf");
    writeFileSync(file, bytes);
    const run = (program: string, ...more: string[]) => {
      const { stdout, stderr } = spawnSync(program, [...more], { encoding: "utf8" });
      expect(stderr).toBe("");
      return stdout;
    };
    const pictures = run("pdfimages", "-list", file).trim().split("\n").slice(2);
    return { text: run("pdftotext", "-layout", file, "-"), pictures, places: run("pdfinfo", "-dests", file) };
  }

  it("has the contents in order, headings, tables and decoded pictures of the sample's guide", async () => {
    const { text, pictures, places } = read(await exportSampleGuide("Pdf"));
    const [, contents = "", ...rest] = text.split("\f");
    const entries = [...contents.matchAll(/^ *\d[\d.]* +(\p{L}.*?)[ .]+\d+$/gmu)].map(([, caption = ""]) => caption);
    expect(entries).toEqual(sampleCaptions);
    for (const caption of sampleCaptions) expect(rest.join("")).toMatch(new RegExp(`^ *\\d[\\d.]* ${caption}$`, "m"));
    expect(text).toMatch(/Condition +Go +Take care +Stay on the ground/);
    expect(pictures.filter((line) => line.includes(" image "))).toHaveLength(3);
    expect(places).toContain('"chapter-5-3"');
  });

  it("has the words of hostile topics", async () => {
    const { text, pictures } = read(await exportHostile("Pdf"));
    for (const words of ['Title <b>&amp; "markup"</b> ]]>', "before ]]> after", "Twin two", "row-299", "careful"])
      expect(text).toContain(words);
    expect(text).toContain("[picture: absent <one>]");
    expect(pictures.length).toBeGreaterThan(0);
  });
});
