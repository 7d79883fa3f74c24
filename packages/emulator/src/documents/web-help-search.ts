/** The search of a help site: it needs nothing but the files, so it works from a disk, too. */

/** A box that the script shows; without scripts there is none. */
export function searchBox(root: string): string {
  return `<form class="search" role="search" data-root="${root}" hidden><input type="search" aria-label="Search" placeholder="Search" autocomplete="off"><div class="results" aria-live="polite"></div></form>`;
}

/** Finds the topics that have all words, those with the words in the title first. */
export const searchScript = `"use strict";
(() => {
  const form = document.querySelector("form.search");
  const box = form.querySelector("input");
  const results = form.querySelector(".results");
  const fold = (text) => text.normalize("NFKD").replace(/\\p{M}/gu, "").toLowerCase();
  // Folded letters and where each comes from: a letter with its mark may be one or two, and fewer or more when folded.
  const foldEach = (text) => Array.from(text.matchAll(/.\\p{M}*/gsu), ({ 0: letter, index }) => [fold(letter), index, index + letter.length]);
  const topics = searchIndex.map(([address, title, text]) => ({
    address, title, text, foldedTitle: fold(title), foldedText: fold(title + " " + text),
  }));

  const create = (tag, text) => Object.assign(document.createElement(tag), { textContent: text });

  function placeOf(text, word) {
    const plain = text.toLowerCase().indexOf(word);
    if (plain >= 0) return [plain, plain + word.length];
    let folded = "";
    const places = [];
    for (const [letters, from, to] of foldEach(text)) {
      for (const _ of letters.split("")) places.push([from, to]);
      folded += letters;
    }
    const at = folded.indexOf(word);
    return at < 0 ? [-1, -1] : [places[at][0], places[at + word.length - 1][1]];
  }

  function excerpt(text, word) {
    const [found, to] = placeOf(text, word);
    const start = Math.max(0, found - 50);
    const end = Math.min(text.length, start + 160);
    const element = create("small", (start > 0 ? "… " : "") + text.slice(start, Math.max(start, found)));
    if (found >= 0) element.append(create("mark", text.slice(found, to)));
    element.append(text.slice(found < 0 ? start : to, end) + (end < text.length ? " …" : ""));
    return element;
  }

  function search() {
    const words = fold(box.value).split(/\\s+/).filter((word) => word !== "");
    results.replaceChildren();
    if (words.length === 0) return;
    const isIn = (text) => words.every((word) => text.includes(word));
    const found = topics.filter(({ foldedText }) => isIn(foldedText));
    const inTitle = found.filter(({ foldedTitle }) => isIn(foldedTitle));
    const elsewhere = found.filter(({ foldedTitle }) => !isIn(foldedTitle));
    for (const { address, title, text } of [...inTitle, ...elsewhere].slice(0, 30)) {
      const link = create("a", title);
      link.href = form.dataset.root + address;
      const item = create("div", "");
      item.append(link, excerpt(text, words[0]));
      results.append(item);
    }
    if (found.length === 0) results.append(create("p", "Nothing was found."));
  }

  box.addEventListener("input", search);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    box.value = "";
    search();
  });
  form.hidden = false;
})();
`;

/** Beside what all pages look like. */
export const helpStyle = `header { display: flex; flex-wrap: wrap; align-items: center; gap: .5rem 1.5rem; }
.search { position: relative; flex: 1 1 14rem; margin-left: auto; font-weight: 400; }
.search input { width: 100%; padding: .4rem .7rem; border: 1px solid var(--line); border-radius: .3rem; background: var(--page); color: inherit; font: inherit; }
.results { position: absolute; z-index: 1; left: 0; right: 0; max-height: 70vh; overflow-y: auto; background: var(--page); box-shadow: 0 .3rem 1.2rem rgb(0 0 0 / .25); border-radius: .3rem; }
.results > * { margin: 0; padding: .5rem .8rem; border-bottom: 1px solid var(--line); }
.results small { display: block; color: var(--muted); overflow-wrap: anywhere; }
.beside { padding: 1rem 1.25rem 3rem; border-top: 1px solid var(--line); font-size: .95rem; }
.beside ul { padding-left: 1rem; }
.beside.contents > ul > li { margin: .2rem 0; font-weight: 400; }
.beside li { margin: .2rem 0; }
.beside a { display: block; padding: .1rem .4rem; text-decoration: none; border-radius: .2rem; overflow-wrap: anywhere; }
.beside .folder { padding: .1rem .4rem; font-weight: 600; }
.beside .parent { position: relative; padding-right: 1.6rem; }
.beside .parent::after { content: "▸"; content: "▸" / ""; position: absolute; right: .4rem; color: var(--muted); }
.beside li:has(> ul) > .parent::after { content: "▾"; content: "▾" / ""; }
.beside a[aria-current] { background: var(--soft); color: inherit; font-weight: 600; }
@media (min-width: 60rem) {
  body:has(.beside) { display: grid; grid-template: "beside header" auto "beside main" 1fr "beside footer" auto / 19rem minmax(0, 1fr); }
  body:has(.beside) > header { grid-area: header; width: 100%; }
  body:has(.beside) > main { grid-area: main; width: 100%; }
  body:has(.beside) > footer { grid-area: footer; width: 100%; }
  .beside { grid-area: beside; position: sticky; top: 0; height: 100vh; overflow-y: auto; border-top: 0; border-right: 1px solid var(--line); }
}
@media print { header, .beside { display: none; } }
`;
