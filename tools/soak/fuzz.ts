/** Sends generated requests to the emulator, which runs from its sources in a process of its own. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { Soak } from "./run.ts";

const emulator = fileURLToPath(new URL("../../packages/emulator/", import.meta.url));

async function run(count = 20_000): Promise<void> {
  const program = ["--import", "./test/source-hooks.ts", "test/fuzz/print.ts", String(count)];
  const [code] = (await once(spawn(process.execPath, program, { cwd: emulator, stdio: "inherit" }), "exit")) as [
    number | null,
  ];
  if (code !== 0) throw new Error("An answer was wrong; it is printed above, with the seed that brings it back.");
}

export const fuzzSoak: Soak = {
  summary: "COUNT generated requests (20000), every answer looked at; prints the seed, statuses and operations.",
  run,
};
