/** The built site: its links, its completeness, and how it works in a browser. Build before testing. */
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { listEndpoints } from "@clickhelp-js/protocol";
import { chromium, type BrowserContext, type Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { readResults } from "../scripts/generate-figures.ts";
import { findBrokenLinks } from "../scripts/links.ts";
import { openApiFile } from "../scripts/reference/operations.ts";
import { serve, type Site } from "./serve.ts";

const dist = fileURLToPath(new URL("../dist", import.meta.url));
const base = process.env.DOCS_BASE ?? "/";
const read = (path: string) => readFileSync(join(dist, path), "utf8");
const ids = listEndpoints().map(({ id }) => id);

/** The cells of all tables on a page, numbers as such. */
function tableRows(page: string): (string | number)[][] {
  const lines = page
    .replaceAll("*", "")
    .split("\n")
    .filter((line) => line.startsWith("| "));
  const toValue = (text: string) => (/^\d[\d,.]*$/.test(text) ? Number(text.replaceAll(",", "")) : text);
  return lines.map((line) => line.slice(2, -2).split(" | ").map(toValue));
}

describe("the built site", () => {
  it("has a reference page for every operation", () => {
    for (const id of ids) {
      const path = `reference/${id.replace(".", "/").replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
      expect(read(`${path}/index.html`), path).toContain(`>${id}</h1>`);
    }
  });

  it("lists every operation in the overview", () => {
    const overview = read("reference/index.html");
    expect(overview).toContain(`declares ${ids.length} endpoints`);
  });

  it("says of every operation how well it is emulated, and who may do it", () => {
    const pages = ["coverage", "permissions"].map((name) => read(`reference/emulator-${name}/index.html`));
    for (const id of ids) for (const page of pages) expect(page, id).toContain(`<code dir="auto">${id}`);
  });

  it("shows every kept figure, and the command that measured it", () => {
    const page = read("figures/index.md");
    for (const { title, command, rows } of readResults()) {
      expect(page).toContain(`## ${title}\n`);
      expect(page).toContain(`\`${command}\``);
      for (const row of rows) expect(tableRows(page)).toContainEqual(Object.values(row).map((value) => value ?? ""));
    }
  });

  it.each(["protocol", "client"])("says on the pages of %s what the fields of an answer are", (name) => {
    expect(read(`api/${name}/interfaces/topic/index.html`)).toContain("Address that survives moving the topic.");
    expect(read(`api/${name}/interfaces/taskstatus/index.html`)).toContain("Whether the task is in progress.");
  });

  it("has no broken link", () => {
    expect(findBrokenLinks(dist, base)).toEqual([]);
  });

  it("says on every page who did not make this", () => {
    expect(read("guides/layers/index.html")).toContain("not made, sponsored or supported by ClickHelp");
    expect(read("reference/topics/get/index.html")).toContain("not made, sponsored or supported by ClickHelp");
  });

  it("offers the OpenAPI document, and the pages as Markdown", () => {
    expect(read("openapi.json")).toBe(readFileSync(openApiFile, "utf8"));
    expect(read("llms.txt")).toContain(`(${base}reference/topics/get/index.md)`);
    expect(read("reference/topics/get/index.md")).toMatch(/^# topics\.get\n/);
  });

  it("lists the Markdown of every page beside it, the guides first", () => {
    const listed = [...read("llms.txt").matchAll(/\]\((.*?)index\.md\)/g)].map(([, page = ""]) => page);
    expect(listed[0]).toContain(`${base}guides/`);
    for (const page of listed) {
      expect(page.startsWith(base), page).toBe(true);
      const folder = readdirSync(join(dist, page.slice(base.length)));
      expect(folder, page).toEqual(expect.arrayContaining(["index.html", "index.md"]));
    }
  });

  it.each(["cli", "client", "core", "emulator", "protocol"])("shows the README of %s", (name) => {
    expect(read(`reference/packages/${name}/index.html`)).toContain(`>@clickhelp-js/${name}</h1>`);
    expect(read(`reference/packages/${name}/index.md`)).toContain("\n## What is not here\n");
  });

  it("names no folder of the machine that built it", () => {
    expect(read("openapi.json") + read("llms.txt") + read("reference/index.html")).not.toContain(process.cwd());
  });
});

const executablePath = process.env.CHROMIUM_PATH ?? "/usr/bin/chromium";
const hasChromium = existsSync(executablePath);
if (!hasChromium) {
  process.stderr.write(`No browser tests: there is no Chromium at ${executablePath}. Set CHROMIUM_PATH.\n`);
}

const quietArguments = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

describe.skipIf(!hasChromium)("in Chromium", () => {
  let site: Site;
  let context: BrowserContext;
  let page: Page;
  let problems: string[];
  const profile = mkdtempSync(join(tmpdir(), "clickhelp-docs-"));

  beforeAll(async () => {
    site = await serve(dist, base);
    context = await chromium.launchPersistentContext(profile, {
      executablePath,
      headless: true,
      args: quietArguments,
      viewport: { width: 1280, height: 800 },
    });
  }, 60_000);

  beforeEach(async () => {
    problems = [];
    page = await context.newPage();
    page.setDefaultTimeout(10_000);
    page.on("console", (message) => {
      if (message.type() === "error") problems.push(`console: ${message.text()}`);
    });
    page.on("pageerror", (error) => problems.push(`page: ${error.message}`));
    page.on("request", (request) => {
      const { protocol, origin } = new URL(request.url());
      if (protocol.startsWith("http") && origin !== new URL(site.url).origin) problems.push(`left: ${request.url()}`);
    });
    page.on("response", (response) => {
      if (response.status() >= 400) problems.push(`${response.status()}: ${response.url()}`);
    });
    return async () => {
      await page.close();
      expect(problems).toEqual([]);
    };
  });

  afterAll(async () => {
    await context.close();
    await site.close();
    rmSync(profile, { recursive: true, force: true });
  });

  it("shows the start page with its heading, and leads to the first guide", async () => {
    await page.goto(site.url);
    expect(await page.getByRole("heading", { level: 1 }).textContent()).toContain("Your ClickHelp portal");
    await page.getByRole("link", { name: "Start in five minutes" }).click();
    await page.waitForURL("**/guides/five-minute-start/");
    expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe("Five-minute start");
  }, 30_000);

  it("finds a page by a word, and opens it", async () => {
    await page.goto(site.url);
    await page.getByRole("button", { name: "Search" }).click();
    await page.getByRole("dialog").getByRole("textbox").fill("nightly backup");
    await page.getByRole("dialog").getByRole("link", { name: "Back up projects" }).first().click();
    await page.waitForURL("**/guides/back-up-projects/**");
    expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe("Back up projects");
  }, 30_000);

  it.each([
    ["login link", "Log readers in by a link"],
    ["TaskFailedError", "TaskFailedError"],
  ])(
    "finds for %s first what is most about it",
    async (words, title) => {
      await page.goto(site.url);
      await page.getByRole("button", { name: "Search" }).click();
      await page.getByRole("dialog").getByRole("textbox").fill(words);
      expect(await page.getByRole("dialog").getByRole("listitem").first().getByRole("link").first().textContent()).toBe(
        title,
      );
    },
    30_000,
  );

  it("does not find a page by what stands below every page", async () => {
    await page.goto(site.url);
    await page.getByRole("button", { name: "Search" }).click();
    await page.getByRole("dialog").getByRole("textbox").fill("sponsored");
    const found = await page.getByText(/^\d+ results? for sponsored$/).textContent();
    expect(Number.parseInt(found ?? "", 10)).toBeLessThan(5);
  }, 30_000);

  it("shows the tables of all operations whole on a wide screen", async () => {
    await page.setViewportSize({ width: 1440, height: 900 });
    for (const path of ["reference/", "reference/emulator-coverage/", "reference/emulator-permissions/"]) {
      await page.goto(`${site.url}${path}`);
      const hidden = await page
        .getByRole("table")
        .evaluateAll((tables) => tables.map((table) => table.scrollWidth - table.clientWidth));
      expect(Math.max(...hidden), path).toBe(0);
    }
  }, 30_000);

  it("gives a column of numbers no more room than it needs", async () => {
    await page.goto(`${site.url}figures/`);
    const last = page.getByRole("columnheader", { name: "x fetch", exact: true });
    expect(await last.evaluate(({ clientWidth }) => clientWidth)).toBeLessThan(150);
  }, 30_000);

  it("shows the parameters of an operation in a table", async () => {
    await page.goto(`${site.url}reference/topics/get/`);
    const table = page.getByRole("table").filter({ has: page.getByRole("columnheader", { name: "In", exact: true }) });
    expect(await table.getByRole("row").count()).toBe(3);
    expect(await table.textContent()).toContain("topicId");
  }, 30_000);

  it("has its menu on a phone, on the start page too", async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(site.url);
    await page.getByRole("button", { name: "Menu" }).click();
    await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Export a PDF" }).click();
    await page.waitForURL("**/guides/export-a-pdf/");
  }, 30_000);

  it("lets the keyboard scroll a table that is too wide, and shows that it scrolls", async () => {
    await page.goto(`${site.url}figures/`);
    await page.setViewportSize({ width: 390, height: 844 });
    const wide = page.locator('table[tabindex="0"]').first();
    await wide.focus();
    await page.keyboard.press("ArrowRight");
    await expect.poll(() => wide.evaluate((table) => table.scrollLeft)).toBeGreaterThan(0);
    expect(await wide.evaluate((table) => getComputedStyle(table).backgroundImage)).toContain("gradient");
  }, 30_000);

  it("keeps the lines of commands whole", async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(`${site.url}guides/five-minute-start/`);
    const long = page.locator(".ec-line", { hasText: "clickhelp publications publish" });
    const short = page.locator(".ec-line", { hasText: "clickhelp --version" });
    const heightOf = (line: Element) => line.clientHeight;
    expect(await long.evaluate(heightOf)).toBe(await short.evaluate(heightOf));
  }, 30_000);

  it("fits a phone without scrolling sideways", async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    for (const path of ["", "guides/layers/", "reference/", "reference/topics/update/"]) {
      await page.goto(`${site.url}${path}`);
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(width, path).toBeLessThanOrEqual(390);
    }
  }, 30_000);
});
