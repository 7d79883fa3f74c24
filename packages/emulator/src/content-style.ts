/** How what authors wrote looks on the reader's pages and on those of help sites: sizes, long words, and paper. */

/** Goes behind what else a style sheet says of headings and tables. */
export const contentStyle = `body { overflow-wrap: break-word; }
h1, article > h1:first-child { font-size: 1.9rem; }
article h1 { font-size: 1.6rem; }
h2 { font-size: 1.4rem; }
h3 { font-size: 1.2rem; }
h4 { font-size: 1.1rem; }
h5, h6 { font-size: 1rem; }
h6 { color: var(--muted); }
@media (max-width: 55rem) {
  h1, article > h1:first-child { font-size: 1.6rem; }
  article h1 { font-size: 1.5rem; }
}
@media print {
  :root { color-scheme: light; --text: #000; --muted: #444; --line: #999; --page: #fff; --soft: #f4f4f4; --link: #000; --note: #f4f4f4; --warning: #f4f4f4; }
  h1, h2, h3, h4, h5, h6 { break-after: avoid; }
  tr, img, pre, figure { break-inside: avoid; }
  article, article table { overflow: visible; }
  article table { display: table; }
  article table:has(tr > :nth-child(6)) { font-size: .8em; line-height: 1.35; }
  article table:has(tr > :nth-child(6)) :is(td, th) { min-width: 6ch; padding: .25em .35em; overflow-wrap: anywhere; hyphens: auto; }
  article table:has(tr > :nth-child(11)) { font-size: .65em; }
  article table:has(tr > :nth-child(11)) :is(td, th) { min-width: 0; }
  article tr:has(> th):not(:has(> td)) { break-after: avoid; }
  article pre { white-space: pre-wrap; overflow-wrap: anywhere; }
}
`;
