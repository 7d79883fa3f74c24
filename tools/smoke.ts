/** Tries the packages on every runtime, `pnpm smoke`, or on some: `pnpm smoke bun deno`. */
import { runtimes } from "./smoke/runtimes.ts";
import { smoke, type SmokeReport } from "./smoke/smoke.ts";

const wanted = process.argv.slice(2).map((name) => name.toLowerCase());
const chosen = runtimes.filter(
  ({ name }) => wanted.length === 0 || wanted.some((word) => name.toLowerCase().includes(word)),
);
const FAILS = "FAILS";

/** A line of the table; the figures say how many checks passed. */
interface Row {
  readonly version?: string;
  readonly protocol?: string;
  readonly core?: string;
  readonly client?: string;
  readonly command?: string;
  readonly outcome: string;
}
const table: Record<string, Row> = {};

await smoke(chosen, ({ name }, report) => {
  const row = rowOf(report);
  table[name] = row;
  console.log([`${name}: ${row.outcome}`, ...problemsIn(report)].join("\n  "));
  if (row.outcome === FAILS) process.exitCode = 1;
});
console.table(table);

function rowOf(report: SmokeReport): Row {
  if ("missing" in report) return { outcome: "cannot be had here" };
  if ("problem" in report) return { outcome: FAILS };
  const count = (layer: string) => {
    const ofLayer = report.results.filter((result) => result.layer === layer);
    if (ofLayer.length === 0) return "-";
    return `${ofLayer.filter(({ problem }) => problem === undefined).length} of ${ofLayer.length}`;
  };
  return {
    version: report.version,
    protocol: count("protocol"),
    core: count("core"),
    client: count("client"),
    command: count("command"),
    outcome: problemsIn(report).length === 0 ? "works" : FAILS,
  };
}

function problemsIn(report: SmokeReport): string[] {
  if ("missing" in report) return [report.missing];
  if ("problem" in report) return [report.problem];
  return report.results.flatMap(({ layer, check, problem }) =>
    problem === undefined ? [] : [`${layer} ${check}: ${problem}`],
  );
}
