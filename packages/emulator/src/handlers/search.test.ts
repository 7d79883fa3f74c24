import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createTestPortal, items, type CallOptions } from "../../test/test-portal.js";

const portal = createTestPortal();
await portal.createTopic("apples", {
  title: "Apples",
  body: "<p>Pears &amp; <b>app</b>les, fish &lt;b&gt; chips.</p>",
});
await portal.createTopic("pears", { title: "Pears", body: "<p>Fresh pears. No fish.</p><script>secretword</script>" });
await portal.createTopic("soup", {
  title: "Soup",
  body: "<p>pears in fish soup: ÉCLAIR</p>",
  indexKeywords: ["bouillon"],
});

const found = async (q: string, more = "", options: CallOptions = {}) => {
  const reply = await portal.call(`GET search?q=${encodeURIComponent(q)}&projectIds=manual${more}`, options);
  return items(reply.json).map(({ id }) => id);
};

test.each<[what: string, q: string, ids: string[]]>([
  ["a match in the title comes first", "pears", ["pears", "apples", "soup"]],
  ["all words must occur", "pears soup", ["soup"]],
  ["letter case does not matter", "SOUP", ["soup"]],
  ["accents do not matter", "eclair", ["soup"]],
  ["a word is found in its other forms", "pear", ["pears", "apples", "soup"]],
  ["keywords are found", "bouillon", ["soup"]],
  ["a word may be marked up in the middle", "apples", ["apples"]],
  ["quotes keep words together", '"fresh pears"', ["pears"]],
  ["quotes keep the order", '"pears fresh"', []],
  ["a star stands for an ending", "bouil*", ["soup"]],
  ["a minus leaves out", "pears -soup -apples", ["pears"]],
  ["OR takes either", "bouillon OR apples", ["apples", "soup"]],
  ["scripts are no text", "secretword", []],
  ["operators of the engine are plain words", "title:pears", []],
  ["NEAR is a plain word", "NEAR(pears fish)", []],
  ["punctuation alone finds nothing", '!!! "" -', []],
  ["only exclusions find nothing", "-pears", []],
])("%s", async (_what, q, ids) => {
  const answer = await found(q);
  expect(q.includes("OR") ? answer.sort() : answer).toEqual(ids);
});

describe("of scripts without spaces between words", async () => {
  const eastern = createTestPortal();
  await eastern.createTopic("zh", {
    title: "標題頁",
    body: "<p>这是中文字符。<b>GPS</b>设备</p>",
    indexKeywords: ["索引词"],
  });
  await eastern.createTopic("ja", { title: "ユーザーガイド", body: "<p>か\u3099ひらがなも</p>" });
  await eastern.createTopic("th", { title: "คู่มือ", body: "<p>ส่งออกข้อมูลการบิน ข้าว</p>" });
  await eastern.createTopic("km", { title: "ភាសា", body: "<p>កម្ពុជា パ ハ\u309aン</p>" });
  const search = async (q: string) =>
    items((await eastern.call(`GET search?q=${encodeURIComponent(q)}&isReturnSnippets=1`)).json);

  test.each([
    ["中文", ["zh"]],
    ["中", ["zh"]],
    ['"字符" 设备', ["zh"]],
    ["gps", ["zh"]],
    ["GPS设备", ["zh"]],
    ["索引", ["zh"]],
    ["標題*", ["zh"]],
    ["ガイド", ["ja"]],
    ["ひらがな", ["ja"]],
    ["ข้อมูล", ["th"]],
    ["ข้าว", ["th"]],
    ["ខ្មែរ", []],
    ["ពុជា", ["km"]],
    ["パン", ["km"]],
    // Other words, without a mark.
    ["ขาว", []],
    ["か", []],
    ["符字", []],
    ["中字", []],
  ])("a part is found: %s", async (q, ids) => {
    expect((await search(q)).map(({ id }) => id)).toEqual(ids);
  });

  test("matches are marked, and the text is shown as it was written", async () => {
    const [chinese] = await search("中文字");
    expect(chinese).toMatchObject({ ftsSnippetHtml: "...这是<strong>中文字</strong>符。GPS设备..." });
    const [japanese] = await search("ガイド");
    expect(japanese).toMatchObject({ ftsTitleHtml: "ユーザー<strong>ガイド</strong>" });
    const [thai] = await search("คู่");
    expect(thai).toMatchObject({ ftsTitleHtml: "<strong>คู่</strong>มือ" });
  });
});

test("snippets and titles have matches in strong, and everything else escaped", async () => {
  const reply = await portal.call("GET search?q=apples&projectIds=manual&isReturnSnippets=1");
  const [topic] = items(reply.json);
  expect(topic).toMatchObject({ ftsTitleHtml: "<strong>Apples</strong>", body: null, html: null });
  expect(topic?.ftsSnippetHtml).toBe("...Pears &#38; <strong>apples</strong>, fish &#60;b&#62; chips....");
});

test.each(["", "&isReturnSnippets=0"])("without isReturnSnippets there are none (%j)", async (query) => {
  const [topic] = items((await portal.call(`GET search?q=soup${query}`)).json);
  expect(topic).toMatchObject({ ftsTitleHtml: null, ftsSnippetHtml: null });
});

test("the marks of matches cannot be forged in a title", async () => {
  const forging = createTestPortal();
  await forging.createTopic("forged", { title: "quince \u0002not a match\u0003\u0000" });
  const body = { updatedFields: "title", title: "\u0003quince\u0002 pie" };
  const [topic] = items((await forging.call("GET search?q=quince&projectIds=manual&isReturnSnippets=1")).json);
  expect(topic?.ftsTitleHtml).toBe("<strong>quince</strong> not a match");
  const updated = await forging.call("PATCH projects/manual/articles/forged", { body });
  expect(updated.json).toMatchObject({ title: "quince pie" });
});

test("10 results at most unless count says otherwise, all when it is negative", async () => {
  const many = createTestPortal();
  for (let number = 0; number < 15; number += 1) await many.createTopic(`t${number}`, { body: "needle" });
  const total = async (query: string) => items((await many.call(`GET search?q=needle${query}`)).json).length;
  expect(await total("")).toBe(10);
  expect(await total("&count=3")).toBe(3);
  expect(await total("&count=0")).toBe(0);
  expect(await total("&count=-1")).toBe(15);
});

test("anonymous callers see public publications only", async () => {
  const reply = await portal.call("GET search?q=welcome%20OR%20begin&count=-1", { as: null });
  expect(items(reply.json).map(({ projectId }) => projectId)).toEqual(["manual-public"]);
});

test("projects that are unknown or not readable are left out silently", async () => {
  const ids = async (projectIds: string, as: string | null) => {
    const reply = await portal.call(`GET search?q=engine&count=-1&projectIds=${projectIds}`, { as });
    expect(reply.status).toBe(200);
    return [...new Set(items(reply.json).map(({ projectId }) => projectId))];
  };
  expect(await ids("manual-public,%20none,manual-private", null)).toEqual(["manual-public"]);
  expect(await ids("manual-partners", "reviewer")).toEqual([]);
  expect(await ids("manual-partners", "partner")).toEqual(["manual-partners"]);
});

test("a language chooses projects by theirs, letter case aside", async () => {
  expect(await found("soup", "&lang=en-US")).toEqual(["soup"]);
  expect(await found("soup", "&lang=de-de")).toEqual([]);
});

test.each([
  ["what it found", "GET search?q=x", 200, "*"],
  ["a long list", "GET search?q=x&count=-1", 200, "*"],
  ["what is wrong with a request", "GET search", 400, "*"],
  ["what is wrong with its query", "GET search?q=x&q=y", 400, "*"],
  ["nothing of any other operation", "GET projects/manual/articles?q=x", 401, null],
])("pages of other sites may read of a search %s", async (_what, request, status, allowed) => {
  const reply = await portal.call(request, { as: null });
  expect([reply.status, reply.headers.get("Access-Control-Allow-Origin")]).toEqual([status, allowed]);
});

describe("what a browser asks before a page of another site searches", () => {
  const ask = (path: string, method: string) =>
    portal.call(`OPTIONS ${path}`, {
      as: null,
      headers: { Origin: "https://shop.example", "Access-Control-Request-Method": method },
    });

  test("is answered with leave to send a type of content, and no credentials", async () => {
    const reply = await ask("search?q=x", "GET");
    expect([reply.status, reply.text]).toEqual([204, ""]);
    expect(reply.headers.get("Access-Control-Allow-Origin")).toBe("*");
    expect(reply.headers.get("Access-Control-Allow-Methods")).toBe("GET");
    expect(reply.headers.get("Access-Control-Allow-Headers")).toMatch(/\bContent-Type\b/);
    expect(reply.headers.get("Access-Control-Allow-Headers")).not.toMatch(/Authorization|\*/);
  });

  test.each([
    ["search", "POST"],
    ["projects", "GET"],
    ["projects/manual/articles?q=x", "GET"],
    ["projects/manual-public/articles/welcome", "GET"],
  ])("gives no leave to what no page may do: %s, %s", async (path, method) => {
    const reply = await ask(path, method);
    expect([reply.status, reply.headers.get("Access-Control-Allow-Origin")]).toEqual([403, null]);
  });
});

test("the index follows changes, deletions, reset and restore", async () => {
  const changing = createTestPortal();
  const hits = async (q: string) => items((await changing.call(`GET search?q=${q}&projectIds=manual`)).json).length;
  const before = changing.emulator.snapshot();
  await changing.call("PATCH projects/manual/articles/welcome", {
    body: { updatedFields: "body", body: "<p>zebra</p>" },
  });
  expect([await hits("zebra"), await hits("begin")]).toEqual([1, 0]);
  await changing.call("DELETE projects/manual/articles/welcome");
  expect(await hits("zebra")).toBe(0);
  changing.emulator.restore(before);
  expect([await hits("zebra"), await hits("begin")]).toEqual([0, 1]);
  changing.emulator.reset();
  expect(await hits("begin")).toBe(1);
});

test("nothing that is typed breaks the search", { timeout: 60_000 }, async () => {
  const pieces = fc.constantFrom(
    '"',
    "'",
    "*",
    "-",
    "(",
    ")",
    "^",
    ":",
    "NEAR",
    "AND",
    "OR",
    "NOT",
    "{",
    "}",
    "+",
    ",",
    "\0",
    " ",
  );
  const typed = fc.oneof(
    fc.string({ unit: "binary", minLength: 1 }),
    fc.array(fc.oneof(pieces, fc.string())).map((parts) => parts.join("")),
  );
  await fc.assert(
    fc.asyncProperty(typed, async (q) => {
      fc.pre(q !== "" && q.isWellFormed());
      const reply = await portal.call(`GET search?q=${encodeURIComponent(q)}&isReturnSnippets=1`);
      expect(reply.status).toBe(200);
    }),
    { numRuns: 500 },
  );
});
