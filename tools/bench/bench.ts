/**
 * Measures, and prints what came out.
 *
 *   pnpm bench [NAME ...] [--rounds N] [--write]
 *   pnpm bench size --modules PROGRAM
 *
 * Without a name everything is measured. `--write` keeps the results in `tools/bench/results`, from where they go into the
 * documentation.
 */
import { parseArgs } from "node:util";
import { benches } from "./benches.ts";
import { printResult, printTable } from "./print.ts";
import { writeResult } from "./results.ts";
import { machine, watchOthers } from "./machine.ts";
import { round, type Bench, type Result } from "./result.ts";
import { listModules } from "./size.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: "string" }, write: { type: "boolean" }, modules: { type: "string" } },
});

if (values.modules === undefined) await measureAll(positionals);
else printTable(await listModules(values.modules));

async function measureAll(names: readonly string[]): Promise<void> {
  const unknown = names.find((name) => !benches.some((bench) => bench.name === name));
  if (unknown !== undefined) {
    throw new Error(`There is no benchmark "${unknown}"; there are ${benches.map(({ name }) => name).join(", ")}.`);
  }
  for (const bench of benches.filter(({ name }) => names.length === 0 || names.includes(name))) {
    const result = await measure(bench);
    printResult(result);
    if (values.write === true) writeResult(bench.name, result);
  }
}

async function measure({ name, title, method, ...bench }: Bench): Promise<Result> {
  const startedAt = performance.now();
  const othersShare = watchOthers();
  const measured = await bench.measure({
    rounds: Number(values.rounds ?? bench.rounds),
    onProgress: () => process.stderr.write("."),
  });
  const seconds = Math.round((performance.now() - startedAt) / 1000);
  const share = othersShare();
  const others = Number.isNaN(share) ? "" : `, ${round(100 * share, 1)} % of the machine taken by others`;
  process.stderr.write(` ${name}: ${seconds} s${others}\n`);
  return { title, method, command: `pnpm bench ${name}`, machine: machine(), ...measured };
}
