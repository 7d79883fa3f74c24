/** The guides name the export formats that the emulator makes. */
import { readFileSync } from "node:fs";
import { coverage } from "@clickhelp-js/emulator";
import { expect, it } from "vitest";

const made = coverage.find(({ id }) => id === "publications.export")?.differs.split(";")[0] ?? "";

it.each(["export-a-pdf", "test-with-the-emulator"])("%s names the formats that are made, and no others", (guide) => {
  const text = readFileSync(new URL(`../src/content/docs/guides/${guide}.md`, import.meta.url), "utf8");
  expect(made).toContain("`Pdf`");
  expect(text).toMatch(new RegExp(`(?:The emulator makes|Exports are made in) ${made}[;.]`));
});
