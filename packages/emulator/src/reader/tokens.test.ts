import { expect, test } from "vitest";
import { createReader, makeToken } from "../../test/reader.js";
import { createTestPortal } from "../../test/test-portal.js";

const topic = "/articles/manual-partners/welcome";
const noon = Date.UTC(2026, 0, 1, 12);
const minutes = 60_000;

function createPortal() {
  let now = noon;
  const portal = createTestPortal({ clock: { now: () => now } });
  const advance = (milliseconds: number) => {
    now += milliseconds;
  };
  return { portal, advance };
}

test("a token logs a power reader in and disappears from the address", async () => {
  const { portal } = createPortal();
  const reader = createReader(portal);
  const visit = await reader.visit(`${topic}?from=toc&t=${await makeToken(portal, "reader")}`);
  expect([visit.status, visit.location]).toEqual([302, `${topic}?from=toc`]);
  expect(visit.headers.get("Set-Cookie")).toMatch(
    /^__Host-ch_session=[A-Za-z0-9]{43}; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
  );
  expect(visit.headers.get("Cache-Control")).toBe("no-store");
  expect((await reader.visit(topic)).status).toBe(200);
});

test.each([
  ["/smart/manual-partners/welcome", "/smart/manual-partners/welcome"],
  ["/articles/manual-partners", "/articles/manual-partners"],
  ["/?x=1", "/?x=1"],
])("works on %s, too", async (path, expected) => {
  const { portal } = createPortal();
  const token = await makeToken(portal, "reader");
  const { location } = await createReader(portal).visit(`${path}${path.includes("?") ? "&" : "?"}t=${token}`);
  expect(location).toBe(expected);
});

test("a token works once, and many times until its end when it is made so", async () => {
  const { portal, advance } = createPortal();
  const once = await makeToken(portal, "reader");
  const often = await makeToken(portal, "reader", "?muse=true&exp=2026-01-01T12:10:00");
  const use = async (token: string) => (await createReader(portal).visit(`${topic}?t=${token}`)).status;
  expect([await use(once), await use(once)]).toEqual([302, 403]);
  advance(10 * minutes - 1);
  expect([await use(often), await use(often)]).toEqual([302, 302]);
  advance(1);
  expect(await use(often)).toBe(403);
});

test("a token that is not used for half an hour is worth nothing", async () => {
  const { portal, advance } = createPortal();
  const token = await makeToken(portal, "reader");
  advance(30 * minutes);
  expect((await createReader(portal).visit(`${topic}?t=${token}`)).status).toBe(403);
});

test.each([
  ["/articles/manual-public/welcome", "Begin with the"],
  ["/articles/manual-public", "Begin with the"],
  ["/smart/manual-public/welcome", "Begin with the"],
  ["/search?q=engine", "Engine"],
  ["/", "Manual for all"],
])(
  "what everybody may read at %s is shown with a token that is used up, too, and the reader is told",
  async (path, words) => {
    const { portal } = createPortal();
    const token = await makeToken(portal, "reader");
    await createReader(portal).visit(`${topic}?t=${token}`);
    const reader = createReader(portal);
    let visit = await reader.visit(`${path}${path.includes("?") ? "&" : "?"}t=${token}`);
    while (visit.location !== null) visit = await reader.visit(visit.location);
    expect(visit.status).toBe(200);
    expect(visit.text).toContain(words);
    expect(visit.text.match(/login link does not work any more/g)).toHaveLength(1);
    expect(visit.text).toContain("Log in</a>");
    expect((await reader.visit(path.replace("/smart/", "/articles/"))).text).not.toContain("login link");
  },
);

test("what not everybody may read is not, and the reader comes back to it without the token", async () => {
  const { portal } = createPortal();
  for (const path of [topic, "/articles/nowhere/welcome"]) {
    const visit = await createReader(portal).visit(`${path}?from=toc&t=none`);
    expect(visit.status).toBe(403);
    expect(visit.text.match(/login link does not work any more/g)).toHaveLength(1);
    expect(visit.text).toContain(`name="returnTo" value="${path}?from=toc"`);
  }
});

test("asking with HEAD does not use a token up", async () => {
  const { portal } = createPortal();
  const token = await makeToken(portal, "reader");
  await createReader(portal).visit(`${topic}?t=${token}`, { method: "HEAD" });
  expect((await createReader(portal).visit(`${topic}?t=${token}`)).status).toBe(302);
});

test("whoever is logged in already may follow a link whose token is used up", async () => {
  const { portal } = createPortal();
  const reader = createReader(portal);
  const link = `${topic}?t=${await makeToken(portal, "reader")}`;
  await reader.visit(link);
  expect(await reader.visit(link)).toMatchObject({ status: 302, location: topic });
  expect((await reader.visit(topic)).status).toBe(200);
});

test.each(["none", "", "x".repeat(5000), "%00", "' OR 1=1 --"])("%j is no token", async (token) => {
  const { portal } = createPortal();
  expect((await createReader(portal).visit(`${topic}?t=${encodeURIComponent(token)}`)).status).toBe(403);
});

test("disabling an account ends its sessions and makes its tokens worthless", async () => {
  const { portal } = createPortal();
  const reader = createReader(portal);
  const left = await makeToken(portal, "reader");
  await reader.visit(`${topic}?t=${await makeToken(portal, "reader")}`);
  await portal.call("PATCH users/reader", { body: { updatedFields: "isEnabled", isEnabled: false } });
  expect((await reader.visit(topic)).status).toBe(302);
  expect((await reader.visit(`${topic}?t=${left}`)).status).toBe(403);
});

test("a session ends after twelve hours, and with a reset of the portal", async () => {
  const { portal, advance } = createPortal();
  const reader = createReader(portal);
  await reader.visit(`${topic}?t=${await makeToken(portal, "reader")}`);
  advance(12 * 60 * minutes - 1);
  expect((await reader.visit(topic)).status).toBe(200);
  advance(1);
  expect((await reader.visit(topic)).status).toBe(302);
  await reader.visit(`${topic}?t=${await makeToken(portal, "reader")}`);
  portal.emulator.reset();
  expect((await reader.visit(topic)).status).toBe(302);
});

test("neither token, nor session, nor password is kept in a readable form", async () => {
  const { portal } = createPortal();
  const reader = createReader(portal);
  const token = await makeToken(portal, "reader", "?muse=true");
  await reader.visit(`${topic}?t=${token}`);
  await portal.call("POST users", { body: { userName: "new", userInfo: { email: "n@portal.example" } } });
  const kept = Buffer.from(portal.emulator.snapshot().bytes).toString("latin1");
  const [, session = "none"] = reader.cookie().split("=");
  for (const secret of [token, session, "emulator-admin-key", "emulator-reader-password"])
    expect(kept).not.toContain(secret);
});
