/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
/** What the tests of exports want to know of a page that a browser shows. Runs in the page. */

export interface PageSight {
  /** Text of the whole page. */
  words: string;
  /** `h2 Safety` */
  headings: string[];
  /** Texts of the entries in the table of contents, in order. */
  contents: string[];
  /** Addresses of pictures by whether they could be decoded. */
  pictures: { shown: string[]; broken: string[] };
  /** Rows of each table. */
  tables: number[];
  /** Links to places in the page that are not there. */
  deadLinks: string[];
}

export function lookAtPage(): PageSight {
  const all = <T extends Element>(selector: string) => [...document.querySelectorAll<T>(selector)];
  const pictures = all<HTMLImageElement>("img");
  const srcOf = (image: HTMLImageElement) => image.getAttribute("src") ?? "";
  return {
    words: document.body.innerText,
    headings: all("h1, h2, h3, h4, h5, h6").map((heading) => {
      return `${heading.tagName.toLowerCase()} ${heading.textContent}`;
    }),
    contents: all(".contents li > a, .contents li > span").map((entry) => entry.textContent),
    pictures: {
      shown: pictures.filter(({ naturalWidth }) => naturalWidth > 0).map(srcOf),
      broken: pictures.filter(({ naturalWidth }) => naturalWidth === 0).map(srcOf),
    },
    tables: all<HTMLTableElement>("table").map(({ rows }) => rows.length),
    deadLinks: all("a[href^='#']")
      .map((link) => link.getAttribute("href") ?? "")
      .filter((address) => document.getElementById(address.slice(1)) === null),
  };
}
