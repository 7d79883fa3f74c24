/** Where the figures come from. */
import { availableParallelism, cpus } from "node:os";

/** `Node.js 24.21.0, 2 x AMD EPYC, linux x64`. */
export function machine(): string {
  const model = cpus()[0]?.model.trim() ?? "unknown processor";
  return `Node.js ${process.versions.node}, ${availableParallelism()} x ${model}, ${process.platform} ${process.arch}`;
}
