/** Runs the checks in a page of the portal in Chromium. */
import { chromium } from "playwright-core";
import { bundle } from "./bundle.ts";
import type { CheckResult } from "./checks.mjs";
import type { RuntimeReport, Trial } from "./runtimes.ts";

export const chromiumPath = process.env.CHROMIUM_PATH ?? "/usr/bin/chromium";

export async function runInChromium({ folder, portal }: Trial): Promise<RuntimeReport> {
  const browser = await chromium.launch({ executablePath: chromiumPath, args: ["--no-sandbox"] });
  try {
    // Pages of the portal run no scripts of others; other pages may call little more than search.
    const page = await browser.newPage({ ignoreHTTPSErrors: true, bypassCSP: true });
    await page.goto(portal.url);
    await page.addScriptTag({ type: "module", content: await bundle(folder, "page.mjs", ["browser"]) });
    await page.waitForFunction("globalThis.smoke !== undefined");
    const results = await page.evaluate<CheckResult[]>(`smoke(${JSON.stringify(portal)})`);
    return { version: browser.version(), results };
  } finally {
    await browser.close();
  }
}
