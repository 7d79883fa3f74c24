import { describe, expect, test } from "vitest";
import { createTestPortal, fields, message } from "../test/test-portal.js";

const portal = createTestPortal();
const workflow = '"statusName":"Ready","ownerUserName":"admin","assigneeUserName":"admin"';
const half = "\\ud800";

describe("half a character", () => {
  test.each([
    ['field "title"', "POST projects/manual/articles", `{"id":"x",${workflow},"title":"a${half}"}`],
    [
      'field "indexKeywords.1"',
      "POST projects/manual/articles",
      `{"id":"x",${workflow},"indexKeywords":["a","\\uDFFF"]}`,
    ],
    ['field "caption"', "POST projects/manual/toc/nodes", `{"caption":"${half}${half}\\udc00"}`],
    ['field "caption"', "PATCH projects/manual/toc/nodes/none", `{"updatedFields":"caption","caption":"${half}"}`],
    [
      'list item "0.userInfo.firstName"',
      "POST users",
      `[{"userName":"u","userInfo":{"email":"u@x","firstName":"${half}"}}]`,
    ],
  ])("in %s is refused", async (place, request, body) => {
    const reply = await portal.call(request, { body });
    expect([reply.status, message(reply)]).toEqual([
      400,
      `The ${place} is not valid: it has half a character, a surrogate without its pair.`,
    ]);
  });

  test("in the name of a field, however deep, is refused", async () => {
    const body = `{"id":${"[".repeat(500_000)}{"${half}":1}${"]".repeat(500_000)}}`;
    const reply = await portal.call("POST projects/manual/articles", { body });
    expect([reply.status, message(reply)]).toEqual([400, expect.stringContaining("half a character")]);
  });
});

test("a compressed body is refused as such, and what is no compression is taken", async () => {
  const send = (coding: string) =>
    portal.call("POST projects/manual/toc/nodes", { body: '{"caption":"a"}', headers: { "Content-Encoding": coding } });
  const refused = await send("gzip");
  expect([refused.status, message(refused)]).toEqual([400, expect.stringContaining("body is compressed")]);
  for (const coding of ["identity", "Identity", "utf-8", ""]) expect((await send(coding)).status).toBe(201);
});

test("two halves that are a character, and a backslash that is one, are taken", async () => {
  const body = `{"id":"whole",${workflow},"title":"\\ud83c\\udf88 \\\\ud800"}`;
  const reply = await portal.call("POST projects/manual/articles", { body });
  expect(fields(reply.json)).toMatchObject({ title: "🎈 \\ud800" });
});
