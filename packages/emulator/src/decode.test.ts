import { describe, expect, test } from "vitest";
import { basic, createTestPortal, fields, items, message } from "../test/test-portal.js";
import { fromRequest } from "./portal-request.js";
import { bodyLimit, readBody } from "./request-body.js";

const portal = createTestPortal();
const loose = createTestPortal({ strict: false });
const patchWelcome = "PATCH projects/manual/articles/welcome";
const workflow = { statusName: "Ready", ownerUserName: "admin", assigneeUserName: "admin" };

describe("strict checks", () => {
  test.each<[what: string, request: string, body: unknown, status: number, words: string]>([
    ["an unknown query parameter", "GET projects?colour=red", undefined, 400, '"colour"'],
    ["a query parameter of another operation", "GET projects/manual?q=x", undefined, 400, '"q"'],
    ["a query parameter in the wrong letter case", "GET projects?Types=Project", undefined, 500, '"types"'],
    ["a value in the wrong letter case", "GET projects?types=project", undefined, 500, '"types" must be Project'],
    ["an unknown value", "GET projects?types=Book", undefined, 400, '"types"'],
    ["a boolean in the wrong letter case", "GET storage?filter=*&isRecursive=True", undefined, 500, "true"],
    ["no boolean", "GET storage?filter=*&isRecursive=1", undefined, 400, "isRecursive"],
    ["no number", "GET search?q=x&count=ten", undefined, 400, "count"],
    ["a missing query parameter", "GET search", undefined, 400, '"q" is required'],
    ["an unknown field", "POST projects/manual/articles", { id: "x", ...workflow, colour: 1 }, 400, '"colour"'],
    ["a field in the wrong letter case", "POST projects/manual/articles", { ID: "x", ...workflow }, 500, '"id"'],
    [
      "a missing field",
      "POST projects/manual/articles",
      { id: "x", statusName: "Ready" },
      400,
      '"ownerUserName" is required',
    ],
    ["a field of the wrong type", "POST projects/manual/articles", { id: 1, ...workflow }, 400, '"id"'],
    [
      "a quoted boolean",
      "POST projects/manual/articles",
      { id: "x", ...workflow, isShowInToc: "true" },
      400,
      "isShowInToc",
    ],
    [
      "a quoted True",
      "POST projects/manual/articles",
      { id: "x", ...workflow, isShowInToc: "True" },
      500,
      "isShowInToc",
    ],
    ["True without quotes", "POST projects/manual/articles", '{"id":"x","isShowInToc":True}', 500, "not True"],
    ["True in a string of malformed JSON", "POST projects/manual/articles", '{"id":"True"', 400, "JSON"],
    ["malformed JSON", "POST projects/manual/articles", "{id:1}", 400, "JSON"],
    ["an array", "POST projects/manual/articles", "[]", 400, "object"],
    ["a string", "POST projects/manual/articles", '"x"', 400, "object"],
    ["no body", "POST projects/manual/articles", undefined, 400, "required"],
    [
      "a visibility in the wrong letter case",
      "PATCH projects/manual-public",
      { updatedFields: "visibility", visibility: "public" },
      500,
      "Public",
    ],
    ["a body where there is none", "DELETE projects/manual/articles/welcome", { id: "x" }, 400, "no body"],
    [
      "a status in the wrong letter case",
      "POST projects/manual/articles",
      { id: "x", ...workflow, statusName: "ready" },
      500,
      '"Ready"',
    ],
    ["an unknown status", "POST projects/manual/articles", { id: "x", ...workflow, statusName: "Fine" }, 400, "Draft"],
  ])("%s", async (_what, request, body, status, words) => {
    const reply = await portal.call(request, body === undefined ? {} : { body });
    expect(message(reply)).toContain(words);
    expect(reply.status).toBe(status);
  });

  test("the prototype of objects is no field", async () => {
    const reply = await portal.call("POST projects/manual/articles", { body: '{"__proto__":{"id":"x"},"toString":1}' });
    expect(reply.status).toBe(400);
    expect(message(reply)).toContain('"__proto__", "toString"');
  });

  test("what is unknown is ignored when the emulator is loose", async () => {
    expect((await loose.call("GET projects?colour=red")).status).toBe(200);
    const body = { id: "loose", ...workflow, colour: "red" };
    expect((await loose.call("POST projects/manual/articles", { body })).status).toBe(201);
  });

  test("so is what is unknown within a field", async () => {
    const user = { userName: "lou", userInfo: { email: "lou@portal.example", about: "x" }, isEnabled: true };
    expect((await loose.call("POST users", { body: user })).status).toBe(201);
    expect((await loose.call("POST users", { body: [{ ...user, userName: "lee" }] })).status).toBe(201);
    const file = { importFormat: "Markdown", inputFileName: "a.md", inputFileContent: "IyBIaQ==" };
    const body = { ...file, options: { __type: "MarkdownImportOptions", colour: "red" } };
    expect((await loose.call("POST projects/manual?action=import&format=base64", { body })).status).toBe(200);
  });

  test.each<[request: string, body: unknown, sentence: string]>([
    [
      "POST projects/manual/toc/nodes",
      { caption: "A", ordinalNo: 1.5 },
      'The field "ordinalNo" is not valid: must be a whole number.',
    ],
    [
      "POST projects/?action=import",
      { importFormat: "Html", newProjectId: "x" },
      'The query parameter "format" is required: url, base64.',
    ],
    [
      "GET projects?types=Book",
      undefined,
      'The query parameter "types" is not valid: must be one of: Project, Publication.',
    ],
    [
      "POST users",
      { userName: "x", userInfo: { email: "x@portal.example", about: "x" } },
      'The field "userInfo" is not valid: unknown field "about".',
    ],
    ["POST users", { userName: 1, userInfo: { email: false } }, 'The field "userName" is not valid: must be a string.'],
  ])("what is wrong with %s of %j is said in the portal's own words", async (request, body, sentence) => {
    const reply = await portal.call(request, { body });
    expect([reply.status, message(reply)]).toEqual([400, expect.stringContaining(sentence)]);
    expect(message(reply)).not.toMatch(/invalid|expected|received/i);
  });

  test("so is an unknown name in updatedFields, with the field or without", async () => {
    const body = { updatedFields: "bodyHtml,title,colour", title: "Known", bodyHtml: "<p>x</p>" };
    const reply = await loose.call(patchWelcome, { body });
    expect([reply.status, fields(reply.json).title]).toEqual([200, "Known"]);
    expect((await loose.call(patchWelcome, { body: { updatedFields: "colour", title: "Other" } })).status).toBe(200);
    expect(fields((await loose.call("GET projects/manual/articles/welcome")).json).title).toBe("Known");
  });

  test("a part that is missing within a field is an error even when it is loose", async () => {
    const reply = await loose.call("POST users", { body: { userName: "lin", userInfo: { about: "x" } } });
    expect([reply.status, message(reply)]).toEqual([400, 'The field "userInfo.email" is required.']);
  });

  test("values in the wrong letter case are errors even when it is loose", async () => {
    expect((await loose.call("GET projects?types=project")).status).toBe(500);
  });

  test("null for an optional field is the same as leaving it out", async () => {
    const body = { id: "with-nulls", ...workflow, title: null, body: null, tocNodeCaption: null, indexKeywords: null };
    expect((await portal.call("POST projects/manual/articles", { body })).status).toBe(201);
  });

  test("null within a field, and for a field of the other form of a call, is left out, too", async () => {
    const userInfo = { email: "n@portal.example", middleName: null };
    const [one, other] = ["nora", "nils"].map((userName) => ({ userName, userInfo, userRole: null, userType: null }));
    expect((await portal.call("POST users", { body: { ...one, isDontSendEmail: null } })).status).toBe(201);
    expect((await portal.call("POST users", { body: [other] })).status).toBe(201);
    const publication = { pubId: "nulls", pubName: "Nulls", updatedPubId: null, updateMode: null, outputTags: null };
    expect((await portal.call("POST projects/manual?action=publish", { body: publication })).status).toBe(200);
  });

  test.each<[what: string, request: string, body: unknown, name: string]>([
    ["a field", "POST projects/manual/articles", { id: "x", ...workflow, colour: null }, "colour"],
    ["a field within a field", "POST users", { userName: "nan", userInfo: { email: "n@x.example", hue: null } }, "hue"],
    ["a field of a list", "POST users", [{ userName: "nat", userInfo: { email: "n@x.example" }, tint: null }], "tint"],
  ])("%s that nobody knows is unknown when it is null, too", async (_what, request, body, name) => {
    const reply = await portal.call(request, { body });
    expect([reply.status, message(reply)]).toEqual([400, expect.stringContaining(`"${name}"`)]);
    expect((await loose.call(request, { body })).status).toBe(201);
  });

  test("null for what is required is the same as leaving it out", async () => {
    const reply = await portal.call("POST users", { body: { userName: "nell", userInfo: { email: null } } });
    expect([reply.status, message(reply)]).toEqual([400, 'The field "userInfo.email" is required.']);
  });

  test("null in a list is no element", async () => {
    expect((await portal.call("DELETE projects/manual/articles", { body: { ids: [null] } })).status).toBe(400);
  });

  test.each([
    "GET projects?types=&parentId=",
    "GET projects/manual/users?types=",
    "GET storage/manual/engine.png?format=",
  ])("a query parameter without a value is left out: %s", async (request) => {
    const reply = await portal.call(request);
    expect(reply.status).toBe(200);
    expect(reply.json).toEqual((await portal.call(request.replace(/\?.*/, ""))).json);
  });

  test.each([
    ["GET search?q=&count=", '"q" is required'],
    ["GET storage/manual?filter=", '"filter" is required'],
    ["GET projects?colour=", '"colour"'],
  ])("a query parameter without a value is neither what is required nor known: %s", async (request, words) => {
    const reply = await portal.call(request);
    expect([reply.status, message(reply)]).toEqual([400, expect.stringContaining(words)]);
  });

  test.each([
    ["GET storage/manual?isRecursive=true", '"filter" is required'],
    ["GET projects/manual/articles?count=3", '"q" is required'],
  ])("a parameter of one form of a call alone says which form is meant: %s", async (request, words) => {
    const reply = await portal.call(request);
    expect([reply.status, message(reply)]).toEqual([400, expect.stringContaining(words)]);
    expect((await loose.call(request)).status).toBe(200);
  });

  test("a header that is wrong is called by its own name", async () => {
    const reply = await portal.call("PUT storage/a.bin?format=resumable", { body: "x" });
    expect(message(reply)).toBe('The header "Content-Range" is required.');
  });

  test("a body may begin with a byte-order mark", async () => {
    const body = `\uFEFF${JSON.stringify({ id: "with-bom", ...workflow })}`;
    expect((await portal.call("POST projects/manual/articles", { body })).status).toBe(201);
  });

  test("the old name of projectIds works", async () => {
    const reply = await portal.call("GET search?q=engine&projectUrls=manual-public");
    expect(reply.json).toMatchObject([{ projectId: "manual-public" }, { projectId: "manual-public" }]);
  });
});

describe("updatedFields", () => {
  test.each<[what: string, body: Record<string, unknown>, status: number, words: string]>([
    ["missing", { title: "x" }, 400, '"updatedFields" is required'],
    ["null", { updatedFields: null, title: "x" }, 400, '"updatedFields" is required'],
    ["an array", { updatedFields: ["title"], title: "x" }, 400, "string"],
    ["empty", { updatedFields: " , ", title: "x" }, 400, "no field"],
    ["naming an unknown field", { updatedFields: "title,colour", title: "x" }, 400, '"colour"'],
    ["naming a field in the wrong letter case", { updatedFields: "Title", title: "x" }, 500, '"title"'],
    ["naming a field that is not there", { updatedFields: "title,body", title: "x" }, 400, '"body"'],
    ["next to an unknown field", { updatedFields: "title", title: "x", colour: 1 }, 400, '"colour"'],
    ["naming a field that is null", { updatedFields: "title", title: null }, 400, '"title"'],
  ])("%s", async (_what, body, status, words) => {
    const reply = await portal.call(patchWelcome, { body });
    expect(message(reply)).toContain(words);
    expect(reply.status).toBe(status);
  });

  test("a field that is sent but not listed stays", async () => {
    const before = fields((await portal.call("GET projects/manual/articles/welcome")).json);
    const body = { updatedFields: " title , indexKeywords", title: "Hello", indexKeywords: ["a"], body: "new" };
    const after = fields((await portal.call(patchWelcome, { body })).json);
    expect(after).toMatchObject({ title: "Hello", indexKeywords: ["a"], body: before.body });
  });
});

test.each([
  ["PATCH projects/manual/articles/welcome", "title", "Back again"],
  ["PATCH users/reviewer", "email", "r@portal.example"],
  ["PATCH projects/manual-public", "visibility", "Restricted"],
  ["PATCH storage/manual/engine.png", "content", "eA=="],
])("a resource may be sent back as a whole, with one field listed: %s", async (request, field, value) => {
  const fresh = createTestPortal();
  const before = fields((await fresh.call(request.replace("PATCH", "GET"))).json);
  const reply = await fresh.call(request, { body: { ...before, [field]: value, updatedFields: field } });
  expect(reply.status).toBe(200);
  expect(reply.json).toEqual((await fresh.call(request.replace("PATCH", "GET"))).json);
});

test("a TOC node may be sent back as a whole, with one field listed", async () => {
  const [before = {}] = items((await portal.call("GET projects/manual/toc/nodes")).json);
  const body = { ...before, caption: "Back again", updatedFields: "caption" };
  const reply = await portal.call(`PATCH projects/manual/toc/nodes/${String(before.id)}`, { body });
  expect([reply.status, reply.json]).toEqual([200, { ...before, caption: "Back again" }]);
});

describe("limits", () => {
  test("a body that is announced as too large is refused unread", async () => {
    const headers = { "Content-Length": String(bodyLimit + 1) };
    const reply = await portal.call("POST projects/manual/articles", { body: "{}", headers });
    expect(reply.status).toBe(400);
    expect(message(reply)).toContain("too large");
  });

  test("a body that turns out to be too large is refused", async () => {
    const reply = await portal.call("POST projects/manual/articles", { body: `{"id":"${"x".repeat(bodyLimit)}"}` });
    expect(reply.status).toBe(400);
    expect(message(reply)).toContain("too large");
  });

  test("malformed JSON with many quotes is read once", async () => {
    const body = `"${String.raw`\"`.repeat(400_000)}`;
    expect(message(await portal.call("POST projects/manual/articles", { body }))).toContain("not valid JSON");
  });

  test("an answer names the first wrong fields, and counts the others", async () => {
    const ids = Array.from({ length: 1000 }, () => 0);
    const reply = await portal.call("DELETE projects/manual/articles", { body: { ids } });
    expect(reply.status).toBe(400);
    expect(message(reply)).toMatch(/"ids\.19" .* And 980 more\.$/);
  });

  test("a list that is too long is refused as a whole", async () => {
    const ids = Array.from({ length: 100_001 }, () => 0);
    const reply = await portal.call("DELETE projects/manual/articles", { body: { ids } });
    expect([reply.status, message(reply)]).toEqual([400, expect.stringContaining("at most 100000")]);
  });

  test.each([
    ["announced", { "Content-Length": "100" }],
    ["not announced", {}],
  ])("a body that its sender breaks off, %s, is refused", async (_what, announced) => {
    const pull = () => {
      throw new Error("the sender failed");
    };
    const headers = { Authorization: basic("admin"), ...announced };
    const init = { method: "POST", headers, body: new ReadableStream({ pull }), duplex: "half" };
    const address = "https://portal.example/api/v1/projects/manual/articles";
    const reply = await portal.emulator.fetch(new Request(address, init));
    expect([reply.status, await reply.text()]).toEqual([400, expect.stringContaining("broke off")]);
  });

  test("a mistake of the emulator while it reads a body is told as it is", async () => {
    const mistake = new TypeError("a mistake of the emulator");
    const request = fromRequest(new Request("https://portal.example", { method: "POST", body: "{}" }));
    const headers = new Headers({ "Content-Length": "2" });
    const failing = { ...request, headers, readBytes: () => Promise.reject(mistake) };
    await expect(readBody(failing, [], bodyLimit)).rejects.toBe(mistake);
  });

  test("a request whose body was read already is refused as fetch does", async () => {
    const request = new Request("https://portal.example/api/v1/projects", { method: "POST", body: "{}" });
    await request.text();
    await expect(portal.emulator.fetch(request)).rejects.toThrow(/^The body of this Request was read already/);
  });

  test("a body that is not UTF-8 is refused", async () => {
    const request = new Request("https://portal.example/api/v1/projects/manual/articles", {
      method: "POST",
      headers: { Authorization: `Basic ${btoa("admin:emulator-admin-key")}` },
      body: Uint8Array.of(0x7b, 0xff, 0x7d),
    });
    expect((await portal.emulator.fetch(request)).status).toBe(400);
  });
});
