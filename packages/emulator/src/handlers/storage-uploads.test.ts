import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, test } from "vitest";
import { createTestPortal, message, origin, type TestPortal } from "../../test/test-portal.js";
import { createVirtualClock } from "../index.js";

const base64 = (text: string) => Buffer.from(text).toString("base64");

describe("uploading in chunks", () => {
  const start = (portal: TestPortal, query = "") => portal.call(`POST storage/big.bin?format=resumable${query}`);
  const put = (portal: TestPortal, range: string, text: string) =>
    portal.call("PUT storage/big.bin?format=resumable", {
      body: Buffer.from(text),
      headers: { "Content-Range": range, "Content-Type": "application/octet-stream" },
    });

  test("makes the file appear, whole, with the last chunk", async () => {
    const portal = createTestPortal();
    const started = await start(portal);
    expect([started.status, started.text]).toEqual([200, ""]);
    const first = await put(portal, "bytes 0-2/*", "abc");
    expect([first.status, first.text]).toEqual([200, ""]);
    expect((await portal.call("GET storage/big.bin")).status).toBe(404);
    const last = await put(portal, "bytes 3-4/5", "de");
    expect(last.json).toMatchObject({ fileFullName: "Storage\\big.bin", size: 5, content: null });
    expect((await portal.call("GET storage/big.bin?format=base64")).json).toMatchObject({ content: base64("abcde") });
    expect((await put(portal, "bytes 3-4/5", "de")).status).toBe(404);
  });

  test.each([
    ["the root when there is no folder yet", "new/a/big.bin", "storage?filter=*"],
    ["the nearest folder that is there", "manual/new/big.bin", "storage/manual?filter=*"],
    ["the file that will be overwritten", "manual/engine.png", "storage/manual/engine.png"],
  ])("is started with a Location that can be read: %s", async (_what, path, location) => {
    const portal = createTestPortal();
    const started = await portal.call(`POST storage/${path}?format=resumable&isOverwrite=true`);
    expect(started.headers.get("Location")).toBe(`${origin}/api/v1/${location}`);
    expect((await portal.call(`GET ${String(started.headers.get("Location"))}`)).status).toBe(200);
  });

  test("keeps to the size that a chunk has named", async () => {
    const portal = createTestPortal();
    await start(portal);
    await put(portal, "bytes 0-2/5", "abc");
    for (const range of ["bytes 3-4/6", "bytes 3-5/6", "bytes 3-5/*"]) {
      const reply = await put(portal, range, range.startsWith("bytes 3-4") ? "de" : "def");
      expect([reply.status, message(reply)]).toEqual([400, expect.stringContaining("5 bytes")]);
    }
    expect((await portal.call("GET storage/big.bin")).status).toBe(404);
    expect((await put(portal, "bytes 3-4/*", "de")).json).toMatchObject({ size: 5 });
  });

  test("is forgotten when nobody goes on for a day, by the portal's clock", async () => {
    const clock = createVirtualClock();
    const portal = createTestPortal({ clock });
    const [hour, day] = [3_600_000, 86_400_000];
    await start(portal);
    clock.advance(day - hour);
    expect((await put(portal, "bytes 0-2/*", "abc")).status).toBe(200);
    clock.advance(day - hour);
    expect((await put(portal, "bytes 3-3/*", "d")).status).toBe(200);
    clock.advance(day + hour);
    const late = await put(portal, "bytes 4-4/5", "e");
    expect([late.status, message(late)]).toEqual([404, expect.stringContaining("for a day is forgotten")]);
  });

  test("gives back the room of a forgotten upload when another one starts, and when the portal does", async () => {
    const folder = mkdtempSync(join(tmpdir(), "emulator-test-"));
    const clock = createVirtualClock();
    const open = () => createTestPortal({ dataDir: join(folder, "data"), clock, seed: "empty" });
    const countContents = ({ emulator }: TestPortal) => {
      const file = join(folder, "snapshot.db");
      writeFileSync(file, emulator.snapshot().bytes);
      const database = new DatabaseSync(file);
      const row = database.prepare("SELECT count(*) AS count FROM contents").get();
      database.close();
      return row?.count;
    };
    try {
      const first = open();
      for (const path of ["a.bin", "b.bin"]) {
        await first.call(`POST storage/${path}?format=resumable`);
        await expect.poll(() => countContents(first)).toBe(1);
        clock.advance(100_000_000);
      }
      await first.emulator.close();
      const second = open();
      await expect.poll(() => countContents(second)).toBe(0);
      await second.emulator.close();
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test("wants each chunk to begin after the last byte that has come, and says which that is", async () => {
    const portal = createTestPortal();
    await start(portal);
    await put(portal, "bytes 0-2/5", "abc");
    for (const range of ["bytes 0-2/5", "bytes 2-4/5", "bytes 4-4/5"]) {
      const reply = await put(portal, range, "x".repeat(range === "bytes 4-4/5" ? 1 : 3));
      expect([reply.status, message(reply)]).toEqual([400, expect.stringContaining("byte 3")]);
    }
    expect((await put(portal, "bytes 3-4/5", "de")).status).toBe(200);
  });

  test.each([
    ["names another length", "bytes 0-9/10"],
    ["is no range", "0-2/3"],
    ["ends before it begins", "bytes 2-0/3"],
    ["ends behind the end", "bytes 0-2/2"],
    ["belongs to a file of more than 1 GB", `bytes 0-2/${1024 ** 3 + 1}`],
  ])("refuses a chunk whose Content-Range %s", async (_what, range) => {
    const portal = createTestPortal();
    await start(portal);
    expect((await put(portal, range, "abc")).status).toBe(400);
  });

  test("refuses a chunk without Content-Range, and one of an upload that nobody started", async () => {
    const portal = createTestPortal();
    expect((await put(portal, "bytes 0-2/3", "abc")).status).toBe(404);
    await start(portal);
    const reply = await portal.call("PUT storage/big.bin?format=resumable", { body: Buffer.from("abc") });
    expect([reply.status, message(reply)]).toEqual([400, expect.stringContaining("required")]);
  });

  test("begins anew when it is started again", async () => {
    const portal = createTestPortal();
    await start(portal);
    await put(portal, "bytes 0-2/5", "abc");
    await start(portal);
    expect((await put(portal, "bytes 0-1/2", "zz")).json).toMatchObject({ size: 2 });
  });

  test("overwrites only when told to", async () => {
    const portal = createTestPortal();
    await portal.call("POST storage/big.bin?format=base64", { body: { content: base64("old") } });
    expect((await start(portal)).status).toBe(409);
    expect((await start(portal, "&isOverwrite=true")).status).toBe(200);
    await put(portal, "bytes 0-2/3", "new");
    expect((await portal.call("GET storage/big.bin?format=base64")).json).toMatchObject({ content: base64("new") });
  });

  test("goes on after the portal was started again", async () => {
    const dataDir = mkdtempSync(join(tmpdir(), "emulator-test-"));
    try {
      const before = createTestPortal({ dataDir });
      await start(before);
      await put(before, "bytes 0-2/5", "abc");
      await before.emulator.close();
      const after = createTestPortal({ dataDir });
      expect((await put(after, "bytes 3-4/5", "de")).json).toMatchObject({ size: 5 });
      await after.emulator.close();
    } finally {
      rmSync(dataDir, { recursive: true });
    }
  });
});
