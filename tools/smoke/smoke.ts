/** Tries the packed packages on a runtime, against a portal on this machine. */
import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createEmulator } from "@clickhelp-js/emulator";
import { readPackageJson } from "../layers/workspace.ts";
import { installPacked, packAll, root } from "../packages/check.ts";
import { startClosingServer } from "./closing-server.ts";
import { fetchRuntime, type Runtime, type RuntimeReport, type Trial } from "./runtimes.ts";

/** What came of a runtime: its report, why it cannot be had here, or how it broke. */
export type SmokeReport = RuntimeReport | { readonly missing: string } | { readonly problem: string };

const layers = ["@clickhelp-js/protocol", "@clickhelp-js/core", "@clickhelp-js/client"];
const core = join(root, "packages", "core");
const programs = {
  "run-checks.mjs": `
    import { runChecks } from "./checks.mjs";
    console.log(JSON.stringify(await runChecks(JSON.parse(process.env.SMOKE_PORTAL))));`,
  // With the global fetch, and with that of core/node.
  "run-node-checks.mjs": `
    import { createNodeFetch } from "@clickhelp-js/core/node";
    import { runChecks } from "./checks.mjs";
    const portal = JSON.parse(process.env.SMOKE_PORTAL);
    const fetch = createNodeFetch();
    const usual = await runChecks(portal);
    const onUndici = await runChecks({ ...portal, fetch });
    const named = onUndici.map((result) => ({ ...result, check: result.check + " (createNodeFetch)" }));
    console.log(JSON.stringify([...usual, ...named]));
    await fetch.close();`,
  "worker.mjs": `
    import { runChecks } from "./checks.mjs";
    export default { fetch: async (request) => Response.json(await runChecks(await request.json())) };`,
  "page.mjs": `
    import { runChecks, runPageChecks } from "./checks.mjs";
    globalThis.smoke = async (portal) => [...(await runChecks(portal)), ...(await runPageChecks(portal))];`,
};

/** Fetches the runtimes beside each other and tries them one after the other; `onReport` is told of each as soon as it is done. */
export async function smoke(
  runtimes: readonly Runtime[],
  onReport: (runtime: Runtime, report: SmokeReport) => void,
): Promise<void> {
  const fetched = runtimes.map((runtime) => ({ runtime, modules: fetchIfPossible(runtime) }));
  const folder = await mkdtemp(join(tmpdir(), "smoke-"));
  const emulator = createEmulator({ seed: "sample", dataDir: join(folder, "portal") });
  const closing = await startClosingServer();
  try {
    const { url, caFile, login, apiKey } = await emulator.listen();
    const project = join(folder, "project");
    await installPacked(layers, await packAll(folder), project, readPackageJson(core)?.peerDependencies);
    await cp(fileURLToPath(new URL("checks.mjs", import.meta.url)), join(project, "checks.mjs"));
    for (const [name, program] of Object.entries(programs)) await writeFile(join(project, name), program);
    const trial: Trial = {
      folder: project,
      portal: { url, login, apiKey, publicId: "wren-user-guide" },
      closingUrl: closing.url,
      caFile,
      forward: async (request) => emulator.fetch(await copyRequest(request)),
    };
    for (const { runtime, modules } of fetched) onReport(runtime, await tryRuntime(runtime, await modules, trial));
  } finally {
    closing.close();
    await emulator.close();
    await rm(folder, { recursive: true, force: true });
  }
}

type Fetched = { readonly modules: string } | { readonly missing: string };

async function fetchIfPossible(runtime: Runtime): Promise<Fetched> {
  try {
    return { modules: await fetchRuntime(runtime) };
  } catch (error) {
    return { missing: String(error) };
  }
}

async function tryRuntime(runtime: Runtime, fetched: Fetched, trial: Trial): Promise<SmokeReport> {
  if ("missing" in fetched) return fetched;
  try {
    return await runtime.run(trial, fetched.modules);
  } catch (error) {
    return { problem: String(error) };
  }
}

/** Of the same kind as the emulator knows: another copy of undici makes other Requests. */
async function copyRequest(request: Request): Promise<Request> {
  const { url, method, headers } = request;
  const hasBody = method !== "GET" && method !== "HEAD";
  return new Request(url, { method, headers: [...headers], ...(hasBody && { body: await request.arrayBuffer() }) });
}
