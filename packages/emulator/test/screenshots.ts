/**
 * Pictures of the reader's pages, to be looked at: as they are on a desk, on a phone, in the dark and on paper.
 *
 *   pnpm --filter @clickhelp-js/emulator screenshots FOLDER
 */
import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import type { BrowserContextOptions } from "playwright-core";
import { createEmulator } from "../src/index.js";
import { launchChromium } from "./chromium.js";

const pages = {
  start: "/",
  publication: "/articles/wren-user-guide",
  prose: "/articles/wren-user-guide/prepare-the-balloon",
  table: "/articles/wren-user-guide/weather-limits",
  code: "/articles/wren-user-guide/gas-calculator",
  search: "/search?q=balloon",
  "sign-in": "/login",
};

const looks: Readonly<Record<string, BrowserContextOptions>> = {
  desk: { viewport: { width: 1280, height: 860 } },
  phone: { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true },
  dark: { viewport: { width: 1280, height: 860 }, colorScheme: "dark" },
  "phone-dark": { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true, colorScheme: "dark" },
};

const folder = resolve(process.argv[2] ?? "screenshots");
mkdirSync(folder, { recursive: true });
const portal = await createEmulator().listen();
const browser = await launchChromium();
for (const [look, options] of Object.entries(looks)) {
  const context = await browser.newContext({ ignoreHTTPSErrors: true, ...options });
  const page = await context.newPage();
  for (const [name, path] of Object.entries(pages)) {
    const answer = await page.goto(new URL(path, portal.url).href);
    if (answer?.ok() !== true) throw new Error(`${path} answered ${answer?.status()}`);
    await page.screenshot({ path: join(folder, `${name}-${look}.png`), fullPage: true });
    if (look === "desk") await page.pdf({ path: join(folder, `${name}.pdf`) });
  }
  await context.close();
}
await browser.close();
await portal.close();
process.stdout.write(`${folder}\n`);
