/** How the pages look: on wide and narrow screens, light and dark, and on paper. */
import { contentStyle } from "../content-style.js";

export const stylesheetPath = "/resources/reader.css";

const lightColours = `--text: #1c2530; --muted: #566273; --line: #d6dce4; --page: #ffffff; --soft: #f3f5f8; --link: #0a58a8; --mark: #fff2b3;
  --accent: #0a58a8; --on-accent: #ffffff; --note: #e8f1fb; --warning: #fff3d6; --shade: rgb(28 37 48 / .3);`;

export const stylesheet = `:root {
  color-scheme: light dark;
  ${lightColours}
}
@media (prefers-color-scheme: dark) {
  :root {
    --text: #e0e6ed; --muted: #a3b0bf; --line: #37424e; --page: #14191f; --soft: #1e252d; --link: #8bc0f8; --mark: #5a4a10;
    --accent: #8bc0f8; --on-accent: #10151a; --note: #1a2c40; --warning: #3a2f17; --shade: rgb(224 230 237 / .3);
  }
}
*, ::before, ::after { box-sizing: border-box; }
html { scroll-padding-top: 1rem; -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--page); color: var(--text); font: 1rem/1.6 system-ui, "Segoe UI", Roboto, "Helvetica Neue", sans-serif; }
a { color: var(--link); text-underline-offset: .15em; text-decoration-thickness: .06em; }
a:hover { text-decoration-thickness: .12em; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 2px; }
main:focus, nav:focus { outline: none; }
button { font: inherit; padding: .4rem .9rem; border: 1px solid var(--accent); border-radius: 6px; background: var(--accent); color: var(--on-accent); cursor: pointer; }
input { font: inherit; min-width: 0; padding: .4rem .7rem; border: 1px solid var(--muted); border-radius: 6px; background: var(--page); color: var(--text); }
.ch-hint { color: var(--muted); font-size: .9rem; }
.ch-skip { position: absolute; left: -100rem; padding: .5rem 1rem; background: var(--page); }
.ch-skip:focus { left: 1rem; top: .5rem; z-index: 1; }
.ch-header { display: flex; flex-wrap: wrap; align-items: center; gap: .75rem 1.5rem; padding: .75rem 1.5rem; border-bottom: 1px solid var(--line); background: var(--soft); }
.ch-home { flex: 1 1 14rem; min-width: 0; overflow-wrap: anywhere; font-weight: 650; color: var(--text); text-decoration: none; }
.ch-search { display: flex; flex: 0 1 24rem; gap: .5rem; }
.ch-search input[type="search"] { flex: 1; }
.ch-account { display: flex; align-items: center; gap: .5rem; min-width: 0; overflow-wrap: anywhere; }
.ch-account button { background: transparent; color: var(--link); border-color: var(--line); }
.ch-columns { max-width: 80rem; margin: 0 auto; padding: 1.5rem; }
.ch-with-contents { display: grid; grid-template-columns: minmax(14rem, 19rem) minmax(0, 1fr); gap: 0 3rem; }
main { min-width: 0; max-width: 50rem; }
.ch-with-contents main { grid-column: 2; grid-row: 1; }
#ch-contents { grid-column: 1; grid-row: 1; align-self: start; position: sticky; top: 1rem; max-height: calc(100vh - 2rem); overflow-y: auto; font-size: .95rem; }
#ch-contents h2 { margin: 0 0 .5rem; font-size: 1rem; }
#ch-contents ul { list-style: none; margin: 0; padding: 0; }
#ch-contents ul ul { margin-left: .5rem; padding-left: .75rem; border-left: 1px solid var(--line); }
#ch-contents li { position: relative; }
#ch-contents li:has(> details) > :first-child { margin-right: 2rem; }
#ch-contents summary { position: absolute; top: 0; right: 0; width: 2rem; padding: .2rem 0; border-radius: 4px; text-align: center; color: var(--muted); cursor: pointer; list-style: none; }
#ch-contents summary::-webkit-details-marker { display: none; }
#ch-contents summary::before { content: "▸"; }
#ch-contents details[open] > summary::before { content: "▾"; }
#ch-contents summary:hover { background: var(--soft); color: var(--text); }
#ch-contents a, #ch-contents li > span { display: block; padding: .2rem .5rem; border-radius: 4px; color: var(--text); text-decoration: none; overflow-wrap: anywhere; }
#ch-contents li > span { font-weight: 600; }
#ch-contents a:hover { background: var(--soft); text-decoration: underline; }
#ch-contents a[aria-current] { background: var(--note); font-weight: 650; }
#ch-contents { scroll-padding-block: 40vh; }
#ch-contents a[aria-current] { scroll-initial-target: nearest; }
.ch-to-contents { display: none; }
.ch-breadcrumbs { font-size: .9rem; color: var(--muted); }
.ch-breadcrumbs ol { display: flex; flex-wrap: wrap; gap: .25rem; margin: 0; padding: 0; list-style: none; }
.ch-breadcrumbs li { min-width: 0; overflow-wrap: anywhere; }
.ch-breadcrumbs li:not(:last-child)::after { content: "›"; margin-left: .25rem; }
.ch-steps { display: flex; justify-content: space-between; gap: 1rem; margin-top: 3rem; padding-top: 1rem; border-top: 1px solid var(--line); }
.ch-steps > * { flex: 1; min-width: 0; overflow-wrap: anywhere; hyphens: auto; }
.ch-steps a { text-decoration: none; }
.ch-steps a:hover { text-decoration: underline; }
.ch-steps small { display: block; color: var(--muted); }
.ch-steps > :last-child { text-align: right; }
.ch-results, .ch-publications { padding: 0; list-style: none; overflow-wrap: anywhere; }
.ch-results > li, .ch-publications > li { padding: .75rem 0; border-bottom: 1px solid var(--line); }
.ch-results > li > a, .ch-publications > li > a { font-size: 1.1rem; font-weight: 600; }
.ch-results p { margin: .25rem 0; }
.ch-results strong { background: var(--mark); }
.ch-login { display: grid; gap: .5rem; max-width: 22rem; }
.ch-login button { margin-top: .75rem; justify-self: start; }
.ch-problem { padding: .75rem 1rem; border-left: 4px solid #c0392b; background: var(--warning); }
.ch-footer { max-width: 80rem; margin: 2rem auto 0; padding: 1rem 1.5rem 2rem; color: var(--muted); font-size: .85rem; }

h1, h2, h3, h4, h5, h6 { line-height: 1.25; margin: 1.7em 0 .5em; }
h1, article > h1:first-child { margin-top: .5em; }
article img, article video { max-width: 100%; height: auto; }
article svg { max-width: 100%; }
@media (prefers-color-scheme: dark) {
  article :is(img, svg) { background: #ffffff; color: #1c2530; border-radius: 4px; }
  /* Whose author chose colours chose them for light paper. */
  article:has([style*="color"], [style*="background"]) { color-scheme: light; ${lightColours} margin-top: .75rem; padding: .1rem 1.25rem; border-radius: 8px; background: var(--page); color: var(--text); }
}
article figure { margin: 1.5rem 0; }
figcaption, caption { color: var(--muted); font-size: .9rem; text-align: left; }
blockquote { margin: 1.25rem 0; padding: .1rem 1rem; border-left: 4px solid var(--line); color: var(--muted); }
article .note, article .tip, article .info { padding: .5rem 1rem; border-left: 4px solid var(--accent); background: var(--note); }
article .warning, article .caution, article .important { padding: .5rem 1rem; border-left: 4px solid #b97b00; background: var(--warning); }

@media (max-width: 55rem) {
  .ch-header { padding: .75rem 1rem; }
  .ch-search { flex: 1 1 100%; order: 1; }
  .ch-home { flex: 1 1 8rem; }
  .ch-columns { display: block; padding: 1rem; }
  .ch-footer { padding: 1rem 1rem 2rem; }
  .ch-to-contents { display: inline-block; margin-bottom: .75rem; padding: .3rem .8rem; border: 1px solid var(--line); border-radius: 6px; text-decoration: none; }
  .ch-to-contents::before { content: "☰ "; }
  #ch-contents { position: static; max-height: none; margin-top: 2.5rem; padding-top: 1rem; border-top: 1px solid var(--line); }
  #ch-contents a, #ch-contents li > span, #ch-contents summary { padding-block: .45rem; }
  #ch-contents a[aria-current] { scroll-initial-target: none; }
}
${contentStyle}@page { margin: 18mm 16mm; }
@media print {
  body { font-size: 10.5pt; }
  .ch-header, .ch-skip, .ch-to-contents, #ch-contents, .ch-steps, .ch-footer { display: none; }
  .ch-columns { display: block; max-width: none; padding: 0; }
  main { max-width: none; }
  .ch-results li { break-inside: avoid; }
  article a[href^="http"]:not([data-ch-address])::after { content: " (" attr(href) ")"; font-size: .85em; overflow-wrap: anywhere; }
}
`;
