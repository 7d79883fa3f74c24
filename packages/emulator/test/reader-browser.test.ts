/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
/** The pages in a real browser, over HTTPS. */
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createEmulator, type Emulator, type ListeningEmulator } from "../src/index.js";
import { hasChromium, launchChromium } from "./chromium.js";
import { contentSample, expectGoodSight, measureContent } from "./measure-content.js";
import { readPdf } from "./read-pdf.js";
import { basic } from "./test-portal.js";

describe.skipIf(!hasChromium)("in Chromium", { timeout: 60_000 }, () => {
  let emulator: Emulator;
  let portal: ListeningEmulator;
  let browser: Browser;

  beforeAll(async () => {
    emulator = createEmulator();
    portal = await emulator.listen();
    browser = await launchChromium();
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    await portal.close();
  });

  /** Opens a page and gives what `look` sees; fails when the page complains about anything. */
  async function open<T>(
    path: string,
    look: (page: Page) => Promise<T>,
    options: BrowserContextOptions = {},
  ): Promise<T> {
    const context = await browser.newContext({ ignoreHTTPSErrors: true, ...options });
    const page = await context.newPage();
    const problems: string[] = [];
    page.on("pageerror", (error) => problems.push(error.message));
    page.on("console", (entry) => {
      if (entry.type() === "error") problems.push(entry.text());
    });
    try {
      await page.goto(new URL(path, portal.url).href);
      const seen = await look(page);
      expect(problems).toEqual([]);
      return seen;
    } finally {
      await context.close();
    }
  }

  async function api(method: string, path: string, body?: unknown): Promise<Response> {
    const headers = { Authorization: basic("admin") };
    const init = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
    const answer = await emulator.fetch(new Request(new URL(`/api/v1/${path}`, portal.url), init));
    expect(answer.ok).toBe(true);
    return answer;
  }

  const guide = "/articles/wren-user-guide";

  test("a reader goes from the start page by contents, next and search", async () => {
    const title = await open("/", async (page) => {
      await page.getByRole("link", { name: "Wren Sounding Kit User Guide" }).click();
      const contents = page.getByRole("navigation", { name: "Contents", exact: true });
      const target = contents.getByRole("link", { name: "Fill the balloon" });
      expect(await target.isVisible()).toBe(false);
      for (const folded of ["Preparing a flight", "Prepare the balloon"])
        await contents.locator(`summary[aria-label='Below ${folded}']`).click();
      await target.click();
      // Its branch is open, and no other.
      expect(await target.isVisible()).toBe(true);
      expect(await contents.getByRole("link", { name: "Launch the balloon" }).isVisible()).toBe(false);
      expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe("Fill the balloon");
      const picture = page.getByRole("main").getByRole("img").first();
      expect(await picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);
      await page.getByRole("searchbox").fill("lights");
      await page.keyboard.press("Enter");
      await page.getByRole("link", { name: "What the lights mean" }).click();
      return page.title();
    });
    expect(title).toBe("What the lights mean - Wren Sounding Kit User Guide");
  });

  test("a script in a topic does not run", async () => {
    const hostile =
      '<p id="x">before</p><script>document.title="run"</script><img src="/resources/Storage/none.png" onerror="document.title=1">' +
      '<a id="y" href="javascript:document.title=2">y</a><svg onload="document.title=3"></svg>';
    await api("PATCH", "projects/wren-user-guide/articles/specifications", { updatedFields: "body", body: hostile });
    const context = await browser.newContext({ ignoreHTTPSErrors: true });
    const page = await context.newPage();
    await page.goto(`${portal.url}${guide}/specifications`);
    await page.locator("#y").click();
    expect(await page.title()).toBe("Specifications - Wren Sounding Kit User Guide");
    // Even a script that got past the sanitiser has no chance: the policy forbids it.
    await page.evaluate(() => {
      const script = document.createElement("script");
      script.textContent = "document.title = 'run'";
      document.body.append(script);
    });
    expect(await page.title()).toBe("Specifications - Wren Sounding Kit User Guide");
    await context.close();
  });

  test("an uploaded page can be looked at, and its script does not run", async () => {
    const content = Buffer.from("<title>still</title><script>document.title='run'</script>").toString("base64");
    await api("POST", "storage/demo/page.html?format=base64", { content });
    const context = await browser.newContext({ ignoreHTTPSErrors: true });
    const page = await context.newPage();
    await page.goto(`${portal.url}/resources/Storage/demo/page.html`);
    expect(await page.title()).toBe("still");
    expect(await page.evaluate(() => window.origin)).toBe("null");
    await context.close();
  });

  test("a link with a token logs in; the token is not in the address, and no script can read the cookie", async () => {
    const answer = await api("GET", "users/reader/tokens");
    const { token } = JSON.parse((await answer.text()).replace(/^\uFEFF/, "")) as { token: string };
    await open(`/articles/perch-admin-guide?t=${token}`, async (page) => {
      expect(new URL(page.url()).search).toBe("");
      expect(await page.getByRole("banner").textContent()).toContain("reader");
      expect(await page.evaluate(() => document.cookie)).toBe("");
      await page.getByRole("button", { name: "Log out" }).click();
      await page.goto(`${portal.url}/articles/perch-admin-guide`);
      expect(new URL(page.url()).pathname).toBe("/login");
      await page.getByLabel("Login").fill("reader");
      await page.getByLabel("Password").fill("emulator-reader-password");
      await page.getByRole("main").getByRole("button", { name: "Log in" }).click();
      expect(new URL(page.url()).pathname).toMatch(/^\/articles\/perch-admin-guide\/./);
    });
  });

  test("on a phone, no page needs sideways scrolling, whatever the names of things on it", async () => {
    const phone = { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true };
    const paths = ["/", "/login", guide, `${guide}/troubleshooting`, "/search?q=balloon"];
    const wide = await open(
      "/",
      async (page) => {
        const found: string[] = [];
        for (const path of paths) {
          await page.goto(new URL(path, portal.url).href);
          const isWide = () => document.documentElement.scrollWidth > document.documentElement.clientWidth;
          if (await page.evaluate(isWide)) found.push(path);
          await page.evaluate(() => {
            const places = "h1, .ch-home, .ch-account, .ch-breadcrumbs li, .ch-steps a, :is(ul, ol)[class] a, nav ul a";
            for (const name of document.querySelectorAll(places)) name.textContent = "Worttrennung".repeat(25);
          });
          if (await page.evaluate(isWide)) found.push(`${path} with long names`);
        }
        return found;
      },
      phone,
    );
    expect(wide).toEqual([]);
  });

  test.each([
    ["table", "weather-limits"],
    ["pre", "gas-calculator"],
  ])("on a phone, a %s that is too wide scrolls in its own box, and shows that it does", async (name, topic) => {
    const phone = { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true };
    const look = (page: Page) =>
      page.locator(`article ${name}`).evaluate((box) => {
        const { overflowX, backgroundImage } = getComputedStyle(box);
        return { overflowX, isWide: box.scrollWidth > box.clientWidth, hasShade: backgroundImage.includes("gradient") };
      });
    expect(await open(`${guide}/${topic}`, look, phone)).toEqual({ overflowX: "auto", isWide: true, hasShade: true });
  });

  test("a topic has room above its headings, tables that fit or show that they go on, and lists close to their cells", async () => {
    await api("PATCH", "projects/wren-user-guide/articles/safety", { updatedFields: "body", body: contentSample });
    const seen = await open(`${guide}/safety`, (page) => page.evaluate(measureContent));
    expectGoodSight(seen);
  });

  test("the keyboard reaches the text first", async () => {
    await open(`${guide}/glossary`, async (page) => {
      await page.keyboard.press("Tab");
      expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Skip to the text");
      await page.keyboard.press("Enter");
      await page.waitForURL(/#/);
      expect(new URL(page.url()).hash).toBe("#ch-main");
    });
  });

  test.each(["light", "dark"] as const)("texts stand out in %s colours", async (colorScheme) => {
    const body =
      '<p>Plain</p><p style="color:#003366">Dark blue</p><div style="background:#fff3cd">Light <a href="/">link</a></div>';
    await api("PATCH", "projects/wren-user-guide/articles/specifications", { updatedFields: "body", body });
    const look = async (page: Page) => {
      await page.getByRole("article").evaluate((article) => {
        article.append(Object.assign(document.createElement("img"), { src: "data:,", alt: "a missing picture" }));
      });
      const contrasts = await page.evaluate(measureContrasts);
      await page.goto(`${portal.url}${guide}/specifications`);
      return [contrasts, await page.evaluate(measureContrasts)];
    };
    for (const contrasts of await open(`${guide}/fill-the-balloon`, look, { colorScheme })) {
      expect(Object.entries(contrasts).filter(([, contrast]) => contrast < 4.5)).toEqual([]);
      expect(Object.keys(contrasts).length).toBeGreaterThan(5);
    }
  });

  test("on paper there is the topic alone, with all columns of its tables, no address twice, and headings by their level", async () => {
    const cells = (tag: string) => `<tr>${`<${tag}>configuration identifier</${tag}>`.repeat(9)}</tr>`;
    const address = "https://example.com/a?b=c&amp;d=e";
    const levels = [1, 2, 3, 4, 5, 6].map((level) => `<h${level}>Level</h${level}>`).join("");
    const body =
      `<p>Text</p>${levels}<table>${cells("th")}${cells("td")}</table><pre>${"x".repeat(300)}</pre>` +
      `<a href="${address}">${address}</a> <a href="https://example.com/">example.com</a> <a href="${address}">named</a>`;
    await api("PATCH", "projects/wren-user-guide/articles/glossary", { updatedFields: "body", body });
    await open(`${guide}/glossary`, async (page) => {
      const sizes = await page
        .locator("article > :is(h1, h2, h3, h4, h5, h6)")
        .evaluateAll((headings) => headings.map((heading) => parseFloat(getComputedStyle(heading).fontSize)));
      const ofText = await page.locator("article > p").evaluate((text) => parseFloat(getComputedStyle(text).fontSize));
      const [title = 0, first = 0, ...others] = sizes;
      expect(title).toBeGreaterThan(first);
      expect([first, ...others, ofText].toSorted((left, right) => right - left)).toEqual([first, ...others, ofText]);
      // As wide as a page of paper without its margins.
      await page.setViewportSize({ width: 672, height: 1000 });
      await page.emulateMedia({ media: "print" });
      const article = page.getByRole("article");
      const cut = await article.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth);
      expect(cut).toBe(0);
      expect(await article.evaluate((box) => getComputedStyle(box).overflowX)).toBe("visible");
      expect(await page.locator("h5").evaluate((heading) => getComputedStyle(heading).breakAfter)).toBe("avoid");
      const behind = (link: Element) => getComputedStyle(link, "::after").content;
      const links = await page.locator("article a").all();
      expect(await Promise.all(links.map((link) => link.evaluate(behind)))).toEqual([
        ...["none", "none", '" (https://example.com/a?b=c&d=e)"'],
      ]);
      expect(await page.getByRole("article").isVisible()).toBe(true);
      for (const role of ["banner", "contentinfo", "search"] as const)
        expect(await page.getByRole(role).isVisible()).toBe(false);
      expect(await page.locator("#ch-contents").isVisible()).toBe(false);
    });
  });

  test("on paper, no page ends with what says that code comes", async () => {
    const step = (count: number) => `<li>Step ${count}:<pre>code\n${"more\n".repeat(count % 7)}</pre></li>`;
    const body = `<ol>${Array.from({ length: 60 }, (_, index) => step(index)).join("")}</ol>`;
    await api("PATCH", "projects/wren-user-guide/articles/glossary", { updatedFields: "body", body });
    const pdf = await open(`${guide}/glossary`, (page) => page.pdf({ format: "A4" }));
    const { pages } = await readPdf(Uint8Array.from(pdf));
    expect(pages.length).toBeGreaterThan(5);
    expect(pages.map((lines) => lines.at(-1)).filter((line) => line?.includes("Step"))).toEqual([]);
  });
});

/** Runs in the page: the contrast of each kind of text with what is behind it, as WCAG defines it. */
function measureContrasts(): Record<string, number> {
  const parse = (color: string) => (color.match(/[\d.]+/g) ?? []).map(Number);
  const luminance = ([red = 0, green = 0, blue = 0]: number[]) => {
    const [r = 0, g = 0, b = 0] = [red, green, blue].map((value) => {
      const share = value / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const background = (element: Element | null): number[] => {
    if (!element) return [255, 255, 255];
    const color = parse(getComputedStyle(element).backgroundColor);
    return color.length === 4 && color[3] === 0 ? background(element.parentElement) : color;
  };
  const contrasts: Record<string, number> = {};
  const hasText = ({ childNodes }: Element) =>
    [...childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim());
  for (const element of document.querySelectorAll("body *")) {
    if (!hasText(element) && !(element instanceof HTMLImageElement && element.naturalWidth === 0)) continue;
    const [light = 0, dark = 0] = [
      luminance(parse(getComputedStyle(element).color)),
      luminance(background(element)),
    ].sort((left, right) => right - left);
    const name = `${element.tagName} ${element.parentElement?.className ?? ""}`;
    contrasts[name] = Math.min(contrasts[name] ?? 21, (light + 0.05) / (dark + 0.05));
  }
  return contrasts;
}
