/** Runs the checks in workerd, the runtime of Cloudflare Workers, with miniflare around it. */
import { createRequire } from "node:module";
import { join } from "node:path";
import { readPackageJson } from "../layers/workspace.ts";
import { bundle } from "./bundle.ts";
import type { CheckResult } from "./checks.mjs";
import type { RuntimeReport, Trial } from "./runtimes.ts";

/** The part of miniflare that is used here. */
interface Miniflare {
  dispatchFetch(url: string, init: { method: string; body: string }): Promise<Response>;
  dispose(): Promise<void>;
}
interface MiniflareModule {
  readonly Miniflare: new (options: object) => Miniflare;
}

export async function runInWorkerd({ folder, portal, forward }: Trial, modules: string): Promise<RuntimeReport> {
  const { Miniflare } = createRequire(join(modules, "index.js"))("miniflare") as MiniflareModule;
  const worker = new Miniflare({
    modules: true,
    script: await bundle(folder, "worker.mjs", ["workerd", "worker"]),
    compatibilityDate: "2026-07-01",
    // workerd cannot be told of the portal's authority: what it sends goes through this process.
    outboundService: forward,
  });
  try {
    const answer = await worker.dispatchFetch("http://localhost/", { method: "POST", body: JSON.stringify(portal) });
    return {
      version: readPackageJson(join(modules, "workerd"))?.version ?? "",
      results: (await answer.json()) as CheckResult[],
    };
  } finally {
    await worker.dispose();
  }
}
