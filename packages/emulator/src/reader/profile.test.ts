import { expect, test } from "vitest";
import { createReader, makeToken, type Reader } from "../../test/reader.js";
import { basic, createTestPortal, type TestPortal } from "../../test/test-portal.js";

/** Somebody who is logged in. */
async function logIn(portal: TestPortal, login: string): Promise<Reader> {
  const reader = createReader(portal);
  await reader.visit(`/?t=${await makeToken(portal, login)}`);
  return reader;
}

/** The last mail that the portal would have sent. */
const lastMail = (portal: TestPortal) => portal.emulator.outbox().at(-1);

const readKey = (portal: TestPortal) => /^API key: ([A-Za-z0-9]{32})$/m.exec(lastMail(portal)?.body ?? "")?.[1] ?? "";

const resetKey = (reader: Reader) => reader.submit("/profile/api-key", {});

const statusWith = async (portal: TestPortal, login: string, key: string) =>
  (await portal.call("GET projects", { headers: { Authorization: basic(login, key) } })).status;

test("a new contributor finds the login in the profile, and makes an API key that works", async () => {
  const portal = createTestPortal();
  const userInfo = { email: "nora@portal.example" };
  await portal.call("POST users", { body: { userName: "nora", userType: "Contributor", userInfo } });
  const nora = await logIn(portal, "nora");
  const { status, text } = await nora.visit("/profile");
  expect(status).toBe(200);
  expect(text).toContain("Login: <strong>nora</strong>");
  expect(text).toContain("no API key yet");
  const sent = await resetKey(nora);
  expect([sent.status, lastMail(portal)]).toMatchObject([200, { recipient: "nora@portal.example" }]);
  expect(sent.text).not.toContain(readKey(portal));
  expect(await statusWith(portal, "nora", readKey(portal))).toBe(200);
});

test("only the latest key works", async () => {
  const portal = createTestPortal();
  const admin = await logIn(portal, "admin");
  await resetKey(admin);
  const first = readKey(portal);
  expect(await statusWith(portal, "admin", "emulator-admin-key")).toBe(401);
  expect(await statusWith(portal, "admin", first)).toBe(200);
  await resetKey(admin);
  expect(await statusWith(portal, "admin", first)).toBe(401);
  expect(await statusWith(portal, "admin", readKey(portal))).toBe(200);
});

test("power readers get no key", async () => {
  const portal = createTestPortal();
  const reader = await logIn(portal, "reader");
  expect((await reader.visit("/profile")).text).not.toContain('<form action="/profile');
  expect((await resetKey(reader)).status).toBe(403);
  const former = await logIn(portal, "former");
  expect((await resetKey(former)).status).toBe(403);
});

test("whoever is not logged in, and the page of another site, makes no key", async () => {
  const portal = createTestPortal();
  const stranger = createReader(portal);
  expect((await stranger.visit("/profile")).location).toBe("/login?returnTo=%2Fprofile");
  await resetKey(stranger);
  const admin = await logIn(portal, "admin");
  await admin.submit("/profile/api-key", {}, { Origin: "https://evil.example" });
  expect(await statusWith(portal, "admin", "emulator-admin-key")).toBe(200);
});
