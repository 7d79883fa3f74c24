/** How many bytes a program with a client in it has when it is bundled for browsers, with rolldown. */
import { gzipSync } from "node:zlib";
import { fileURLToPath } from "node:url";
import { rolldown, type OutputChunk } from "rolldown";
import { round, type Bench, type Measured, type Settings } from "./result.ts";

interface Program {
  readonly label: string;
  readonly source: string;
  /** More is no success, in gzipped kB: of what is loaded at once, and of all, so that nothing grows by being loaded later. */
  readonly atMost?: { readonly atOnce: number; readonly all: number };
}

const oneCall = `
  import { basicAuth, createTransport } from "@clickhelp-js/core";
  import { topics } from "@clickhelp-js/protocol";
  const transport = createTransport({ portal: "hedronlabs", auth: basicAuth({ login, apiKey }), dangerouslyAllowBrowser: true });
  console.log(await transport.request(topics.get, { projectId: "space", topicId: "launch" }));`;
const wholeClient = `
  import { basicAuth, createClient } from "@clickhelp-js/client";
  const client = createClient({ portal: "hedronlabs", auth: basicAuth({ login, apiKey }), dangerouslyAllowBrowser: true });
  console.log(await client.topics.get({ projectId: "space", topicId: "launch" }));`;
const kyAlone = `import ky from "ky"; console.log(await ky.get(address).json());`;
const zodAlone = `import * as z from "zod"; console.log(z.object({ title: z.string() }).parse(data));`;

/** The programs by the names that \`--modules\` takes. */
export const programs: Readonly<Record<string, Program>> = {
  call: { label: "clickhelp-js, one call", source: oneCall, atMost: { atOnce: 34, all: 37.5 } },
  client: { label: "clickhelp-js, the whole client", source: wholeClient, atMost: { atOnce: 45, all: 50 } },
  ky: { label: "ky", source: kyAlone },
  "ky-zod": { label: "ky + zod", source: kyAlone + zodAlone },
  axios: { label: "axios", source: `import axios from "axios"; console.log((await axios.get(address)).data);` },
  octokit: {
    label: "@octokit/core",
    source: `import { Octokit } from "@octokit/core"; console.log(await new Octokit({ auth }).request("GET /user"));`,
  },
  notion: {
    label: "@notionhq/client",
    source: `import { Client } from "@notionhq/client"; console.log(await new Client({ auth }).pages.retrieve({ page_id }));`,
  },
  confluence: {
    label: "confluence.js, one function",
    source: `
      import { createClient } from "confluence.js/core";
      import { getPageById } from "confluence.js/v2";
      console.log(await getPageById(createClient({ host, auth }), { id }));`,
  },
  "confluence-client": {
    label: "confluence.js, client object",
    source: `
      import { createV2Client } from "confluence.js";
      console.log(await createV2Client({ host, auth }).page.getPageById({ id }));`,
  },
  contentful: {
    label: "contentful-management",
    source: `import { createClient } from "contentful-management"; console.log(await createClient({ accessToken }).entry.get({}));`,
  },
  openai: {
    label: "openai",
    source: `import OpenAI from "openai"; console.log(await new OpenAI({ apiKey }).files.retrieve(id));`,
  },
};

export const size: Bench = {
  name: "size",
  title: "Size in a browser",
  method:
    "A program with one call, bundled by rolldown and minified as Vite does it, for browsers (es2022): what it loads at once, and with all that it may load later; kB are 1,000 bytes. Deterministic. " +
    "`pnpm bench size --modules call` lists what weighs most.",
  rounds: 1,
  measure: measureSize,
};

async function measureSize({ onProgress }: Settings): Promise<Measured> {
  const sizes = new Map<string, { minified: number; gzipped: number; withLater: number }>();
  for (const [name, { label, source }] of Object.entries(programs)) {
    onProgress(label);
    const all = await bundle(source, true);
    const atOnce = loadedAtOnce(all);
    const minified = (chunk: OutputChunk) => chunk.code.length;
    const gzipped = (chunk: OutputChunk) => gzipSync(chunk.code).length;
    sizes.set(name, {
      minified: kilobytes(atOnce, minified),
      gzipped: kilobytes(atOnce, gzipped),
      withLater: kilobytes(all, gzipped),
    });
  }
  return {
    rows: Object.entries(programs).map(([name, { label }]) => ({
      program: label,
      "minified kB": sizes.get(name)?.minified ?? null,
      "gzipped kB": sizes.get(name)?.gzipped ?? null,
      "gzipped kB, all": sizes.get(name)?.withLater ?? null,
    })),
    targets: Object.entries(programs).flatMap(([name, { label, atMost }]) => {
      const { gzipped = Number.NaN, withLater = Number.NaN } = sizes.get(name) ?? {};
      if (atMost === undefined) return [];
      return [
        { what: `${label}: gzipped kB`, measured: gzipped, atMost: atMost.atOnce },
        { what: `${label}: gzipped kB, all`, measured: withLater, atMost: atMost.all },
      ];
    }),
  };
}

/** What is in a program, heaviest first: bytes of each module as it is kept, before minifying. */
export async function listModules(name: string): Promise<{ module: string; bytes: number }[]> {
  const program = programs[name];
  if (!program) throw new Error(`There is no program "${name}"; there are ${Object.keys(programs).join(", ")}.`);
  const chunks = await bundle(program.source, false);
  return loadedAtOnce(chunks)
    .flatMap(({ modules }) => Object.entries(modules))
    .map(([id, { code }]) => ({
      module: id.replace(/^.*node_modules\/(?=[^/])/, "").replace(/^.*\/packages\//, "packages/"),
      bytes: code?.length ?? 0,
    }))
    .filter(({ bytes }) => bytes > 0)
    .sort((a, b) => b.bytes - a.bytes);
}

/** A file that does not exist; what it imports is looked for from here. */
const entry = fileURLToPath(new URL("program.mjs", import.meta.url));

async function bundle(source: string, minify: boolean): Promise<OutputChunk[]> {
  const build = await rolldown({
    input: entry,
    platform: "browser",
    transform: { target: "es2022" },
    // As bundlers of pages have it: nobody imports from the program, so what it shares with later chunks stays in it.
    preserveEntrySignatures: false,
    logLevel: "silent",
    plugins: [
      {
        name: "program",
        resolveId: (id) => (id === entry ? id : undefined),
        load: (id) => (id === entry ? source : undefined),
      },
    ],
  });
  // What minifies for the web, such as Vite and esbuild, keeps no comments; rolldown by itself would keep those for other bundlers.
  const { output } = await build.generate({ format: "esm", minify, comments: !minify });
  await build.close();
  return output.filter((file) => file.type === "chunk");
}

/** Without the chunks that an option or a method of the program would load later. */
function loadedAtOnce(chunks: readonly OutputChunk[]): OutputChunk[] {
  const loaded = new Set(chunks.filter(({ isEntry }) => isEntry));
  for (const { imports } of loaded) {
    for (const chunk of chunks) if (imports.includes(chunk.fileName)) loaded.add(chunk);
  }
  return [...loaded];
}

function kilobytes(chunks: readonly OutputChunk[], sizeOf: (chunk: OutputChunk) => number): number {
  return round(chunks.reduce((total, chunk) => total + sizeOf(chunk), 0) / 1000, 1);
}
