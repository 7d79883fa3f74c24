import { describe, expect, test } from "vitest";
import { createReader, makeToken, type Visit } from "../../test/reader.js";
import { createTestPortal, type TestPortal } from "../../test/test-portal.js";

const content = "0123456789".repeat(60_000);

async function createPortal(path = "free/data.txt"): Promise<TestPortal> {
  const portal = createTestPortal();
  await portal.call(`POST storage/${path}?format=base64`, {
    body: { content: Buffer.from(content).toString("base64") },
  });
  return portal;
}

const address = "/resources/Storage/free/data.txt";

test("a file comes whole, with its type, and nothing in it runs", async () => {
  const { status, text, headers } = await createReader(await createPortal()).visit(address);
  expect([status, text === content]).toEqual([200, true]);
  expect(Object.fromEntries(headers)).toMatchObject({
    "accept-ranges": "bytes",
    "content-length": String(content.length),
    "content-security-policy": expect.stringMatching(/^default-src 'none'; .*sandbox$/) as unknown,
    "content-type": "text/plain; charset=utf-8",
    "x-content-type-options": "nosniff",
  });
});

test.each([
  ["a.html", "text/html; charset=utf-8"],
  ["a.svg", "image/svg+xml; charset=utf-8"],
  ["a.PNG", "image/png"],
  ["a.pdf", "application/pdf"],
  ["a b.zip", "application/zip"],
  ["noextension", "application/octet-stream"],
])("%s is %s", async (name, type) => {
  const portal = await createPortal(`x/${encodeURIComponent(name)}`);
  const { headers } = await createReader(portal).visit(`/resources/Storage/x/${encodeURIComponent(name)}`);
  expect(headers.get("Content-Type")).toBe(type);
  expect(headers.get("Content-Security-Policy")?.includes("sandbox")).toBe(!name.endsWith(".pdf"));
});

describe("parts of a file", () => {
  const get = async (headers: Record<string, string>): Promise<Visit> =>
    createReader(await createPortal()).visit(address, { headers });

  test.each([
    ["bytes=0-9", "0123456789", "bytes 0-9/600000"],
    ["bytes=599995-", "56789", "bytes 599995-599999/600000"],
    ["bytes=-3", "789", "bytes 599997-599999/600000"],
    ["bytes=262140-262149", "0123456789", "bytes 262140-262149/600000"],
    ["bytes=599999-700000", "9", "bytes 599999-599999/600000"],
    ["bytes=-700000", content, "bytes 0-599999/600000"],
  ])("%s", async (range, expected, contentRange) => {
    const { status, text, headers } = await get({ Range: range });
    expect([status, headers.get("Content-Range"), text === expected]).toEqual([206, contentRange, true]);
    expect(headers.get("Content-Length")).toBe(String(expected.length));
  });

  test.each(["bytes=600000-", "bytes=-0", "bytes=999999999999-"])("%s lies outside", async (range) => {
    const { status, headers } = await get({ Range: range });
    expect([status, headers.get("Content-Range")]).toEqual([416, "bytes */600000"]);
  });

  test.each(["bytes=5-2", "bytes=0-1,5-6", "lines=1-2", "bytes=x", `bytes=${"1".repeat(5000)}-`])(
    "%s is answered with the whole file",
    async (range) => {
      expect((await get({ Range: range })).status).toBe(200);
    },
  );

  test("a part of a file that was replaced meanwhile is the whole new file", async () => {
    const portal = await createPortal();
    const reader = createReader(portal);
    const tag = (await reader.visit(address)).headers.get("ETag") ?? "";
    const headers = { Range: "bytes=0-1", "If-Range": tag };
    expect((await reader.visit(address, { headers })).status).toBe(206);
    expect((await reader.visit(address, { headers: { "If-None-Match": tag } })).status).toBe(304);
    const body = { updatedFields: "content", content: "eHl6" };
    await portal.call("PATCH storage/free/data.txt", { body });
    expect(await reader.visit(address, { headers })).toMatchObject({ status: 200, text: "xyz" });
    expect((await reader.visit(address, { headers: { "If-None-Match": tag } })).status).toBe(200);
  });

  test("an empty file has no parts", async () => {
    const portal = createTestPortal();
    await portal.call("POST storage/empty.txt?format=base64", { body: {} });
    const visit = await createReader(portal).visit("/resources/Storage/empty.txt");
    expect([visit.status, visit.text, visit.headers.get("Content-Length")]).toEqual([200, "", "0"]);
  });
});

describe("paths", () => {
  test.each([
    "..%2f..%2fetc%2fpasswd",
    "%2e%2e/%2e%2e/etc/passwd",
    "..%5c..%5cwindows%5cwin.ini",
    "%252e%252e%252fetc%252fpasswd",
    "%c0%ae%c0%ae/etc/passwd",
    "free%2fdata.txt",
    "free/data.txt%00.png",
    "free//data.txt",
    "/etc/passwd",
    "C:/windows/win.ini",
    "con",
    "free/",
    "free",
    "",
    "free/data.txt%20",
    "%zz",
    "free/data.txt::$DATA",
    "x".repeat(5000),
  ])("%s is no file", async (path) => {
    const { status, text } = await createReader(await createPortal()).visit(`/resources/Storage/${path}`);
    expect(status).toBe(404);
    expect(text).not.toMatch(/root:|\.ts|node_modules/);
  });
});

describe("who may read a file", () => {
  test.each([
    [null, ["manual-public"]],
    ["reader", ["manual-public", "manual-partners"]],
    ["reviewer", ["manual", "manual-public", "manual-private"]],
    ["author", ["manual", "manual-public", "manual-partners", "manual-private"]],
  ])("%s reads those of %j", async (login, expected) => {
    const portal = await createPortal();
    const reader = createReader(portal);
    if (login !== null) await reader.visit(`/?t=${await makeToken(portal, login)}`);
    const open: string[] = [];
    for (const folder of ["manual", "manual-public", "manual-partners", "manual-private"]) {
      const { status } = await reader.visit(`/resources/Storage/${folder}/engine.png`);
      if (status === 200) open.push(folder);
      else expect(status).toBe(login === null ? 404 : 403);
    }
    expect(open).toEqual(expected);
    expect((await reader.visit(address)).status).toBe(200);
  });

  test("a publication keeps its picture when the one in the project changes, until it is updated", async () => {
    const portal = createTestPortal();
    const picture = async () =>
      (await createReader(portal).visit("/resources/Storage/manual-public/engine.png")).headers.get("Content-Length");
    await portal.call("PATCH storage/manual/engine.png", { body: { updatedFields: "content", content: "eHl6eHl6" } });
    expect(await picture()).toBe("4");
    await portal.run("POST projects/manual?action=publish", { updatedPubId: "manual-public", updateMode: "Partial" });
    expect(await picture()).toBe("6");
    await portal.call("DELETE storage/manual/engine.png");
    expect(await picture()).toBe("6");
  });
});
