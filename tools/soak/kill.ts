/** Kills a portal again and again while many clients write, and compares every acknowledged write with what is left. */
import { randomInt } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { readRemains } from "./kill-database.ts";
import { readState, type PortalIds } from "./kill-state.ts";
import { topicsOfProject } from "./kill-steps.ts";
import { createWriter, type Writer } from "./kill-writer.ts";
import { startPortal, type PortalProcess } from "./portal-process.ts";
import type { Soak } from "./run.ts";

/** When the portal is killed: after so many acknowledged writes, and then so many milliseconds. */
export interface KillMoment {
  readonly writes: number;
  readonly milliseconds: number;
}

export interface KillPlan {
  /** One for each kill. */
  readonly moments: readonly KillMoment[];
  readonly writers: number;
  /** Called with the data directory after each kill, before the portal is started again. */
  readonly afterKill?: (dataDir: string) => void;
}

/** What a run of kills showed. */
export interface KillResult {
  /** Writes that the portal had acknowledged, before each kill. */
  readonly acknowledged: readonly number[];
  /** Things that were compared, summed over all kills, by kind. */
  readonly compared: ReadonlyMap<string, number>;
  /** Kills by what they came in the middle of. */
  readonly interrupted: ReadonlyMap<string, number>;
  /** What is not as it was acknowledged, or there in part. */
  readonly lost: readonly string[];
  /** What is wrong within the database. */
  readonly faults: readonly string[];
  /** Errors that no kill explains. */
  readonly errors: readonly string[];
}

export async function killAgainAndAgain({ moments, writers: count, afterKill }: KillPlan): Promise<KillResult> {
  const dataDir = mkdtempSync(join(tmpdir(), "clickhelp-soak-"));
  const ids: PortalIds = { nodes: new Map(), tasks: new Map(), chapter: "" };
  const writers = Array.from({ length: count }, (_, number) => createWriter(number, ids));
  const acknowledged: number[] = [];
  const compared = new Map<string, number>();
  const interrupted = new Map<string, number>();
  const lost: string[] = [];
  const faults: string[] = [];
  let portal = await startPortal(dataDir, topicsOfProject);
  try {
    await readState(portal.client, ids);
    for (const moment of moments) {
      acknowledged.push(await writeUntilKilled(portal, writers, moment));
      afterKill?.(dataDir);
      const remains = readRemains(dataDir);
      portal = await startPortal(dataDir);
      const found = new Map([...(await readState(portal.client, ids)), ...remains.uploads]);
      lost.push(...writers.flatMap((writer) => writer.compare(found)));
      faults.push(...remains.faults);
      addTo(
        compared,
        [...found.keys()].map((key) => key.replace(/ .*/, "")),
      );
      addTo(interrupted, remains.interrupted);
    }
    await portal.stop();
    faults.push(...readRemains(dataDir, true).faults);
  } finally {
    await portal.kill();
    rmSync(dataDir, { recursive: true, force: true });
  }
  return { acknowledged, compared, interrupted, lost, faults, errors: writers.flatMap(({ errors }) => errors) };
}

/** Gives the number of acknowledged writes. */
async function writeUntilKilled(
  portal: PortalProcess,
  writers: readonly Writer[],
  { writes, milliseconds }: KillMoment,
): Promise<number> {
  const killed = new AbortController();
  const reached = Promise.withResolvers<undefined>();
  let total = 0;
  const count = () => {
    total += 1;
    if (total === writes) reached.resolve(undefined);
  };
  const writing = Promise.all(writers.map((writer) => writer.write(portal.client, killed.signal, count)));
  // When all writers have ended with errors, the moment never comes.
  await Promise.race([reached.promise.then(() => wait(milliseconds)), writing]);
  killed.abort();
  await portal.kill();
  await writing;
  return total;
}

function addTo(counts: Map<string, number>, kinds: readonly string[]): void {
  for (const kind of kinds) counts.set(kind, (counts.get(kind) ?? 0) + 1);
}

function print({ acknowledged, compared, interrupted, lost, faults, errors }: KillResult): void {
  const list = (counts: ReadonlyMap<string, number>) =>
    [...counts].map(([kind, times]) => `${kind} ${times}`).join(", ");
  const total = acknowledged.reduce((sum, writes) => sum + writes, 0);
  const lines = [
    `kills                ${acknowledged.length}`,
    `in the middle of     ${list(interrupted)}`,
    `acknowledged writes  ${total}, at least ${Math.min(...acknowledged)} before each kill`,
    `compared in full     ${list(compared)}`,
    `lost                 ${lost.length}`,
    `faults in the file   ${faults.length}`,
    `errors               ${errors.length}`,
  ];
  process.stdout.write(`${[...lines, ...lost, ...faults, ...errors].join("\n")}\n`);
}

const leastWrites = 20;
const mostWrites = 400;
/** Longer than most writes take. */
const mostMilliseconds = 50;

export const killSoak: Soak = {
  summary: "kills a portal with 20 writers 50 times (or COUNT times), and looks for what was lost",
  async run(count = 50) {
    const moments = Array.from({ length: count }, () => ({
      writes: randomInt(leastWrites, mostWrites),
      milliseconds: randomInt(mostMilliseconds),
    }));
    const result = await killAgainAndAgain({ moments, writers: 20 });
    print(result);
    if (result.lost.length + result.faults.length + result.errors.length === 0) return;
    throw new Error("The portal lost something, or answered with errors; it is printed above.");
  },
};
