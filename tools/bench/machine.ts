/** Where the figures come from. */
import { readFileSync } from "node:fs";
import { availableParallelism, cpus } from "node:os";

/** `Node.js 24.21.0, 2 x AMD EPYC, linux x64`. */
export function machine(): string {
  const model = cpus()[0]?.model.trim() ?? "unknown processor";
  return `Node.js ${process.versions.node}, ${availableParallelism()} x ${model}, ${process.platform} ${process.arch}`;
}

/** Where a line of /proc/stat says how long the host of a virtual machine let others run. */
const STEAL = 7;

/** Starts to watch. The function gives the share of the processors' time that others had since then; NaN where nobody tells. */
export function watchOthers(): () => number {
  const before = readTicks();
  return () => {
    const passed = readTicks().map((ticks, index) => ticks - (before[index] ?? 0));
    return (passed[STEAL] ?? Number.NaN) / passed.reduce((sum, ticks) => sum + ticks, 0);
  };
}

/** Of all processors together, by what they did. */
function readTicks(): number[] {
  if (process.platform !== "linux") return [];
  const [line = ""] = readFileSync("/proc/stat", "utf8").split("\n", 1);
  return line.split(/\s+/).slice(1).map(Number);
}
