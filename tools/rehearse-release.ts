/**
 * Rehearses two releases against a registry on this machine, `pnpm rehearse:release`: the one that is due, and one after it
 * that raises two layers differently. One consumer stays pinned to the first, another takes the second; both have to work.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "./packages/check.ts";
import { tryConsumer, type Consumer, type Installed } from "./rehearsal/consumer.ts";
import { startRegistry } from "./rehearsal/registry.ts";
import { cloneWorkspace, releaseDue, releaseNext, type Versions } from "./rehearsal/releases.ts";

const layers = ["@clickhelp-js/protocol", "@clickhelp-js/core", "@clickhelp-js/client"];

async function rehearse(folder: string, signal: AbortSignal): Promise<void> {
  console.log("Starting a registry ...");
  await using registry = await startRegistry(folder, join(root, "node_modules", ".cache", "verdaccio"), signal);
  const clone = join(folder, "clone");
  console.log("Cloning what is committed ...");
  await cloneWorkspace(root, clone, registry.npmrc, signal);
  console.log("Making the release that is due ...");
  const first = await releaseDue(clone, signal);
  console.log("Making another one, with a patch of protocol and a minor of client ...");
  const second = await releaseNext(clone, signal);

  const consumers: Consumer[] = [
    { name: "stays pinned to the first", dependencies: pick(first) },
    { name: "takes the second", dependencies: pick(second) },
  ];
  const tried: Record<string, Installed> = {};
  for (const consumer of consumers) {
    tried[consumer.name] = await tryConsumer(consumer, join(folder, consumer.name), registry.npmrc, signal);
  }
  console.table(mapValues(first, (version, name) => ({ first: version, second: second[name] })));
  console.table(mapValues(tried, ({ versions, tests }) => ({ ...pick(versions), tests })));
  const pulled = Object.keys(tried["takes the second"]?.versions ?? {}).length - 1;
  console.log(`Installing the client brings ${pulled} other packages.`);
}

const pick = (versions: Versions): Versions => Object.fromEntries(layers.map((name) => [name, versions[name] ?? ""]));

function mapValues<T, R>(values: Readonly<Record<string, T>>, map: (value: T, name: string) => R): Record<string, R> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, map(value, name)]));
}

const interrupt = new AbortController();
process.once("SIGINT", () => {
  interrupt.abort(new Error("Interrupted."));
});
const folder = await mkdtemp(join(tmpdir(), "rehearsal-"));
try {
  await rehearse(folder, interrupt.signal);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
} finally {
  await rm(folder, { recursive: true, force: true });
}
