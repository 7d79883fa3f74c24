/** Opens files and pages in a real browser, for the tests. */
import { existsSync } from "node:fs";
import { chromium, type Browser } from "playwright-core";

const executablePath = process.env.CHROMIUM_PATH ?? "/usr/bin/chromium";

/** Without a browser the tests that need one are skipped. */
export const hasChromium = existsSync(executablePath);
if (!hasChromium) {
  process.stderr.write(`No browser tests: there is no Chromium at ${executablePath}. Set CHROMIUM_PATH.\n`);
}

export function launchChromium(): Promise<Browser> {
  return chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu", "--disable-quic"] });
}
