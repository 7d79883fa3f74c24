/** How the pages of the exports PureHtml and WebHelp look. */
import { contentStyle } from "../content-style.js";

export const stylesheet = `:root {
  color-scheme: light dark;
  --text: #1f2933; --muted: #5f6c7b; --line: #d9dee5; --page: #fff; --soft: #f4f6f8; --link: #0b62b8;
  --note: #e8f2fc; --warning: #fff4dd; --shade: rgb(31 41 51 / .3);
}
@media (prefers-color-scheme: dark) {
  :root {
    --text: #dfe5ec; --muted: #9aa7b5; --line: #3a444f; --page: #161b21; --soft: #1f262e; --link: #7cb8f7;
    --note: #1a2c40; --warning: #3a2f17; --shade: rgb(223 229 236 / .3);
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--text); font: 1rem/1.6 system-ui, "Segoe UI", Roboto, sans-serif; }
header, main, footer { max-width: 52.5rem; margin: 0 auto; padding: 0 1.25rem; }
header { padding-top: 1rem; padding-bottom: .75rem; border-bottom: 1px solid var(--line); font-weight: 600; }
footer { display: flex; justify-content: space-between; gap: 2rem; margin-top: 3rem; padding-top: 1rem; padding-bottom: 3rem; border-top: 1px solid var(--line); }
header a, footer span { min-width: 0; overflow-wrap: anywhere; }
footer span { flex: 1; }
footer span:last-child { text-align: right; }
footer small { display: block; color: var(--muted); }
a { color: var(--link); text-decoration-thickness: .06em; text-underline-offset: .15em; }
h1, h2, h3, h4, h5, h6 { line-height: 1.25; margin: 1.8em 0 .6em; }
h1, article > h1:first-child { margin-top: 1.2em; }
img, svg, video { max-width: 100%; height: auto; }
figure { margin: 1.5rem 0; }
figcaption, caption { color: var(--muted); font-size: .9rem; text-align: left; padding: .3rem 0; }
blockquote, aside, .note, .tip, .warning, .caution { margin: 1.25rem 0; padding: .1rem 1rem; border-left: .25rem solid var(--line); }
aside, .note, .tip { background: var(--note); border-color: var(--link); }
p.note, p.tip, p.warning, p.caution { padding: .6rem 1rem; }
.warning, .caution { background: var(--warning); border-color: #d99a1c; }
hr { border: 0; border-top: 1px solid var(--line); margin: 2rem 0; }
.contents ul { list-style: none; padding-left: 1.5rem; }
.contents > ul { padding-left: 0; }
.contents > ul > li { margin: 1rem 0; font-weight: 600; }
.contents > ul > li > ul { font-weight: 400; }
.contents .folder { color: var(--muted); }
.below { margin-top: 2.5rem; }
${contentStyle}@media print { header, footer, .below { display: none; } }
`;
