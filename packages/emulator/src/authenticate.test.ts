import { expect, test } from "vitest";
import { basic, createTestPortal, message } from "../test/test-portal.js";
import { testSeed } from "../test/test-seed.js";
import { administrator } from "./seeds/well-known-users.js";

const portal = createTestPortal();

test.each([
  ["the right login and key", basic("admin"), 200, ""],
  ["the scheme in lower case", basic("admin").replace("Basic", "basic"), 200, ""],
  ["a wrong key", basic("admin", "wrong"), 401, "login or API key is invalid"],
  ["a wrong login", basic("nobody", "emulator-admin-key"), 401, "login or API key is invalid"],
  ["a login in the wrong letter case", basic("Admin", "emulator-admin-key"), 401, "login or API key is invalid"],
  ["an empty key", basic("admin", ""), 401, "login or API key is invalid"],
  ["a user who has no key", basic("reader", ""), 401, "login or API key is invalid"],
  ["a disabled account", basic("disabled"), 401, "disabled"],
  ["a disabled account with a wrong key", basic("disabled", "wrong"), 401, "login or API key is invalid"],
  ["a former contributor", basic("former"), 403, "power reader"],
  ["another scheme", "Bearer abc", 401, "corrupted"],
  ["no base64", "Basic a:b", 401, "corrupted"],
  ["no colon", `Basic ${btoa("admin")}`, 401, "colon"],
  ["bytes that are no text", "Basic //79", 401, "colon"],
  ["nothing after the scheme", "Basic", 401, "corrupted"],
])("%s", async (_what, header, status, words) => {
  const reply = await portal.call("GET projects", { headers: { Authorization: header } });
  expect(reply.status).toBe(status);
  expect(reply.headers.get("WWW-Authenticate")).toBe(
    status === 401 ? 'Basic realm="ClickHelp API", charset="UTF-8"' : null,
  );
  if (status !== 200) expect(message(reply)).toContain(words);
});

test.each(["utf8", "latin1"] as const)("a login with letters beyond ASCII may come as %s", async (encoding) => {
  const zoe = { ...administrator, login: "zoë", apiKey: "clé" };
  const own = createTestPortal({ seed: { ...testSeed, users: [...testSeed.users, zoe] } });
  const headers = { Authorization: `Basic ${Buffer.from("zoë:clé", encoding).toString("base64")}` };
  expect((await own.call("GET projects", { headers })).status).toBe(200);
});

test("no credentials are answered with 401, which says so", async () => {
  const reply = await portal.call("GET projects", { as: null });
  expect(reply.status).toBe(401);
  expect(message(reply)).toContain("No login information");
});

test.each([null, basic("admin", "wrong"), basic("disabled"), basic("former")])(
  "a refusal of %s says what is so, and leaves advice to the client, which has its own",
  async (header) => {
    const reply = await portal.call("GET projects", { as: null, headers: header ? { Authorization: header } : {} });
    expect(message(reply)).not.toMatch(/use the|send the|administrator|password|only contributors/i);
  },
);

test.each([
  ["GET projects/manual-public/articles", 200],
  ["GET projects/manual-public/articles/welcome", 200],
  ["GET projects/manual-public/articles/unknown", 404],
  ["GET projects/manual-partners/articles/welcome", 401],
  ["GET projects/manual-private/articles/welcome", 401],
  ["GET projects/manual/articles/welcome", 401],
  ["GET projects/manual/articles", 401],
  ["GET projects/unknown/articles/welcome", 401],
  ["GET search?q=welcome", 200],
  ["GET projects", 401],
  ["GET projects/manual-public", 401],
  ["GET projects/manual-public/toc/nodes", 401],
  ["GET users", 401],
  ["GET storage?filter=*", 401],
  ["GET tasks/00000000000000000000000000000000", 401],
  ["DELETE projects/manual-public/articles/welcome", 401],
  ["PATCH projects/manual-public/articles/welcome", 401],
])("anonymous %s is answered with %i", async (request, status) => {
  expect((await portal.call(request, { as: null })).status).toBe(status);
});

test("wrong credentials are refused even where none are needed", async () => {
  const headers = { Authorization: basic("admin", "wrong") };
  expect((await portal.call("GET projects/manual-public/articles/welcome", { headers })).status).toBe(401);
});

test("the portal keeps no key in readable form", () => {
  const { bytes } = portal.emulator.snapshot();
  expect(Buffer.from(bytes).includes("emulator-admin-key")).toBe(false);
});
