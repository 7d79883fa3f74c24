import { describe, expect, it } from "vitest";
import { zipOf } from "../../test/import-file.js";
import { readWith, outlineOf, topicsOf } from "../../test/read-import.js";

describe("HTML", () => {
  const page = (title: string, body: string) =>
    `<!DOCTYPE html><html><head><title>${title}</title><style>p{}</style></head><body><header>Site</header><nav><a href="x">Menu</a></nav><main>${body}</main><footer>Foot</footer></body></html>`;

  it("of one page is split at headings, wrapped or not, and leaves what is around the content", async () => {
    const body =
      '<h1 id="top">Guide</h1><p>Intro</p><section id="one"><h2>One</h2><p>1</p><h3>Inside</h3></section><div><div><h2>Two</h2><p><a href="#one">back</a> <a href="#top">up</a></p></div></div>';
    const made = await readWith("Html", "guide.html", page("Site title", body));
    expect(outlineOf(made)).toEqual(["Guide [guide]", "  One [one]", "  Two [two]"]);
    expect(topicsOf(made)).toEqual({
      guide: "<p>Intro</p>",
      one: "<p>1</p><h3>Inside</h3>",
      two: '<p><a href="/articles/p/one">back</a> <a href="/articles/p/guide">up</a></p>',
    });
  });

  it("leaves the head and the foot of a page, also where one follows the other at once", async () => {
    const bare = "<body><header>Site</header><footer>Foot</footer><h1>Guide</h1><p>Words</p></body>";
    expect(topicsOf(await readWith("Html", "guide.html", bare))).toEqual({ guide: "<p>Words</p>" });
  });

  it("has places before a heading that are the heading's", async () => {
    const body =
      '<h1>One</h1><p><a href="#two">down</a></p><a id="two"></a> <a name="zwei"></a><h2>Two</h2><p><a href="#zwei">here</a></p>';
    const made = await readWith("Html", "guide.html", page("Site title", body));
    expect(topicsOf(made)).toEqual({
      one: '<p><a href="/articles/p/two">down</a></p>',
      two: '<p><a href="/articles/p/two">here</a></p>',
    });
  });

  it("of one page without headings is one topic with the title of the page", async () => {
    const made = await readWith("Html", "a.html", page("Only &amp; title", "<p>Words</p>"));
    expect(outlineOf(made)).toEqual(["Only & title [only-title]"]);
  });

  it("in a zip becomes a topic for each page, in folders, with links, pictures and files", async () => {
    const files = {
      "site/index.html": page(
        "Home",
        '<h1>Home</h1><a href="guide/10-last.html#end">last</a> <a href="https://e.example/">out</a>',
      ),
      "site/guide/10-last.html": page(
        "Last",
        '<h1>Last</h1><p id="end"><img src="../img/a%20b.png" srcset="x 2x"></p><a href="../files/data.csv">data</a>',
      ),
      "site/guide/2-first.html": page("First", '<h1>First</h1><a href="../">home</a><a href="missing.html">gone</a>'),
      "site/img/a b.png": "png",
      "site/files/data.csv": "1,2",
      "site/unused.txt": "left out",
    };
    const made = await readWith("Html", "site.zip", await zipOf(files));
    expect(outlineOf(made)).toEqual(["Home [index]", "Guide", "  First [2-first]", "  Last [10-last]"]);
    expect(topicsOf(made)).toEqual({
      index: '<a href="/articles/p/10-last#end">last</a> <a href="https://e.example/">out</a>',
      "2-first": '<a href="/articles/p/index">home</a><a href="missing.html">gone</a>',
      "10-last":
        '<p id="end"><img src="/resources/Storage/p/img/a%20b.png" /></p><a href="/resources/Storage/p/files/data.csv">data</a>',
    });
    expect(made.files.map(({ path }) => path)).toEqual(["p/img/a b.png", "p/files/data.csv"]);
    expect(made.notes).toEqual([
      'Lead nowhere: 1 link, first "missing.html" in "guide/2-first.html".',
      'Left out, since no page shows them: 1 file: "unused.txt".',
    ]);
  });

  it("takes its contents from the links of an index page", async () => {
    const contents =
      "<h1>Book</h1><nav><ul><li>Part <ul><li><a href='b.html'>Shown as B</a></li></ul></li><li><a href='a.html'>A</a></li></ul></nav>";
    const files = {
      "index.html": `<body>${contents}</body>`,
      "a.html": "<h1>A</h1>",
      "b.html": "<h1>B</h1>",
      "c.html": "<h1>C</h1>",
    };
    const made = await readWith("Html", "book.zip", await zipOf(files));
    expect(made.title).toBe("Book");
    expect(outlineOf(made)).toEqual(["Part", "  Shown as B [b]", "A [a]", "C [c]"]);
  });

  it("does not keep anything that could run", async () => {
    const body = `<h1>T</h1><script>x()</script><p onclick="x()">a</p><a href="javascript:x()">b</a><svg onload=x()></svg><iframe src="javascript:x()"></iframe><img src=x onerror=x()>`;
    const made = await readWith("Html", "a.html", body);
    expect(Object.values(topicsOf(made)).join("")).not.toMatch(/<script|="javascript:|\son\w+=/);
  });

  it("is read in the encoding that it says", async () => {
    const bytes = Buffer.concat([
      Buffer.from('<meta charset="windows-1251"><h1>'),
      Buffer.from([0xcf, 0xf0, 0xe8]),
      Buffer.from("</h1>"),
    ]);
    expect(outlineOf(await readWith("Html", "a.html", bytes))).toEqual(["При [при]"]);
  });

  it("that is nested without end is refused", async () => {
    await expect(readWith("Html", "a.html", "<div>".repeat(2_000_000))).rejects.toThrow("300 elements deep");
    await expect(readWith("Html", "a.zip", await zipOf({ "a.txt": "" }))).rejects.toThrow("no Html page");
  });
});

describe("Markdown", () => {
  it("has front matter, tables, code, and links by the ids that GitHub gives to headings", async () => {
    const files = {
      "README.md":
        "---\ntitle: Start here\ntags: [one, two]\n---\n# Start\n\n[setup](docs/setup.md#a--b) [dir](docs/)\n\n```js\nlet a = '<b>';\n```\n",
      "docs/setup.md": "# Setup\n\n## A & B\n\n![p](./p.png)\n",
      "docs/index.md": "# Documents\n",
      "docs/p.png": "png",
    };
    const made = await readWith("Markdown", "docs.zip", await zipOf(files));
    expect(outlineOf(made)).toEqual(["Start here [readme]", "Documents [docs]", "  Setup [setup]"]);
    const topics = topicsOf(made);
    expect(topics.readme).toContain('<a href="/articles/p/setup#a--b">setup</a> <a href="/articles/p/docs">dir</a>');
    expect(topics.readme).toContain("let a = '&lt;b&gt;';");
    expect(topics.setup).toContain('<h2 id="a--b">A &amp; B</h2>');
    expect(topics.setup).toContain('src="/resources/Storage/p/docs/p.png"');
    expect(made.topics[0]?.keywords).toEqual(["one", "two"]);
  });

  it("shows what is done and what is open, and the alignment of columns", async () => {
    const text = "# T\n\n- [x] done\n- [ ] open\n\n| a | b | c |\n|---|--:|:-:|\n| 1 | 2 | 3 |\n";
    const { t = "" } = topicsOf(await readWith("Markdown", "a.md", text));
    expect(t).toContain("<li><span>☑</span> done</li>\n<li><span>☐</span> open</li>");
    expect(t).toContain('<td>1</td>\n<td style="text-align:right">2</td>\n<td style="text-align:center">3</td>');
  });

  it("names what is left out, and dead links as people write them", async () => {
    const left = Array.from({ length: 6 }, (_, number) => [`b${number}.html`, ""] as const);
    const files = { "a.md": "# A\n\n[x](%D0%A3%20a.html)", "c.md": "# C", ...Object.fromEntries(left) };
    expect((await readWith("Markdown", "a.zip", await zipOf(files))).notes).toEqual([
      'Lead nowhere: 1 link, first "У a.html" in "a.md".',
      'Left out, since no page shows them: 6 files: "b0.html", "b1.html", "b2.html", "b3.html", "b4.html", ….',
    ]);
  });

  it("is imported with a word on what leads nowhere, and where that begins", async () => {
    const notesOn = async (text: string) =>
      (await readWith("Markdown", "guide.md", `# T\n\n## Part\n\n${text}\n`)).notes;
    expect(await notesOn("<img src='a<b>.png'> [a](nope.md) [b](#nowhere) ![q](gone.png)")).toEqual([
      'Lead nowhere: 2 links and 2 pictures, first "a%3Cb%3E.png" in "guide.md".',
    ]);
    const alive = "[a](#part) [b](#t) [c](#) [d](#top) [e](guide.md) [f](https://e.example/) [g](mailto:a@e.example)";
    expect(await notesOn(`${alive} [h](/articles/other/topic) ![i](/resources/Storage/a.png) ![](<>)`)).toEqual([]);
  });

  it("takes its contents from a SUMMARY.md", async () => {
    const files = { "SUMMARY.md": "# Summary\n\n* [B](b.md)\n  * [A](a.md)\n", "a.md": "# A\n", "b.md": "# B\n" };
    const made = await readWith("Markdown", "book.zip", await zipOf(files));
    expect(outlineOf(made)).toEqual(["B [b]", "  A [a]"]);
  });

  it("is named by the heading of its contents, unless that says no more than what it is", async () => {
    const titleOf = async (heading: string) => {
      const files = { "SUMMARY.md": `# ${heading}\n\n* [A](a.md)\n`, "a.md": "# A\n" };
      return (await readWith("Markdown", "book.zip", await zipOf(files))).title;
    };
    expect(await Promise.all(["The wren", "Summary", "Table of contents"].map(titleOf))).toEqual([
      "The wren",
      "Book",
      "Book",
    ]);
  });

  it("survives front matter that is none, and a bomb of aliases", async () => {
    const bomb = `a: &a [x,x,x,x,x,x,x,x,x,x]\n${"bcdefgh"
      .split("")
      .map((name, index) => `${name}: &${name} [${`*${"abcdefgh"[index]},`.repeat(9)}]`)
      .join("\n")}`;
    for (const yaml of ["a: [", "just words", bomb]) {
      expect(outlineOf(await readWith("Markdown", "a.md", `---\n${yaml}\n---\n\n# T\n`)).at(-1)).toContain("T [t]");
    }
  });
});

it("takes names in a zip for UTF-8 where they are, whether or not it says so", async () => {
  const zip = Buffer.from(await zipOf({ "настройка.md": "# A\n\n[on](дальше.md)", "дальше.md": "# B" }));
  // The flags of each file, as Info-ZIP writes them.
  for (const [signature, place] of [
    ["PK\x03\x04", 6],
    ["PK\x01\x02", 8],
  ] as const) {
    for (let at = zip.indexOf(signature); at >= 0; at = zip.indexOf(signature, at + 1))
      zip.writeUInt16LE(zip.readUInt16LE(at + place) & ~0x800, at + place);
  }
  const made = await readWith("Markdown", "a.zip", zip);
  expect([outlineOf(made).join(), made.notes]).toEqual([
    expect.stringMatching(/\[настройка\].*\[дальше\]|\[дальше\].*\[настройка\]/),
    [],
  ]);
});

describe("front matter", () => {
  it("is text as it was written, may be empty, and its id goes before that of a file", async () => {
    const read = (name: string, text: string) => readWith("Markdown", name, text);
    expect(outlineOf(await read("a.md", "---\nid: 007\ntitle: 1.10\n---\nWords"))).toEqual(["1.10 [007]"]);
    expect(topicsOf(await read("a.md", "---\n---\nWords"))).toEqual({ a: "<p>Words</p>" });
    expect(topicsOf(await read("a.md", "---\n# nothing\n---\nWords"))).toEqual({ a: "<p>Words</p>" });
    const zip = await zipOf({ "a/setup.md": "# A", "b/guide.md": "---\nid: setup\n---\n# B" });
    expect(outlineOf(await readWith("Markdown", "a.zip", zip)).join()).toMatch(/A \[setup-2\].*B \[setup\]/);
  });

  const front = "---\nid: Start_here\ntitle: Introduction\nstatus: Ready\nkeywords: [one, 2]\n---\n";
  const own = { id: "Start_here", title: "Introduction", status: "Ready", keywords: ["one", "2"] };

  it.each([
    ["Html", "a.html", `${front}<h1>Introduction</h1><p>Words</p>`],
    ["Markdown", "a.md", `${front}# Introduction\n\nWords\n`],
  ] as const)("of %s says what the topic is, in one file and in a zip", async (format, name, text) => {
    const zip = await zipOf({ [name]: text });
    for (const made of [await readWith(format, name, text), await readWith(format, "some.zip", zip)]) {
      expect(made.title).toBe("Introduction");
      expect(made.topics).toMatchObject([{ ...own, body: "<p>Words</p>" }]);
    }
  });

  it("has the title of a single file, whatever its headings are", async () => {
    const outline = async (text: string) => outlineOf(await readWith("Markdown", "a.md", front + text));
    const below = ["Introduction [Start_here]", "  Part [part]"];
    expect(await outline("# Another\n\nWords\n\n## Part\n")).toEqual(below);
    expect(await outline("## Part\n")).toEqual(below);
    expect(await outline("Words\n\n## Part\n\n# Next\n")).toEqual([...below, "Next [next]"]);
    const made = await readWith("Markdown", "a.md", `${front}# Another\n\n[up](#another)\n`);
    expect(topicsOf(made)).toEqual({
      Start_here: '<h1 id="another">Another</h1>\n<p><a href="/articles/p/Start_here">up</a></p>',
    });
  });

  it("is told of when an id is another in the end: it was taken, or no address can carry it", async () => {
    const zip = await zipOf({
      "a.md": "---\nid: setup\n---\n# A",
      "b.md": "---\nid: setup\n---\n# B",
      "c/d.md": "---\nid: x/y\n---\n# C",
      "there.md": "# There",
    });
    const made = await readWith("Markdown", "a.zip", zip, { takenTopicIds: new Set(["there"]) });
    expect(Object.keys(topicsOf(made)).sort()).toEqual(["setup", "setup-2", "there-2", "x-y"]);
    expect(made.notes).toEqual([
      'Ids that were taken, or that no address can carry, were changed: "setup" in "b.md" is now "setup-2", ' +
        '"x/y" in "c/d.md" is now "x-y", "there" in "there.md" is now "there-2".',
    ]);
  });

  it("is told of when it stays in the text, but not two rules with words between them", async () => {
    const zip = await zipOf({
      "a.md": "---\ntitle: A\n\n# A",
      "b.md": "---\n# Of B\ntitle: B: b\n---\n# B",
      "c.md": "---\n\nWords\n\n---\n\n# C",
      "d.md": "---\n\n# D: d",
      "e.md": "\n---\ntitle: E\n---\n\n# E",
    });
    expect((await readWith("Markdown", "a.zip", zip)).notes).toEqual([
      'Front matter that was taken for text: "a.md" (no line --- closes it), "b.md" (it is not valid YAML), ' +
        '"e.md" (it does not begin in the first line).',
    ]);
  });

  it("is text when it is none, and its id is made fit for addresses", async () => {
    const none = await readWith("Html", "a.html", "---\n<p>a</p>\n---\n<h1>T</h1>");
    expect(Object.values(topicsOf(none)).join("")).toContain("---");
    const odd = await readWith("Html", "a.html", "---\nid: a/b\n---\n<h1>T</h1>");
    expect(outlineOf(odd)).toEqual(["T [a-b]"]);
  });
});

it.each(["Html", "Markdown"] as const)("refuses %s without a word in it", async (format) => {
  const nothing = '"null" is empty: there is nothing to import.';
  await expect(readWith(format, "null", "")).rejects.toThrow(nothing);
  await expect(readWith(format, "null", " \n\n")).rejects.toThrow(nothing);
  expect(outlineOf(await readWith(format, "a", "<h1>A</h1>"))).toEqual(["A [a]"]);
});
