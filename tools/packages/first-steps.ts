/** The smallest program that proves of each published package that it can be installed and used alone. */

/** By package: a module that throws when the package does not work. */
export const firstSteps: Readonly<Record<string, string>> = {
  "@clickhelp-js/protocol": `
    import { Topic, topics } from "@clickhelp-js/protocol";
    if (Topic.safeParse("no topic").success) throw new Error("Everything is a topic.");
    if (topics.get.method !== "GET") throw new Error("Topics cannot be read.");
    await import("@clickhelp-js/protocol/openapi");
    await import("@clickhelp-js/protocol/openapi.json", { with: { type: "json" } });
  `,
  // Without undici, which is needed only for what ./node does.
  "@clickhelp-js/core": `
    import { createTransport } from "@clickhelp-js/core";
    const transport = createTransport({ portal: "https://portal.example", fetch: async () => Response.json([1]) });
    const response = await transport.fetch("projects");
    if ((await response.json())[0] !== 1) throw new Error("The answer was lost.");
  `,
  "@clickhelp-js/client": `
    import { basicAuth, createClient } from "@clickhelp-js/client";
    const auth = basicAuth({ login: "somebody", apiKey: "not-a-key" });
    const client = createClient({ portal: "https://portal.example", auth, fetch: async () => Response.json([]) });
    if ((await client.projects.list({})).length !== 0) throw new Error("There are projects.");
  `,
  "@clickhelp-js/emulator": `
    import { createEmulator } from "@clickhelp-js/emulator";
    const emulator = createEmulator({ seed: "empty" });
    const { login, apiKey } = emulator.accounts[0];
    const headers = { Authorization: "Basic " + btoa(login + ":" + apiKey) };
    const response = await emulator.fetch(new Request("https://portal.example/api/v1/projects", { headers }));
    if (response.status !== 200) throw new Error("Status " + response.status);
    await emulator.close();
  `,
  "@clickhelp-js/cli": `
    import { execFileSync } from "node:child_process";
    import { readFileSync } from "node:fs";
    const folder = "node_modules/@clickhelp-js/cli/";
    const wanted = JSON.parse(readFileSync(folder + "package.json", "utf8")).version;
    const printed = execFileSync(process.execPath, [folder + "bin/clickhelp.js", "--version"], { encoding: "utf8" });
    if (!printed.includes(wanted)) throw new Error("Version " + wanted + " calls itself " + printed);
  `,
};
