/** `emulator start`. */
import { once } from "node:events";
import { flushCompileCache } from "node:module";
import { resolve } from "node:path";
import type {
  Account,
  EmulatorErrorCode,
  JournalEntry,
  ListeningEmulator,
  PortalSeed,
  SeedName,
  ServerCertificate,
} from "@clickhelp-js/emulator";
import { defineCommand } from "../command.js";
import { codeOf } from "../failures/code-of.js";
import { UsageError } from "../failures/usage-error.js";
import type { Log } from "../output/logger.js";
import { recordOf, type Result } from "../output/result.js";
import { shellOf } from "../output/shell.js";
import { readNamed } from "../settings/read-text.js";

const HIGHEST_PORT = 65_535;

const SEED_NAMES: readonly SeedName[] = ["sample", "empty"];

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
    seed: {
      kind: "text",
      placeholder: "SEED",
      brief: "What a new portal begins with: sample, empty, or a JSON or YAML file",
    },
    cert: {
      kind: "text",
      placeholder: "FILE",
      brief: "Your own certificate to serve with, PEM; those that signed it may follow",
    },
    key: { kind: "text", placeholder: "FILE", brief: "Private key of --cert, PEM" },
    loose: { kind: "boolean", brief: "Ignores unknown parameters and fields instead of answering 400" },
    noBom: { kind: "boolean", brief: "Answers JSON without a byte-order mark" },
  },
  local: true,
  fields: ["url", "caFile", "login", "apiKey", "accounts", "dataDir", "pid"],
  examples: [
    { line: "emulator start", brief: "A fresh portal, forgotten when it ends" },
    { line: "emulator start --data-dir ./portal --port 8443", brief: "One that is kept" },
    { line: "emulator start --seed test/portal.yaml --json", brief: "One with your own users and topics, for a test" },
  ],
  async run(context, { port = 0, host, dataDir, seed, cert, key, loose, noBom }) {
    if (port > HIGHEST_PORT) throw new UsageError(`There is no port ${port}.`, `--port takes 0 to ${HIGHEST_PORT}.`);
    const folder = dataDir === undefined ? undefined : resolve(context.cwd, dataDir);
    const certificate = await readCertificate(context.cwd, cert, key);
    const { checkCertificate, createEmulator, isLoopbackHost } = await import("@clickhelp-js/emulator");
    if (certificate) {
      const check = () => {
        checkCertificate(certificate);
      };
      // Before the emulator makes a folder for its data.
      await orUsageError(check, { code: "certificate", hint: "Check --cert and --key." });
    }
    if (host !== undefined && !isLoopbackHost(host)) {
      context.warn(
        `Other machines can reach ${host}. The keys of the sample are known to everybody: keep nothing there that matters.`,
      );
    }
    const emulator = createEmulator({
      seed: await readSeed(context.cwd, seed ?? "sample"),
      strict: !loose,
      byteOrderMark: !noBom,
      // Callers are asked to report it, and get no details.
      onError: (error) => {
        context.complain(error);
      },
      onRequest: context.log && noteTo(context.log),
      ...(folder !== undefined && { dataDir: folder }),
    });
    if (seed !== undefined && !emulator.isNew) {
      context.warn(`There is a portal in ${String(folder)} already: it keeps its content, whatever --seed says.`);
    }
    try {
      const listening = await emulator.listen({
        port,
        ...(host !== undefined && { host }),
        ...(certificate && { certificate }),
      });
      await context.show(describeStart(listening));
      context.tellHeldBack();
      // For the next start, also when this one is killed.
      flushCompileCache();
      if (!context.signal.aborted) await once(context.signal, "abort");
      await listening.close();
    } finally {
      await emulator.close();
    }
    return undefined;
  },
});

function noteTo(log: Log): (request: JournalEntry) => void {
  return ({ method, path, status, durationMs, ...details }) => {
    log(`${method} ${path} ${status ?? "dropped"} in ${durationMs} ms`, details);
  };
}

function describeStart({ url, caFile, login, apiKey, accounts, dataDir }: ListeningEmulator): Result {
  const key = apiKey || null;
  return recordOf(
    { url, caFile: caFile || null, login, apiKey: key, accounts, dataDir, pid: process.pid },
    {
      headline: `The portal answers. Stop it with Ctrl-C, or with: kill ${process.pid}`,
      fields: [
        { label: "address", value: () => url },
        {
          label: "CA file",
          value: () => caFile || "none: your own certificate is signed by an authority that you know",
        },
        { label: "data", value: () => dataDir ?? "in memory" },
        ...accounts.map((account) => ({
          label: account.login,
          value: () => `${showSecret(account)}  ${account.purpose}`,
        })),
      ],
      bare: url,
      lines: linesToCopy({ url, caFile, login, apiKey: key ?? "KEY" }),
    },
  );
}

/** For another terminal. The keys are there to be known: nothing but the emulator takes them. */
function linesToCopy({ url, caFile, login, apiKey }: Pick<ListeningEmulator, "url" | "caFile" | "login" | "apiKey">) {
  const variables = {
    ...{ CLICKHELP_PORTAL_URL: url, CLICKHELP_USERNAME: login, CLICKHELP_API_KEY: apiKey },
    ...(caFile !== "" && { CLICKHELP_CACERT: caFile }),
  };
  const shell = shellOf(process.platform);
  const trust = caFile === "" ? "" : `--cacert ${shell.quote(caFile)} `;
  return [
    ...Object.entries(variables).map(([name, value]) => shell.assign(name, value)),
    "",
    `${shell.curl} ${trust}--basic --user ${shell.quote(`${login}:${apiKey}`)} ${url}/api/v1/projects`,
  ];
}

/** A data directory keeps no more of its keys than whether a given one is right. */
function showSecret({ apiKey, isKeyUnknown, isKeyMadeLater, password }: Account): string {
  if (isKeyMadeLater) return "(a later key: see its mail in /__emulator/outbox)";
  if (isKeyUnknown) return "(the key of the first start)";
  return apiKey ?? (password === null ? "(no key)" : `(no key, password ${password})`);
}

/** A name goes before a file of the same name, which `./sample` means. */
async function readSeed(folder: string, seed: string): Promise<SeedName | PortalSeed> {
  const name = SEED_NAMES.find((known) => known === seed.toLowerCase());
  if (name !== undefined) return name;
  const { readSeedFile } = await import("@clickhelp-js/emulator");
  const hint = `--seed takes ${SEED_NAMES.join(", ")}, or a JSON or YAML file.`;
  return orUsageError(() => readSeedFile(resolve(folder, seed)), { code: "seed", hint });
}

async function readCertificate(
  folder: string,
  cert: string | undefined,
  key: string | undefined,
): Promise<ServerCertificate | undefined> {
  if (cert === undefined && key === undefined) return undefined;
  if (cert === undefined || key === undefined) {
    throw new UsageError("A certificate and its key belong together.", "Give both --cert and --key, or neither.");
  }
  const read = (flag: string, file: string) => readNamed(resolve(folder, file), `of ${flag}`, flag);
  return { cert: await read("--cert", cert), key: await read("--key", key) };
}

/** What a file that was named is refused for is wrong use, which has an exit code of its own. */
async function orUsageError<T>(
  work: () => T | Promise<T>,
  { code, hint }: { code: EmulatorErrorCode; hint: string },
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Error) || codeOf(error) !== code) throw error;
    throw new UsageError(error.message, hint, { cause: error });
  }
}
