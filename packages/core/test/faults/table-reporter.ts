/** Prints what came of every fault as a table: a row a fault, a column a kind of operation. */
import type { Reporter, TestModule } from "vitest/node";
import { safeties } from "./faults.js";
import type { Outcome } from "./outcome.js";

interface Row {
  readonly fault: string;
  error: string;
  readonly cells: string[];
  isGreen: boolean;
}

export default class TableReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const rows = new Map<string, Row>();
    for (const module of modules) {
      for (const test of module.children.allTests()) {
        const fault = test.parent.type === "suite" ? test.parent.name : "";
        const row = rows.get(fault) ?? { fault, error: "", cells: [], isGreen: true };
        const { outcome } = test.meta();
        row.error = outcome?.error ?? row.error;
        row.cells.push(outcome ? cell(outcome) : "-");
        row.isGreen &&= test.result().state === "passed";
        rows.set(fault, row);
      }
    }
    const lines = [...rows.values()].map(({ fault, error, cells, isGreen }) => [
      fault,
      error,
      ...cells,
      isGreen ? "green" : "RED",
    ]);
    print([["fault", "ends in", ...safeties, ""], ...lines]);
    const red = lines.filter((line) => line.at(-1) === "RED").length;
    write(`\n${lines.length} faults, ${lines.length - red} green, ${red} red`);
    write("A number is how often the request was tried; in brackets how often it arrived, if that is less.");
    write("! means that the error says that it may have been applied.");
  }
}

function cell({ attempts, arrived, maybeApplied }: Outcome): string {
  return `${attempts}${arrived < attempts ? ` (${arrived})` : ""}${maybeApplied === true ? " !" : ""}`;
}

function print(lines: readonly (readonly string[])[]): void {
  const widths = (lines[0] ?? []).map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  for (const line of lines)
    write(
      line
        .map((text, column) => text.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    );
}

function write(line: string): void {
  process.stdout.write(`${line}\n`);
}
