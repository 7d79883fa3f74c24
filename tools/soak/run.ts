/** Runs what takes too long for the tests: `pnpm soak fuzz`, `pnpm soak kill`, `pnpm soak large`. */
import { parseArgs } from "node:util";

/** A long run. It prints what it measured, and throws when something is wrong. */
export interface Soak {
  readonly summary: string;
  readonly run: (count: number | undefined) => Promise<void>;
}

const soaks: Readonly<Record<string, () => Promise<Soak>>> = {
  fuzz: async () => (await import("./fuzz.ts")).fuzzSoak,
  kill: async () => (await import("./kill.ts")).killSoak,
  large: async () => (await import("./large.ts")).largeSoak,
};

const { positionals } = parseArgs({ allowPositionals: true });
const [name = "", count] = positionals;
const load = soaks[name];
if (load) {
  const soak = await load();
  await soak.run(count === undefined ? undefined : Number(count));
} else {
  process.stderr.write("Usage: pnpm soak NAME [COUNT]\n");
  for (const [known, loadKnown] of Object.entries(soaks)) {
    process.stderr.write(`  ${known.padEnd(8)} ${(await loadKnown()).summary}\n`);
  }
  process.exitCode = 2;
}
