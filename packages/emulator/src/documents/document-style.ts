/** How documents look that are one flow of text: books and web archives. */

export const documentStyle = `body { font-family: system-ui, "Segoe UI", Roboto, "DejaVu Sans", sans-serif; line-height: 1.5; overflow-wrap: break-word; }
h1, h2, h3, h4, h5, h6 { line-height: 1.25; margin: 1.6em 0 .6em; break-after: avoid; }
h1 { font-size: 1.7em; }
h2 { font-size: 1.35em; }
h3 { font-size: 1.15em; }
h4, h5, h6 { font-size: 1em; }
img { max-width: 100%; height: auto; }
.caption, caption { color: #5f6c7b; font-size: .9em; text-align: left; padding: .3em 0; }
table { border-collapse: collapse; margin: 1.2em 0; }
th, td { border: 1px solid #c9d1da; padding: .35em .6em; text-align: left; vertical-align: top; }
th { background: #f3f5f8; }
td ul, td ol, th ul, th ol { margin: .25em 0; padding-left: 1.25em; }
pre { background: #f3f5f8; padding: .7em .9em; white-space: pre-wrap; font-size: .85em; }
code, kbd { font-family: ui-monospace, "DejaVu Sans Mono", Consolas, monospace; }
kbd { padding: 0 .35em; border: 1px solid #c9d1da; border-bottom-width: 2px; border-radius: .25em; font-size: .85em; }
mark { background: #fff2b3; }
blockquote, .note, .warning { margin: 1.2em 0; padding: .1em 1em; border-left: .25em solid #c9d1da; }
.note { background: #e9f2fb; border-color: #0b62b8; }
.warning { background: #fdf3dc; border-color: #d99a1c; }
.indent { margin-left: 1.5em; }
.contents ol, .contents ul { list-style: none; padding-left: 1.5em; }
.contents > ol, .contents > ul { padding-left: 0; }
hr { border: 0; border-top: 1px solid #c9d1da; margin: 1.5em 0; }
`;
