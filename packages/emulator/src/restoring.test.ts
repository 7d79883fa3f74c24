import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate as turn } from "node:timers/promises";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createTestPortal } from "../test/test-portal.js";
import type { Emulator, Snapshot } from "./index.js";

let folder = "";
let data = "";
const open: Emulator[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "emulator-test-"));
  data = join(folder, "data");
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((emulator) => emulator.close()));
  rmSync(folder, { recursive: true });
});

function createPersistent(dataDir = data) {
  const portal = createTestPortal({ dataDir });
  open.push(portal.emulator);
  return portal;
}

const json = { "Content-Type": "application/json" };
const later = "projects/manual/articles/later";

/** A portal whose snapshot takes many turns to be restored, and which has had the topic `later` since. */
async function createRestoring() {
  const portal = createPersistent();
  await portal.call("POST storage/big?format=base64", { body: { content: "A".repeat(8_000_000) } });
  const snapshot = portal.emulator.snapshot();
  await portal.createTopic("later");
  const restore = ({ bytes }: Snapshot) =>
    portal.call("POST /__emulator/restore", {
      as: null,
      body: { content: Buffer.from(bytes).toString("base64") },
      headers: json,
    });
  const isUnderWay = () => readdirSync(data).some((name) => name.startsWith("portal.db.next-"));
  /** Begins to restore it; `answer` is for what comes in the end. */
  const begin = async () => {
    const answer = restore(snapshot);
    while (!isUnderWay()) await turn();
    return { answer };
  };
  const has = async (path: string, other = portal) => (await other.call(`GET ${path}`)).status === 200;
  return { ...portal, begin, restore, isUnderWay, has };
}

test("while the control API restores, others see what was there, also after an end in the middle, and then the snapshot", async () => {
  const { begin, isUnderWay, has } = await createRestoring();
  const { answer } = await begin();
  expect(await has(later)).toBe(true);
  expect(isUnderWay()).toBe(true);
  cpSync(data, join(folder, "killed"), { recursive: true });
  expect((await answer).status).toBe(204);
  expect([await has(later), isUnderWay()]).toEqual([false, false]);
  const killed = createPersistent(join(folder, "killed"));
  expect(await has(later, killed)).toBe(true);
});

test("a reset stays when a restore began before it, which fails and says so", async () => {
  const { emulator, begin, has } = await createRestoring();
  const { answer } = await begin();
  emulator.reset();
  const { status, text } = await answer;
  expect([status, text]).toEqual([409, expect.stringContaining("was reset or restored meanwhile")]);
  expect([await has("storage/big"), await has(later)]).toEqual([false, false]);
  expect(readdirSync(data)).not.toContainEqual(expect.stringContaining("next"));
});

test("of two restores at once, the one that began later stays, whichever is done first", async () => {
  const { emulator, begin, restore, has } = await createRestoring();
  const [small, large] = [createTestPortal().emulator.snapshot(), emulator.snapshot()];
  const { answer } = await begin();
  expect((await restore(small)).status).toBe(204);
  expect((await answer).status).toBe(409);
  expect(await has("storage/big")).toBe(false);

  const answers = await Promise.all([restore(small), restore(large)]);
  expect(answers.map(({ status }) => status)).toEqual([204, 204]);
  expect([await has("storage/big"), await has(later)]).toEqual([true, true]);
});

test("a portal that is closed while the control API restores keeps what was there, and nothing else", async () => {
  for (const name of ["TMPDIR", "TEMP"]) vi.stubEnv(name, join(folder, "temporary"));
  mkdirSync(join(folder, "temporary"));
  const { emulator, begin, isUnderWay } = await createRestoring();
  const { answer } = await begin();
  expect([isUnderWay(), readdirSync(join(folder, "temporary"))]).toEqual([true, [expect.any(String)]]);
  await emulator.close();
  expect(readdirSync(data)).toEqual(["portal.db", "portal.db-lock"]);
  expect(readdirSync(join(folder, "temporary"))).toEqual([]);
  expect((await answer).status).toBe(400);
  const again = createPersistent();
  expect((await again.call(`GET ${later}`)).status).toBe(200);
});
