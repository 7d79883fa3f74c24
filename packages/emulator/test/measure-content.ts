/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
/** What authors write that is easily shown badly, and how a page shows it. */
import { expect } from "vitest";

const cells = (tag: string, ...texts: string[]) => texts.map((text) => `<${tag}>${text}</${tag}>`).join("");
const command =
  "<code>docker run --volume /var/lib/encabulator:/data registry.example.com/encabulator/server:1.2.3</code>";

/** The body of a topic. */
export const contentSample = `<p>Text</p><h1>First</h1><p>Text</p><h2>Second</h2>
<table><tr>${cells("th", "Platform", "Command", "What it does", "Since", "Notes for you")}</tr>
<tr>${cells("td", "Linux", command, "Runs all of it", "2023", "<ul><li>One</li></ul>")}</tr></table>
<table><tr>${cells("td", ...Array.from({ length: 14 }, (_, column) => `Column-of-number-${column}`))}</tr></table>`;

export interface ContentSight {
  /** Pixels above the headings of the sample. */
  gaps: number[];
  /** Of each table, whether it goes on beyond its edge, and whether a shade can say so. */
  tables: { goesOn: boolean; hasShade: boolean }[];
  /** Pixels above the list in a cell. */
  aboveList: number;
}

/** Runs in the page. */
export function measureContent(): ContentSight {
  const all = <T extends Element>(selector: string) => [...document.querySelectorAll<T>(`article ${selector}`)];
  const topOf = (selector: string) => all(selector)[0]?.getBoundingClientRect().top ?? 0;
  return {
    gaps: all("p + :is(h1, h2)").map((heading) => {
      const above = heading.previousElementSibling?.getBoundingClientRect().bottom ?? 0;
      return heading.getBoundingClientRect().top - above;
    }),
    tables: all<HTMLTableElement>("table").map((table) => ({
      goesOn: table.scrollWidth > table.clientWidth,
      hasShade: getComputedStyle(table).backgroundImage.includes("gradient"),
    })),
    aboveList: topOf("td > ul") - topOf("td:has(> ul)"),
  };
}

/** Fails when a reader would stumble over something. */
export function expectGoodSight({ gaps, tables, aboveList }: ContentSight): void {
  const [first = 0, second = Infinity] = gaps;
  expect(first).toBeGreaterThanOrEqual(second);
  expect(tables).toEqual([
    { goesOn: false, hasShade: true },
    { goesOn: true, hasShade: true },
  ]);
  expect(aboveList).toBeLessThan(10);
}
