/** `emulator start`. */
import { resolve } from "node:path";
import { inspect } from "node:util";
import { defineCommand } from "../command.js";
import { UsageError } from "../failures/usage-error.js";
import { recordOf } from "../output/result.js";

const HIGHEST_PORT = 65_535;

export const start = defineCommand({
  details: [
    "A portal of your own that answers the REST API over HTTPS, with sample content and accounts to try permissions with.",
    "It runs until Ctrl-C or SIGTERM. With --json the first and only line says how to reach it, as soon as it answers.",
  ],
  flags: {
    port: { kind: "integer", placeholder: "PORT", minimum: 0, brief: "Port; 0 or none takes a free one" },
    host: { kind: "text", placeholder: "HOST", brief: "Address to listen on; only this machine when absent" },
    dataDir: {
      kind: "text",
      placeholder: "FOLDER",
      brief: "Keeps everything in this folder; otherwise in memory only",
    },
    seed: { kind: "choice", values: ["sample", "empty"], brief: "What a new portal begins with" },
    loose: { kind: "boolean", brief: "Ignores unknown parameters and fields instead of answering 400" },
    noBom: { kind: "boolean", brief: "Answers JSON without a byte-order mark" },
  },
  fields: ["url", "caFile", "login", "apiKey", "accounts", "dataDir", "pid"],
  examples: [
    { line: "emulator start", brief: "A fresh portal, forgotten when it ends" },
    { line: "emulator start --data-dir ./portal --port 8443", brief: "One that is kept" },
  ],
  async run(context, { port = 0, host, dataDir, seed = "sample", loose, noBom }) {
    if (port > HIGHEST_PORT) throw new UsageError(`There is no port ${port}.`, `--port takes 0 to ${HIGHEST_PORT}.`);
    const { createEmulator } = await import("@clickhelp-js/emulator");
    const emulator = createEmulator({
      seed,
      strict: !loose,
      byteOrderMark: !noBom,
      // Callers are asked to report it, and get no details.
      onError: (error) => {
        context.complain(inspect(error));
      },
      ...(dataDir !== undefined && { dataDir: resolve(context.cwd, dataDir) }),
    });
    try {
      const listening = await emulator.listen({ port, ...(host !== undefined && { host }) });
      const { url, caFile, login, apiKey, accounts } = listening;
      const curl = `curl --cacert ${caFile} --basic --user ${login}:${apiKey} ${url}/api/v1/projects`;
      await context.show(
        recordOf(
          { url, caFile, login, apiKey, accounts, dataDir: listening.dataDir, pid: process.pid },
          {
            headline: "The portal answers. Ctrl-C ends it.",
            fields: [
              { label: "address", value: () => url },
              { label: "CA file", value: () => caFile },
              { label: "data", value: ({ dataDir: folder }) => folder ?? "in memory" },
              ...accounts.map((account) => ({
                label: account.login,
                value: () => `${account.apiKey ?? "(no key)"}  ${account.purpose}`,
              })),
              { label: "try", value: () => curl },
            ],
            bare: url,
          },
        ),
      );
      await ended(context.signal);
      await listening.close();
    } finally {
      await emulator.close();
    }
    return undefined;
  },
});

function ended(signal: AbortSignal): Promise<void> {
  return new Promise((resolvePromise) => {
    if (signal.aborted) resolvePromise();
    else
      signal.addEventListener(
        "abort",
        () => {
          resolvePromise();
        },
        { once: true },
      );
  });
}
