import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, test } from "vitest";
import { createReader, makeToken } from "../../test/reader.js";
import { createTestPortal, items, origin, type TestPortal } from "../../test/test-portal.js";
import { testSeed } from "../../test/test-seed.js";

const body = (html: string) => ({ updatedFields: "body", body: html });
const welcome = "/articles/manual-public/welcome";

/** The mails that the portal would have sent. */
function readMails(portal: TestPortal): Record<string, unknown>[] {
  const folder = mkdtempSync(join(tmpdir(), "emulator-test-"));
  const file = join(folder, "portal.db");
  try {
    writeFileSync(file, portal.emulator.snapshot().bytes);
    const database = new DatabaseSync(file);
    const mails = database.prepare("SELECT * FROM mails").all();
    database.close();
    return mails;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The page of a topic with this body. */
async function show(html: string): Promise<string> {
  const portal = createTestPortal();
  await portal.call("PATCH projects/manual-public/articles/welcome", { body: body(html) });
  const { text } = await createReader(portal).visit(welcome);
  return /<article>(.*)<\/article>/s.exec(text)?.[1] ?? "";
}

describe("a topic's page", () => {
  const reader = createReader();

  test("shows the topic with its heading, its place in the contents, and what is next to it", async () => {
    const { status, text, headers } = await reader.visit("/articles/manual-public/engine");
    expect([status, headers.get("Content-Type")]).toEqual([200, "text/html; charset=UTF-8"]);
    expect(text).toContain('<html lang="en-us">');
    expect(text).toContain('<h1 dir="auto">Engine</h1>');
    expect(text).toContain('<a href="/articles/manual-public/engine?from=toc" aria-current="page">Engine</a>');
    expect(text).toMatch(/Parts<\/\w+><details open><summary aria-label="Below Parts"><\/summary><ul><li>/);
    expect(text).toContain('<link rel="canonical" href="/articles/manual-public/engine" />');
    expect(/aria-label="Breadcrumbs".*?<\/nav>/s.exec(text)?.[0]).toMatch(
      /Manual for all.*Parts.*aria-current="page">Engine/s,
    );
    expect(/<a rel="prev" href="([^"]*)"/.exec(text)?.[1]).toBe("/articles/manual-public/welcome?from=toc");
    expect(/<a rel="next" href="([^"]*)"/.exec(text)?.[1]).toBe("/articles/manual-public/wings?from=toc");
  });

  test("a publication leads to its first topic, and a smart link to the topic", async () => {
    expect(await reader.visit("/articles/manual-public")).toMatchObject({ status: 302, location: welcome });
    expect((await reader.visit("/smart/manual-public/welcome?from=context-help")).location).toBe(
      `${welcome}?from=context-help`,
    );
    expect((await reader.visit("/smart/manual-public")).location).toBe("/articles/manual-public");
  });

  test("a smart link of a project leads whoever reads no projects to a publication with the topic", async () => {
    const portal = createTestPortal();
    const visit = async (path: string, as?: string) => {
      const visitor = createReader(portal);
      if (as !== undefined) await visitor.visit(`/?t=${await makeToken(portal, as)}`);
      return (await visitor.visit(path)).location;
    };
    expect(await visit("/smart/manual/welcome")).toBe(welcome);
    expect(await visit("/smart/manual")).toBe("/articles/manual-public");
    expect(await visit("/smart/manual/welcome", "admin")).toBe("/articles/manual/welcome");
    await portal.run("DELETE projects/manual-public", {});
    // Whoever logs in may be led on.
    for (const path of ["/smart/manual/welcome", "/smart/nothing/welcome"]) {
      expect(await visit(path)).toBe(`/login?returnTo=${encodeURIComponent(path)}`);
    }
    expect(await visit("/smart/manual/welcome", "partner")).toBe("/articles/manual/welcome");
  });

  test("a topic that is not shown in the contents hides what is below it, and is still there", async () => {
    const portal = createTestPortal();
    const [wings] = items((await portal.call("GET projects/manual-public/toc/nodes")).json).filter(
      ({ topicId }) => topicId === "wings",
    );
    const hidden = { updatedFields: "isShowInToc", isShowInToc: false };
    const [source] = items((await portal.call("GET projects/manual/toc/nodes")).json).filter(
      ({ topicId }) => topicId === "wings",
    );
    expect(wings).toBeDefined();
    await portal.call(`PATCH projects/manual/toc/nodes/${String(source?.id)}`, { body: hidden });
    await portal.run("POST projects/manual?action=publish", { updatedPubId: "manual-public" });
    const { text } = await createReader(portal).visit("/articles/manual-public/engine");
    expect(text).not.toMatch(/wings|bolts/);
    expect((await createReader(portal).visit("/articles/manual-public/bolts")).status).toBe(200);
  });

  test.each([
    ["/articles/manual-public/none", 404],
    ["/nothing/here", 404],
    ["/articles/manual-public/a%2Fb", 404],
    ["/articles/manual-public/%E0%A4%A", 404],
  ])("%s is answered with %i and names no file of the emulator", async (path, status) => {
    const page = await reader.visit(path);
    expect(page.status).toBe(status);
    expect(page.text).not.toMatch(/node_modules|\.ts:|\.js:| at /);
  });
});

describe("what a topic brings along", () => {
  test.each([
    ["<p>x</p><script>alert(1)</script>", "<p>x</p>"],
    ['<p onclick="alert(1)">x</p>', "<p>x</p>"],
    ['<a href="javascript:alert(1)">x</a>', "<a>x</a>"],
    ['<a href=" java\nscript:alert(1)">x</a>', "<a>x</a>"],
    ['<img src="x" onerror="alert(1)">', '<img src="x" />'],
    ["<svg><script>alert(1)</script></svg>x", "x"],
    ["<style>body{display:none}</style>x", "x"],
    ['<base href="https://evil.example/">x', "x"],
    ['<form action="https://evil.example/"><input name="password"></form>x', "x"],
    ['<p style="position:fixed;text-align:center">x</p>', '<p style="text-align:center">x</p>'],
    ['<meta http-equiv="refresh" content="0;url=https://evil.example/">x', "x"],
    ['<a href="https://other.example/" target="_blank">x</a>', 'rel="noopener noreferrer"'],
    ['<iframe src="https://film.example/1" title="Film"></iframe>', '<a href="https://film.example/1">Film</a>'],
    ['<iframe src="javascript:alert(1)"></iframe>', "<a>javascript:alert(1)</a>"],
  ])("%s becomes harmless", async (html, expected) => {
    const shown = await show(html);
    expect(shown).toContain(expected);
    expect(shown).not.toMatch(/<script|onclick|onerror|href="\s*java|position|<form|<base|<meta|<iframe/i);
  });

  test("pictures, code, tables and anchors stay", async () => {
    const html =
      '<h2 id="fuel">Fuel</h2><img src="/resources/Storage/a.png" alt="A" width="10" />' +
      '<pre><code class="language-ts">a &lt; b</code></pre><table><tr><td colspan="2">x</td></tr></table>';
    expect(await show(html)).toContain(html);
  });

  test("titles, captions and search words are shown as text", async () => {
    const portal = createTestPortal();
    const title = '"><script>alert(1)</script>';
    await portal.call("PATCH projects/manual-public/articles/welcome", { body: { updatedFields: "title", title } });
    const reader = createReader(portal);
    for (const path of [
      welcome,
      "/articles/manual-public/engine",
      "/search?q=script",
      `/search?q=${encodeURIComponent(title)}`,
    ]) {
      expect((await reader.visit(path)).text).not.toContain("<script");
    }
  });

  test("nothing runs on a page, and only public publications may be framed", async () => {
    const portal = createTestPortal();
    const policy = async (path: string) =>
      (await createReader(portal).visit(path)).headers.get("Content-Security-Policy");
    expect(await policy(welcome)).toMatch(/^default-src 'none'; .*frame-ancestors \*$/);
    expect(await policy("/login")).toMatch(/^default-src 'none'; .*frame-ancestors 'none'$/);
    expect(await policy("/")).not.toContain("script-src");
  });
});

describe("who may read", () => {
  const titles = async (portal: TestPortal, login: string | null) => {
    const reader = createReader(portal);
    if (login !== null) await reader.visit(`/?t=${await makeToken(portal, login)}`);
    const { text } = await reader.visit("/");
    return [...text.matchAll(/href="\/articles\/([^"]*)"/g)].map(([, id]) => id);
  };

  test.each([
    [null, ["manual-public"]],
    ["reader", ["manual-public", "manual-partners"]],
    ["former", ["manual-public", "manual-partners"]],
    ["reviewer", ["manual-public", "manual-private"]],
    ["author", ["manual-public", "manual-partners", "manual-private"]],
  ])("the start page of %s lists %j", async (login, expected) => {
    expect(await titles(createTestPortal(), login)).toEqual(expected);
  });

  test("nobody learns without logging in what exists", async () => {
    const reader = createReader();
    for (const id of ["manual-partners", "manual-private", "manual", "none"]) {
      const { status, location } = await reader.visit(`/articles/${id}/welcome?x=1`);
      expect([status, location]).toEqual([302, `/login?returnTo=${encodeURIComponent(`/articles/${id}/welcome?x=1`)}`]);
    }
    expect((await reader.visit("/search?q=x&projectId=manual-private")).status).toBe(302);
  });

  test("whoever is logged in learns that they may not read", async () => {
    const portal = createTestPortal();
    const reader = createReader(portal);
    await reader.visit(`/?t=${await makeToken(portal, "reader")}`);
    const visits = ["manual-partners", "manual-private", "manual", "none"].map((id) =>
      reader.visit(`/articles/${id}/welcome`),
    );
    expect((await Promise.all(visits)).map(({ status }) => status)).toEqual([200, 403, 403, 404]);
  });
});

describe("reports", () => {
  const now = Date.UTC(2026, 2, 1, 8, 30, 15, 900);
  const period = "startDate=2026-03-01T08:30:15&endDate=2026-03-01T08:30:15";

  test("tell views of readers with how they came, newest first, and not those of programs", async () => {
    const portal = createTestPortal({ clock: { now: () => now } });
    const reader = createReader(portal);
    await reader.visit(welcome, { headers: { Referer: "https://elsewhere.example/" } });
    await reader.visit("/articles/manual-public/engine?from=toc");
    await reader.visit("/articles/manual-public/engine", { method: "HEAD" });
    await reader.visit("/articles/manual-public/none");
    await portal.call("GET projects/manual-public/articles/welcome", { as: null });
    expect((await portal.call(`GET reports/user-events/-/articles?${period}`)).json).toEqual([
      {
        ...{ actionType: "FromToc", dateTime: "2026-03-01T08:30:15", referrerUrl: null },
        href: "/api/v1/projects/manual-public/articles/engine",
      },
      {
        ...{ actionType: "DirectNavigation", dateTime: "2026-03-01T08:30:15" },
        ...{ href: "/api/v1/projects/manual-public/articles/welcome", referrerUrl: "https://elsewhere.example/" },
      },
    ]);
    expect((await portal.call(`GET reports/user-events/admin/articles?${period}`)).json).toEqual([]);
    const later = "startDate=2026-03-01T08:30:16&endDate=2026-03-02T00:00:00";
    expect((await portal.call(`GET reports/user-events/-/articles?${later}`)).json).toEqual([]);
  });

  test("tell searches with their results, by publication when that is wanted", async () => {
    const portal = createTestPortal({ clock: { now: () => now } });
    const reader = createReader(portal);
    await reader.visit(`/?t=${await makeToken(portal, "reader")}`);
    await reader.visit("/search?q=engine&projectId=manual-public");
    await reader.visit("/search?q=engine");
    await reader.visit("/search?q=engine&page=2");
    await reader.visit("/search?q=");
    await portal.call("GET search?q=engine");
    const searches = async (more = "") =>
      items((await portal.call(`GET reports/user-events/reader/search-queries?${period}${more}`)).json);
    const dateTime = "2026-03-01T08:30:15";
    const inPublication = { dateTime, projectId: "manual-public", queryText: "engine", resultsTotal: 2 };
    expect(await searches()).toEqual([{ ...inPublication, projectId: null, resultsTotal: 4 }, inPublication]);
    expect(await searches("&projectId=manual-public")).toEqual([inPublication]);
    expect(await searches("&projectId=manual")).toEqual([]);
  });
});

test("searching shows titles and snippets with the words marked", async () => {
  const { text } = await createReader().visit("/search?q=%22all+about%22+wings");
  expect(text).toContain('<a href="/articles/manual-public/wings?from=search"><strong>Wings</strong></a>');
  expect(text).toContain("<strong>All about</strong> <strong>wings</strong>");
  expect((await createReader().visit("/search?q=nowhere")).text).toContain("0 topics found");
});

test("searching leads page by page to everything that is found", async () => {
  const toc = Array.from({ length: 60 }, (_, index) => {
    return { id: `t${index}`, title: `Topic ${index}`, bodyHtml: "<p>balloon</p>" };
  });
  const projects = [{ id: "many", title: "Many", toc }];
  const publications = [{ id: "all", title: "All", projectId: "many", visibility: "Public" as const }];
  const reader = createReader(createTestPortal({ seed: { ...testSeed, projects, publications } }));
  const found = new Set<string>();
  let next: string | undefined = "/search?projectId=all&q=balloon";
  for (const shown of ["Results 1 to 50 are shown.", "Results 51 to 60 are shown."]) {
    const { text } = await reader.visit(next ?? "");
    expect(text).toContain(`60 topics found for <q>balloon</q>. ${shown}`);
    for (const [, id = ""] of text.matchAll(/"\/articles\/all\/(t\d+)\?from=search"/g)) found.add(id);
    next = /<a rel="next" href="([^"]*)"/.exec(text)?.[1]?.replaceAll("&amp;", "&");
  }
  expect(found.size).toBe(60);
  expect(next).toBeUndefined();
  expect((await reader.visit("/search?q=balloon&page=x")).text).toContain("Results 1 to 50 are shown.");
  expect((await reader.visit("/search?q=balloon&page=3")).text).toContain("Results 51 to 60 are shown.");
});

test("a reader logs in with the password that was mailed, and out again", async () => {
  const portal = createTestPortal();
  const ravi = { userName: "ravi", userInfo: { email: "ravi@portal.example" }, userRole: "Partners" };
  await portal.call("POST users", { body: { ...ravi, userName: "quiet", isDontSendEmail: true } });
  expect(readMails(portal)).toEqual([]);
  await portal.call("POST users", { body: ravi });
  const [mail] = readMails(portal);
  expect(mail).toMatchObject({
    recipient: "ravi@portal.example",
    body: expect.stringContaining("Login: ravi") as unknown,
  });
  const password = /Password: (\S+)/.exec(String(mail?.body))?.[1] ?? "";

  const reader = createReader(portal);
  const form = { login: "ravi", returnTo: "/articles/manual-partners/welcome" };
  expect((await reader.submit("/login", { ...form, password: "wrong" })).status).toBe(403);
  expect((await reader.submit("/login", { ...form, password })).location).toBe(form.returnTo);
  expect((await reader.visit("/articles/manual-partners/welcome")).text).toContain(">ravi</a>");
  expect((await reader.submit("/logout", {}, { Origin: "https://evil.example" })).status).toBe(302);
  expect((await reader.visit("/articles/manual-partners/welcome")).status).toBe(200);
  expect((await reader.submit("/logout", {})).location).toBe("/");
  expect((await reader.visit("/articles/manual-partners/welcome")).status).toBe(302);
  expect(reader.cookie()).toBe("");
});

test("forms of other sites log nobody in", async () => {
  const reader = createReader();
  const form = { login: "reader", password: "emulator-reader-password" };
  expect((await reader.submit("/login", form, { Origin: "https://evil.example" })).status).toBe(403);
  expect((await reader.submit("/login", { ...form, x: "x".repeat(20_000) })).status).toBe(403);
  expect((await reader.submit("/login", form)).status).toBe(302);
});

test.each([
  ["//evil.example/", "/"],
  ["/\\evil.example/", "/"],
  ["https://evil.example/", "/"],
  ["/a/..//evil.example", "/"],
  ["/.//evil.example", "/"],
  ["/\t/evil.example", "/"],
  [`${origin}/x`, "/"],
  ["javascript:alert(1)", "/"],
  ["/articles/x?y=1#z", "/articles/x?y=1#z"],
])("after logging in, %s leads to %s", async (returnTo, expected) => {
  const form = { login: "reader", password: "emulator-reader-password", returnTo };
  expect((await createReader().submit("/login", form)).location).toBe(expected);
});
