/// <reference lib="dom" />
/** The zips of pages as their readers have them: unzipped by another program, opened from a disk in a browser. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it, test } from "vitest";
import { hasChromium, launchChromium } from "../../test/chromium.js";
import {
  exportHostile,
  exportSampleGuide,
  exportSource,
  hostileSource,
  sampleCaptions,
} from "../../test/export-samples.js";
import { lookAtPage, type PageSight } from "../../test/look-at-page.js";
import { contentSample, expectGoodSight, measureContent } from "../../test/measure-content.js";
import type { ExportSource } from "./source.js";

const hasUnzip = spawnSync("unzip", ["-v"]).error === undefined;
if (!hasUnzip) process.stderr.write("No tests of unzipping: there is no unzip.\n");

const folder = mkdtempSync(join(tmpdir(), "clickhelp-site-"));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const unpacked = new Set<string>();

/** Unzips into a folder of that name, unless it was; gives the address of a page in it. */
function unpack(name: string, zip: Uint8Array): (page: string) => string {
  const at = (page: string) => pathToFileURL(join(folder, name, page)).href;
  if (unpacked.has(name)) return at;
  unpacked.add(name);
  const file = join(folder, `${name}.zip`);
  writeFileSync(file, zip);
  const checked = spawnSync("unzip", ["-t", file], { encoding: "utf8" });
  expect(checked.stdout).toContain("No errors detected");
  expect(spawnSync("unzip", ["-q", "-d", join(folder, name), file]).status).toBe(0);
  return at;
}

it.each(["PureHtml", "WebHelp"] as const)("%s gives bytes that depend on nothing but the source", async (format) => {
  expect(await exportSource(format)).toEqual(await exportHostile(format));
});

describe.skipIf(!hasUnzip || !hasChromium)("the zips of pages in Chromium", { timeout: 60_000 }, () => {
  let browser: Browser;
  /** One page for each kind of screen: to make one takes longer than to go somewhere. */
  let pages: Record<"desk" | "phone", Page>;
  let problems: string[] = [];
  beforeAll(async () => {
    browser = await launchChromium();
    const phone = { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true };
    pages = { desk: await makePage({}), phone: await makePage(phone) };
  }, 60_000);
  afterAll(() => browser.close());

  async function makePage(options: BrowserContextOptions): Promise<Page> {
    const context = await browser.newContext({ ...options, offline: true });
    const page = await context.newPage();
    page.on("pageerror", (error) => problems.push(error.message));
    page.on("console", (entry) => {
      // Pictures that are missing are looked for, and counted, by themselves.
      if (entry.type() === "error" && !entry.text().startsWith("Failed to load")) problems.push(entry.text());
    });
    return page;
  }

  /** Opens a page from the disk and gives what `look` sees; fails when the page complains about anything. */
  async function open<T>(
    address: string,
    look: (page: Page) => Promise<T>,
    screen: keyof typeof pages = "desk",
  ): Promise<T> {
    problems = [];
    await pages[screen].goto(address);
    const seen = await look(pages[screen]);
    expect(problems).toEqual([]);
    return seen;
  }

  describe.each(["PureHtml", "WebHelp"] as const)("%s", (format) => {
    test("of the sample's guide shows contents in order, headings, pictures and tables, and leads from page to page", async () => {
      const at = unpack(`sample-${format}`, await exportSampleGuide(format));
      const start = await open(at("index.html"), (page) => page.evaluate(lookAtPage));
      expect(start.contents).toEqual(sampleCaptions);
      const topics = await readTopics(`sample-${format}`, at);
      expect(topics).toHaveLength(18);
      for (const seen of topics) expect(seen.headings.filter((heading) => heading.startsWith("h1 "))).toHaveLength(1);
      expect(topics.flatMap((seen) => seen.pictures.shown)).toHaveLength(3);
      expect(topics.flatMap((seen) => [...seen.pictures.broken, ...seen.deadLinks])).toEqual([]);
      expect(topics.flatMap((seen) => seen.tables).length).toBeGreaterThan(3);
      const steps = await open(at("index.html"), async (page) => {
        await page.getByRole("link", { name: "What is in the box" }).click();
        await page.getByRole("article").getByRole("link", { name: "Work out the gas you need" }).click();
        const title = await page.title();
        await page.getByRole("contentinfo").getByRole("link").last().click();
        return [title, await page.getByRole("heading", { level: 1 }).textContent()];
      });
      expect(steps).toEqual(["Work out the gas you need - Wren Sounding Kit User Guide", "Fill the balloon"]);
    });

    test("of hostile topics shows their words, and runs nothing of theirs", async () => {
      const at = unpack(`hostile-${format}`, await exportHostile(format));
      const start = await open(at("index.html"), (page) => page.evaluate(lookAtPage));
      expect(start.contents).toContain("مرحبا بالعالم");
      expect(start.headings).toEqual(['h1 A <hostile> & "quoted" ]]> guide']);
      const first = await open(at("topics/first.html"), async (page) => {
        expect(await page.title()).toMatch(/^Title <b>&amp; "markup"<\/b> \]\]>/);
        expect(await page.getByRole("link", { name: "to the twin" }).getAttribute("href")).toBe("#same");
        return page.evaluate(lookAtPage);
      });
      expect(first.words).toContain("before ]]> after");
      expect(first.words).toContain("🎈👩‍🚀");
      const huge = await open(at("topics/huge.html"), (page) => page.evaluate(lookAtPage));
      expect(huge.tables).toEqual([301]);
      await open(at("topics/first.html"), async (page) => {
        await page.getByRole("link", { name: "to the second" }).click();
        expect(await page.title()).toContain("مرحبا بالعالم");
        expect(await page.locator(":target").textContent()).toBe("Déjà");
      });
    });

    test("shows content as the reader's pages do", async () => {
      const nodes = [{ topicId: "one", caption: "One", readBody: () => contentSample, children: [] }];
      const at = unpack(`content-${format}`, await exportSource(format, { ...hostileSource, nodes }));
      expectGoodSight(await open(at("topics/one.html"), (page) => page.evaluate(measureContent)));
    });

    test.each(["index.html", "topics/weather-limits.html"])(
      "on a phone, %s needs no sideways scrolling, whatever the words and names on it",
      async (path) => {
        const at = unpack(`sample-${format}`, await exportSampleGuide(format));
        const overflow = await open(
          at(path),
          (page) =>
            page.evaluate(() => {
              const { documentElement: page } = document;
              const before = page.scrollWidth - page.clientWidth;
              const places = "h1, article p, header a, footer a, .contents a";
              for (const text of document.querySelectorAll(places))
                text.textContent = `https://${"address".repeat(40)}`;
              return Math.max(before, page.scrollWidth - page.clientWidth);
            }),
          "phone",
        );
        expect(overflow).toBe(0);
      },
    );
  });

  function readTopics(name: string, at: (page: string) => string): Promise<PageSight[]> {
    return open(at("index.html"), async (page) => {
      const topics: PageSight[] = [];
      for (const path of readdirSync(join(folder, name, "topics"))) {
        await page.goto(at(`topics/${path}`));
        topics.push(await page.evaluate(lookAtPage));
      }
      return topics;
    });
  }

  describe("WebHelp", () => {
    it("finds topics by words from the files alone, those with the words in the title first", async () => {
      const at = unpack("sample-WebHelp", await exportSampleGuide("WebHelp"));
      await open(at("topics/glossary.html"), async (page) => {
        await page.getByRole("searchbox").fill("LIGHTS");
        const found = page.getByRole("search").getByRole("link");
        expect((await found.allTextContents())[0]).toBe("What the lights mean");
        await page.getByRole("searchbox").fill("balloon nowhere-to-be-found");
        expect(await page.getByRole("search").textContent()).toBe("Nothing was found.");
        await page.getByRole("searchbox").fill("regulator nozzle");
        await found.filter({ hasText: "Fill the balloon" }).click();
        expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe("Fill the balloon");
      });
    });

    it("finds words without their accents, and shows markup as text", async () => {
      const at = unpack("hostile-WebHelp", await exportHostile("WebHelp"));
      await open(at("index.html"), async (page) => {
        await page.getByRole("searchbox").fill("deja");
        expect(await page.getByRole("search").getByRole("link").allTextContents()).toEqual(["مرحبا بالعالم"]);
        expect(await page.locator(".results mark").textContent()).toBe("Déjà");
        await page.getByRole("searchbox").fill("<b>");
        await page.getByRole("search").getByRole("link").click();
        expect(await page.title()).toContain('"markup"</b>');
      });
    });

    it("shows beside a topic where it stands, and on paper the topic alone", async () => {
      const at = unpack("sample-WebHelp", await exportSampleGuide("WebHelp"));
      const seen = await open(at("topics/fill-the-balloon.html"), async (page) => {
        const contents = page.getByRole("navigation", { name: "Contents" });
        expect(await contents.locator("[aria-current=page]").textContent()).toBe("Fill the balloon");
        const marks = ["Reference", "Preparing a flight", "Fill the balloon"].map((name) =>
          contents
            .getByRole("link", { name, exact: true })
            .evaluate((link) => getComputedStyle(link, "::after").content),
        );
        const [closed, open, none] = await Promise.all(marks);
        expect(closed).toContain("▸");
        expect(open).toContain("▾");
        expect(none).toBe("none");
        await page.emulateMedia({ media: "print" });
        for (const role of ["banner", "search", "navigation", "contentinfo"] as const)
          expect(await page.getByRole(role).count()).toBe(0);
        await page.emulateMedia({ media: "screen" });
        return contents.getByRole("link").allTextContents();
      });
      expect(seen).toEqual([
        ...["Welcome", "Preparing a flight", "Choose a launch site", "Weather limits", "Prepare the balloon"],
        ...["Work out the gas you need", "Fill the balloon", "Prepare the radiosonde", "Flying"],
        ...["Working with results", "Reference"],
      ]);
    });

    it("lets no script run that a topic brings along", async () => {
      const body =
        "<iframe srcdoc=\"<script>top.document.title = 'run'</script>\"></iframe>" +
        '<iframe src="/resources/Storage/p/page.html"></iframe><a href="javascript:document.title=1">go</a>';
      const source: ExportSource = {
        ...hostileSource,
        readResource: () => Buffer.from("<script>run()</script>"),
        nodes: [{ topicId: "one", caption: "One", readBody: () => body, children: [] }],
      };
      const at = unpack("scripts", await exportSource("WebHelp", source));
      const page = await browser.newPage();
      await page.goto(at("topics/one.html"));
      await page.getByText("go", { exact: true }).click();
      expect(await page.title()).toBe(`One - ${source.title}`);
      // In frames, the policy of the page does not hold.
      expect(page.frames()).toHaveLength(1);
      await page.close();
    });
  });
});
