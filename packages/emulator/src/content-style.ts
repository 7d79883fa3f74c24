/** How what authors wrote looks on the reader's pages and on those of help sites: sizes, tables, code, and paper. */

/** A shade at the edge behind which there is more to see. What covers it moves with the content, and is gone there. */
const scrollCue = (cover: string) => `background:
    linear-gradient(90deg, ${cover} 1rem, transparent) left / 2.5rem 100% no-repeat local,
    linear-gradient(-90deg, ${cover} 1rem, transparent) right / 2.5rem 100% no-repeat local,
    linear-gradient(90deg, var(--shade), transparent) left / .75rem 100% no-repeat,
    linear-gradient(-90deg, var(--shade), transparent) right / .75rem 100% no-repeat, ${cover};`;

/** For tables; those that have a width of their own keep it where there is room. It takes the colours of page and shade. */
export const scrollBox = `display: block; width: max-content; max-width: 100%; overflow-x: auto; ${scrollCue("var(--page)")}`;

/** Goes behind what else a style sheet says of headings; it defines the colours. */
export const contentStyle = `body { overflow-wrap: break-word; }
article { overflow-x: auto; }
article table { border-collapse: collapse; margin: 1.25rem 0; }
th, td { padding: .45rem .75rem; border: 1px solid var(--line); text-align: left; vertical-align: top; }
th { background: var(--soft); }
:is(td, th) :is(ul, ol) { margin: .25rem 0; padding-left: 1.25rem; }
:is(td, th) > :first-child { margin-top: 0; }
:is(td, th) > :last-child { margin-bottom: 0; }
pre { overflow-x: auto; padding: .9rem 1rem; border: 1px solid var(--line); border-radius: 6px; ${scrollCue("var(--soft)")} font-size: .9rem; line-height: 1.5; tab-size: 2; }
code, kbd, samp { font-family: ui-monospace, "Cascadia Code", "DejaVu Sans Mono", Consolas, monospace; font-size: .92em; }
:not(pre) > code { padding: .1em .3em; border-radius: 4px; background: var(--soft); overflow-wrap: anywhere; }
mark { background: color-mix(in srgb, #ffcf33 40%, var(--page)); color: inherit; }
hr { margin: 2rem 0; border: 0; border-top: 1px solid var(--line); }
dt { margin-top: .75em; font-weight: 600; }
kbd { padding: .1em .4em; border: 1px solid var(--line); border-bottom-width: 2px; border-radius: 4px; background: var(--page); font-size: .85em; }
h1, article > h1:first-child { font-size: 1.9rem; }
article h1 { margin-top: 1.7em; font-size: 1.6rem; }
h2 { font-size: 1.4rem; }
h3 { font-size: 1.2rem; }
h4 { font-size: 1.1rem; }
h5, h6 { font-size: 1rem; }
h6 { color: var(--muted); }
@media (max-width: 55rem) {
  h1, article > h1:first-child { font-size: 1.6rem; }
  article h1 { font-size: 1.5rem; }
}
@media screen {
  article table:not([width], [style*="width"]) { ${scrollBox} }
  :is(td, th) > code:only-child { display: inline-block; max-width: 18rem; overflow-wrap: break-word; }
}
@media screen and (max-width: 55rem) {
  article table { ${scrollBox} }
  article th { background: none; }
  article table:has(tr > :nth-child(4)) :is(td, th) { min-width: 6rem; }
}
@media print {
  :root { color-scheme: light; --text: #000; --muted: #444; --line: #999; --page: #fff; --soft: #f4f4f4; --link: #000; --note: #f4f4f4; --warning: #f4f4f4; }
  h1, h2, h3, h4, h5, h6, caption { break-after: avoid; }
  tr, img, pre, figure { break-inside: avoid; }
  pre { break-before: avoid; }
  pre + pre { break-before: auto; }
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
