import { writeFileSync } from "node:fs";
import { it } from "vitest";
import { exporters } from "./index.js";
it("makes a file to look at", { timeout: 60000 }, async () => {
  const body = (
    n: number,
  ) => `<h1>Topic ${n}</h1><p>Some <b>bold</b>, <i>italic</i>, <code>code()</code> and <a href="/articles/p/t${(n % 5) + 1}#two">a link</a> → ✓ Привет мир. ${"Lorem ipsum dolor sit amet. ".repeat(12)}</p>
<h2 id="two">Second heading that is rather long so that it needs to shrink to fit on a single line, they say</h2><ul><li>One<ul><li>Nested</li></ul></li><li>Two <a href="https://example.com">out</a></li></ul>
<ol start="3"><li><p>Third</p><pre>  if (x) {
    y();

    z("→ ├── долго");
  }</pre></li><li>Fourth</li></ol>
<table><caption>Caption</caption><tr><th>Name</th><th>Type</th><th>Meaning</th></tr><tr><td rowspan=2><code>averyveryveryverylongidentifierthatdoesnotfit</code></td><td>string</td><td>${"Meaning of it all. ".repeat(8)}</td></tr><tr><td colspan=2>Wide <b>cell</b></td></tr></table>
<div class="note"><p>A note with text.</p></div><div class="warning"><p>Careful now.</p><ul><li>x</li></ul></div><blockquote>Quoted words</blockquote><hr>
<figure><img src="data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 300 120'%3E%3Crect width='300' height='120' fill='%23def'/%3E%3Ctext x='20' y='60' font-size='20'%3EDiagram%3C/text%3E%3C/svg%3E" alt="diagram"><figcaption>Figure words</figcaption></figure><p>${"More text here. ".repeat(60)}</p><dl><dt>Term</dt><dd>Definition</dd></dl><img src="/resources/Storage/none.png" alt="not there">`;
  const nodes = Array.from({ length: 6 }, (_, i) => ({
    caption: `Chapter ${i}`,
    topicId: null,
    bodyHtml: null,
    children: Array.from({ length: 6 }, (_, j) => ({
      caption: `Topic ${i * 6 + j}`,
      topicId: `t${i * 6 + j}`,
      bodyHtml: body(i * 6 + j),
      children: [],
    })),
  }));
  const start = performance.now();
  const bytes = await exporters.Pdf!(
    { id: "p", title: "A manual of things", language: "en-US", nodes, readResource: () => undefined },
    () => undefined,
  );
  process.stderr.write(`${performance.now() - start} ms ${bytes.length}\n`);
  writeFileSync("/tmp/try.pdf", bytes);
  writeFileSync(
    "/tmp/try.zip",
    await exporters.PureHtml!(
      { id: "p", title: "A manual of things", language: "en-US", nodes, readResource: () => undefined },
      () => undefined,
    ),
  );
});
