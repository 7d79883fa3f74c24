/** The link check must be able to fail. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { findBrokenLinks } from "../scripts/links.ts";

/** The problems of a site of two pages, served under `/docs/`, whose first page has this content. */
function check(content: string): string[] {
  const folder = mkdtempSync(join(tmpdir(), "clickhelp-links-"));
  try {
    mkdirSync(join(folder, "guide"));
    writeFileSync(join(folder, "index.html"), content);
    writeFileSync(join(folder, "guide", "index.html"), '<h2 id="first-step">First step</h2>');
    return findBrokenLinks(folder, "/docs/");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

it("accepts links to pages, anchors and other sites", () => {
  const links = ["./guide/", "/docs/guide/#first-step", "#here", "https://example.com/x", "mailto:a@example.com"];
  expect(check(`<p id="here">${links.map((link) => `<a href="${link}">x</a>`).join("")}</p>`)).toEqual([]);
});

it.each([
  ["./missing/", "leads nowhere"],
  ["./guide/#last-step", "names a missing anchor"],
  ["/guide/", "is outside the site's base"],
])("reports %s, which %s", (link, problem) => {
  expect(check(`<a href="${link}">x</a>`)).toEqual([`index.html: ${link} ${problem}`]);
});

it("reports a picture that is not there", () => {
  expect(check('<img src="picture.png">')).toEqual(["index.html: picture.png leads nowhere"]);
});
