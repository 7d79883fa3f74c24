/** Kills a portal again and again while many clients write, and compares every acknowledged write with what is left. */
import { randomInt } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as wait } from "node:timers/promises";
import { startPortal } from "./portal-process.ts";
import type { Soak } from "./run.ts";
import { createWriter, readEverything, type Writer } from "./writer.ts";

/** What a run of kills showed. */
export interface KillResult {
  readonly kills: number;
  readonly writers: number;
  /** Writes that the portal had acknowledged. */
  readonly acknowledged: number;
  /** Things that were compared, summed over all kills. */
  readonly compared: number;
  readonly lost: readonly string[];
  readonly errors: readonly string[];
  /** What SQLite says of its file at the end. */
  readonly integrity: string;
}

/** Milliseconds of writing before a kill, at random. */
const leastTime = 100;
const mostTime = 3000;

export async function killAgainAndAgain(kills: number, writerCount: number): Promise<KillResult> {
  const dataDir = mkdtempSync(join(tmpdir(), "clickhelp-soak-"));
  const writers = Array.from({ length: writerCount }, (_, index) => createWriter(`w${index}x`));
  const lost: string[] = [];
  let compared = 0;
  try {
    for (let kill = 0; kill < kills; kill += 1) {
      await writeUntilKilled(dataDir, writers);
      const portal = await startPortal(dataDir);
      const found = await readEverything(portal.client);
      lost.push(...writers.flatMap((writer) => writer.compare(found)));
      compared += found.size;
      await portal.stop();
    }
    const acknowledged = writers.reduce((sum, writer) => sum + writer.acknowledged, 0);
    const errors = writers.flatMap((writer) => writer.errors);
    return { kills, writers: writerCount, acknowledged, compared, lost, errors, integrity: checkIntegrity(dataDir) };
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function writeUntilKilled(dataDir: string, writers: readonly Writer[]): Promise<void> {
  const portal = await startPortal(dataDir);
  const writing = Promise.all(writers.map((writer) => writer.write(portal.client)));
  await wait(randomInt(leastTime, mostTime));
  await portal.kill();
  await writing;
}

function checkIntegrity(dataDir: string): string {
  const database = new DatabaseSync(join(dataDir, "portal.db"));
  try {
    return String(database.prepare("PRAGMA integrity_check").get()?.integrity_check);
  } finally {
    database.close();
  }
}

export const killSoak: Soak = {
  summary: "kills a portal with 64 writers 50 times (or COUNT times), and looks for what was lost",
  async run(count = 50) {
    const result = await killAgainAndAgain(count, 64);
    process.stdout.write(`${JSON.stringify(result, undefined, 2)}\n`);
    const isSound = result.lost.length === 0 && result.errors.length === 0 && result.integrity === "ok";
    if (!isSound) throw new Error("the portal lost something, or answered with errors");
  },
};
