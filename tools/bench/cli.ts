/** How long the command takes to start, beside Node.js alone. */
import { fileURLToPath } from "node:url";
import { interleave, medianOf, ratioOf } from "./interleave.ts";
import { round, type Bench, type Measured, type Settings } from "./result.ts";
import { runProgram } from "./run-program.ts";

const command = fileURLToPath(new URL("bin/clickhelp.js", import.meta.resolve("@clickhelp-js/cli/package.json")));
const programs: ReadonlyMap<string, readonly string[]> = new Map([
  ["node -e 0", ["-e", "0"]],
  ["clickhelp --version", [command, "--version"]],
  ["clickhelp --help", [command, "--help"]],
  ["clickhelp topics --help", [command, "topics", "--help"]],
]);

export const cli: Bench = {
  name: "cli",
  title: "Start of the command",
  method:
    "From start to end of the process, page cache warm. Medians of interleaved rounds; x is the median of the ratios within " +
    "the rounds.",
  rounds: 21,
  measure: measureCli,
};

async function measureCli({ rounds, onProgress }: Settings): Promise<Measured> {
  const names = [...programs.keys()];
  const measured = await interleave(names, rounds, async (name) => {
    if (name === names[0]) onProgress(name);
    return await runProgram({ command: process.execPath, parameters: programs.get(name) ?? [] });
  });
  return {
    rows: names.map((name) => ({
      program: name,
      ms: round(medianOf(measured, name, ({ seconds }) => seconds * 1000)),
      x: round(
        ratioOf(measured, name, "node -e 0", ({ seconds }) => seconds),
        2,
      ),
    })),
    targets: [],
  };
}
