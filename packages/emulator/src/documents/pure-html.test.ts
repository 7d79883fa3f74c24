import { buffer } from "node:stream/consumers";
import { describe, expect, it } from "vitest";
import { readZip } from "../../test/read-zip.js";
import type { ReportProgress } from "../report-progress.js";
import { exporters } from "./index.js";
import { toFileName } from "./file-names.js";
import type { DocumentNode, ExportSource } from "./source.js";

const png = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=",
  "base64",
);

function topic(topicId: string, caption: string, body: string, children: DocumentNode[] = []): DocumentNode {
  return { topicId, caption, readBody: () => body, children };
}

function createSource(nodes: DocumentNode[]): ExportSource {
  const files = new Map([
    ["project-a/Plan 1.PNG", png],
    ["project-a/data.csv", Buffer.from("a,b")],
    ["project-a/page.html", Buffer.from("<script>run()</script>")],
  ]);
  return {
    ...{ id: "guide", title: "A <guide>", language: "en-US", nodes, projectIds: ["project-a"] },
    exportedOn: new Date("2026-03-14T09:30:00Z"),
    readResource: (path) => files.get(path),
  };
}

function exportPages(source: ExportSource, report: ReportProgress = () => undefined): Promise<Buffer> {
  const exporter = exporters.PureHtml;
  if (!exporter) throw new Error("there is no such exporter");
  return buffer(exporter(source, report));
}

async function exportFiles(nodes: DocumentNode[]): Promise<Map<string, string>> {
  const files = await readZip(await exportPages(createSource(nodes)));
  return new Map([...files].map(([path, bytes]) => [path, bytes?.toString("utf8") ?? ""]));
}

describe("the PureHtml export", () => {
  it("has a start page with the nested TOC, and a page for each topic", async () => {
    const nodes = [
      { topicId: null, caption: "Folder & more", readBody: () => null, children: [topic("one", "One", "<p>1</p>")] },
      topic("two", "Two", "<p>2</p>", [topic("three", "Three", "<p>3</p>")]),
    ];
    const files = await exportFiles(nodes);
    expect([...files.keys()]).toEqual([
      "index.html",
      "style.css",
      "topics/one.html",
      "topics/two.html",
      "topics/three.html",
    ]);
    const index = files.get("index.html") ?? "";
    expect(index).toContain("<title>A &lt;guide&gt;</title>");
    expect(index).toMatch(/Folder &amp; more<\/span>\s*<ul>\s*<li><a href="topics\/one\.html">One<\/a><\/li>/);
    expect(index).toMatch(/two\.html">Two<\/a>\s*<ul>\s*<li><a href="topics\/three\.html">/);
    const two = files.get("topics/two.html") ?? "";
    expect(two).toMatch(/^<!DOCTYPE html>\n<html lang="en-US">/);
    expect(two).toContain('<h1 dir="auto">Two</h1>');
    expect(two).toContain('<small>Previous</small> <a href="one.html">One</a>');
    expect(two).toContain('<small>Next</small> <a href="three.html">Three</a>');
  });

  it("keeps a title that the body brings itself", async () => {
    const files = await exportFiles([topic("one", "One", "<h1>Number one</h1>")]);
    expect(files.get("topics/one.html")?.match(/<h1/g)).toHaveLength(1);
  });

  it("leads links to the exported pages, and leaves text of those that lead nowhere from a disk", async () => {
    const body =
      '<a href="/articles/guide/two#part">a</a><a href="/smart/project-a/two">b</a><a href="two">c</a>' +
      '<a href="https://two/">d</a><a href="#x">e</a><a href="mailto:a@two.example">f</a>';
    const dead = [
      ...["/articles/other/two", "/articles/guide/nowhere", "nope.md", "//two/", "javascript:run()", ""],
      "/resources/Storage/project-a/gone.csv",
    ];
    const links = dead.map((address) => `<p><a href="${address}" class="x">dead</a></p>`).join("");
    const files = await exportFiles([topic("one", "One", body + links), topic("two", "Two", "")]);
    const page = files.get("topics/one.html") ?? "";
    const addresses = [...page.matchAll(/href="([^"]*)">[a-f]</g)].map(([, href]) => href);
    expect(addresses).toEqual([
      ...["two.html#part", "two.html", "two.html"],
      ...["https://two/", "#x", "mailto:a@two.example"],
    ]);
    expect(page.match(/<p><a class="x">dead<\/a><\/p>/g)).toHaveLength(dead.length);
  });

  it("takes pictures and files along, and keeps addresses of missing ones", async () => {
    const body =
      '<img src="/resources/Storage/project-a/Plan%201.PNG" srcset="x 2x"><img src="../../resources/Storage/project-a/Plan 1.PNG">' +
      '<a href="/resources/Storage/project-a/data.csv">data</a><img src="/resources/Storage/gone.png"><img src="/resources/Storage/../secret">';
    const files = await exportFiles([topic("one", "One", body)]);
    const page = files.get("topics/one.html") ?? "";
    const [first, second, third, fourth] = [...page.matchAll(/src="([^"]*)"/g)].map(([, address = ""]) => address);
    expect(first).toMatch(/^\.\.\/images\/project-a\/plan-1-[0-9a-f]{8}\.png$/);
    expect(second).toBe(first);
    expect(files.has(first?.slice(3) ?? "")).toBe(true);
    expect([third, fourth]).toEqual(["/resources/Storage/gone.png", "/resources/Storage/../secret"]);
    expect(page).toContain('href="../files/project-a/data.csv"');
    expect(files.get("files/project-a/data.csv")).toBe("a,b");
    expect(page).not.toContain("srcset");
  });

  it("balances the body, drops scripts, and forbids what is left", async () => {
    const body = '</main><div onclick="x()"><b>bold<script>alert(1)</script><svg viewBox="0 0 1 1"/><!-- open';
    const page = (await exportFiles([topic("one", "One", body)])).get("topics/one.html") ?? "";
    expect(page).toContain('<div><b>bold<svg viewbox="0 0 1 1"></svg></b></div>\n</article>');
    expect(page).toContain("script-src 'none'");
    expect(page).not.toContain("alert");
  });

  it("links to what is embedded, whose scripts would run in a frame", async () => {
    const body =
      '<iframe src="/resources/Storage/project-a/page.html" title="Demo">no frames</iframe><embed src="/articles/guide/two">' +
      '<frame src="https://video.example/1"><iframe srcdoc="<b>x</b>"></iframe><p>after</p>';
    const files = await exportFiles([topic("one", "One", body), topic("two", "Two", "")]);
    expect(files.get("topics/one.html")).toContain(
      '<a href="../files/project-a/page.html">Demo</a><a href="two.html">/articles/guide/two</a>' +
        '<a href="https://video.example/1">https://video.example/1</a><p>after</p>',
    );
  });

  it("gives bytes that depend on nothing but the source", async () => {
    const source = createSource([topic("one", "One", "<p>1</p>")]);
    expect(await exportPages(source)).toEqual(await exportPages(source));
  });

  it("reports growing shares of the work", async () => {
    const shares: number[] = [];
    await exportPages(createSource([topic("one", "One", ""), topic("two", "Two", "")]), (share) => shares.push(share));
    expect(shares).toEqual([...shares].sort((left, right) => left - right));
    expect(shares.at(-1)).toBe(1);
  });
});

describe("file names", () => {
  it("are the id where that is safe", () => {
    expect(["getting-started", "v1.2_notes", "42"].map(toFileName)).toEqual(["getting-started", "v1.2_notes", "42"]);
  });

  it.each([
    "..",
    "../../etc/passwd",
    "a/b",
    "a\\b",
    "CON",
    "nul.txt",
    "com1",
    "",
    ".hidden",
    "end.",
    "a\0b",
    "x".repeat(500),
    "тема",
  ])("are made safe for %j", (id) => {
    const name = toFileName(id);
    expect(name).toMatch(/^[a-z0-9][a-z0-9-]{0,79}$/);
    expect(name).not.toMatch(/^(?:con|nul|com1)$/);
    expect(toFileName(id)).toBe(name);
  });

  it("differ for ids that differ only in letter case or in strange characters", () => {
    const ids = ["topic", "Topic", "TOPIC", "top ic", "top-ic", "top/ic", "тема", "темы"];
    expect(new Set(ids.map(toFileName)).size).toBe(ids.length);
  });
});
