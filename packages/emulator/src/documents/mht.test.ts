/// <reference lib="dom" />
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hasChromium, launchChromium } from "../../test/chromium.js";
import {
  exportHostile,
  exportSampleGuide,
  exportSource,
  hostileSource,
  sampleCaptions,
} from "../../test/export-samples.js";
import { lookAtPage } from "../../test/look-at-page.js";

it("gives bytes that depend on nothing but the source", async () => {
  expect(await exportSource("Mht")).toEqual(await exportHostile("Mht"));
});

describe.skipIf(!hasChromium)("the Mht export in Chromium", { timeout: 60_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), "clickhelp-mht-"));
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    browser = await launchChromium();
    page = await browser.newPage();
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true });
  });

  async function open(archive: Uint8Array): Promise<void> {
    const file = join(folder, "guide.mht");
    writeFileSync(file, archive);
    await page.goto(pathToFileURL(file).href);
  }

  it("shows the sample's guide with its contents in order, pictures, tables and links", async () => {
    await open(await exportSampleGuide("Mht"));
    expect(await page.title()).toBe("Wren Sounding Kit User Guide");
    const seen = await page.evaluate(lookAtPage);
    expect(seen.contents).toEqual(sampleCaptions);
    const chapters = seen.headings.map((heading) => heading.slice(3)).filter((text) => sampleCaptions.includes(text));
    expect(chapters).toEqual(sampleCaptions);
    expect(seen.headings.slice(0, 4)).toEqual([
      ...["h1 Wren Sounding Kit User Guide", "h2 Contents", "h2 Welcome", "h3 About the Wren sounding kit"],
    ]);
    expect(seen.pictures.shown).toHaveLength(3);
    expect(seen.pictures.broken).toEqual([]);
    expect(seen.tables.length).toBeGreaterThan(3);
    expect(seen.deadLinks).toEqual([]);
    expect(seen.words).toContain("radiosonde");
    // Chromium refuses clicks on links inside of an archive from disk, whoever made it; their addresses it knows.
    const link = page.getByRole("navigation").getByRole("link", { name: "Glossary" });
    await page.goto(await link.evaluate((anchor: HTMLAnchorElement) => anchor.href));
    expect(await page.evaluate(() => window.scrollY)).toBeGreaterThan(1000);
  });

  it("shows whatever it is given", async () => {
    await open(await exportHostile("Mht"));
    expect(await page.title()).toBe('A <hostile> & "quoted" ]]> guide');
    const seen = await page.evaluate(lookAtPage);
    const title = 'Title <b>& "markup"</b> ]]> end';
    expect(seen.contents).toEqual([
      ...[title.replace("& ", "&amp; "), "مرحبا بالعالم", "Huge table", "Spans", "Empty folder", "Again", ""],
    ]);
    expect(seen.tables).toEqual([301, 2]);
    expect(seen.pictures.shown).toHaveLength(1);
    expect(seen.pictures.broken).toEqual([]);
    expect(seen.deadLinks).toEqual([]);
    for (const words of ["before ]]> after", "🎈👩‍🚀 and bell", "שלום עולם", "[picture: absent <one>]", "row-299"])
      expect(seen.words).toContain(words);
    const link = page.getByRole("link", { name: "to the twin" });
    expect(await link.getAttribute("href")).toBe("#chapter-1-heading-1");
    expect(await page.locator("#chapter-1-heading-1").textContent()).toBe("Twin one");
    expect(await page.getByRole("link", { name: "script" }).count()).toBe(0);
  });

  it("has wide tables that scroll within the page", async () => {
    const cells = (tag: string) =>
      Array.from({ length: 12 }, (_, number) => `<${tag}>A rather long heading ${number}</${tag}>`).join("");
    const table = `<table><tr>${cells("th")}</tr><tr>${cells("td").replaceAll(" ", "_")}</tr></table>`;
    const nodes = [{ topicId: "t", caption: "Topic", readBody: () => table, children: [] }];
    await page.setViewportSize({ width: 1280, height: 720 });
    await open(await exportSource("Mht", { ...hostileSource, nodes }));
    const overhang = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overhang).toBeLessThanOrEqual(0);
  });

  it("shows a publication without topics and pictures", async () => {
    await open(await exportSource("Mht", { ...hostileSource, nodes: [] }));
    expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe(hostileSource.title);
  });
});
