/** What the types of a client cost the compiler of whoever calls it. */
import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { OURS } from "./clients/client.ts";
import type { Bench, Measured, Settings } from "./result.ts";

interface Program {
  readonly id: string;
  readonly label: string;
  readonly source: string;
}

export const programs: readonly Program[] = [
  { id: "nothing", label: "nothing imported", source: "export const one: number = 1;" },
  {
    id: "clickhelp",
    label: OURS,
    source: `
      import { basicAuth, createClient } from "@clickhelp-js/client";
      const client = createClient({ portal: "hedronlabs", auth: basicAuth({ login: "anna", apiKey: "" }) });
      const topic = await client.topics.get({ projectId: "space", topicId: "launch" });
      const list = await client.projects.list({});
      await client.topics.update({ projectId: "space", topicId: topic.id, title: list[0]?.title ?? topic.title });
      export const modified: Date = topic.modifiedOn;`,
  },
  {
    id: "ky-zod",
    label: "ky + zod, three fields",
    source: `
      import ky from "ky";
      import * as z from "zod";
      const Topic = z.object({ id: z.string(), title: z.string(), modifiedOn: z.string() });
      export const title: string = (await ky.get("https://localhost").json(Topic)).title;`,
  },
  {
    id: "notion",
    label: "@notionhq/client",
    source: `
      import { Client } from "@notionhq/client";
      export const id: string = (await new Client().pages.retrieve({ page_id: "p" })).id;`,
  },
  {
    id: "openai",
    label: "openai",
    source: `
      import OpenAI from "openai";
      export const name: string = (await new OpenAI().files.retrieve("f")).filename;`,
  },
  {
    id: "contentful",
    label: "contentful-management",
    source: `
      import { createClient } from "contentful-management";
      const contentful = createClient({ accessToken: "" });
      export const id: string = (await contentful.entry.get({ spaceId: "s", environmentId: "e", entryId: "i" })).sys.id;`,
  },
  {
    id: "confluence",
    label: "confluence.js",
    source: `
      import { createV2Client } from "confluence.js";
      const confluence = createV2Client({ host: "", auth: { type: "basic", email: "", apiToken: "" } });
      export const title: string | undefined = (await confluence.page.getPageById({ id: 7 })).title;`,
  },
  {
    id: "octokit",
    label: "@octokit/core",
    source: `
      import { Octokit } from "@octokit/core";
      const octokit = new Octokit();
      const { data } = await octokit.request("GET /repos/{owner}/{repo}", { owner: "o", repo: "r" });
      export const name: string = data.full_name;`,
  },
];

export const types: Bench = {
  name: "types",
  title: "Work for the compiler",
  method:
    "A strict program that calls the client (ours three times), compiled by TypeScript 6 with skipLibCheck and nodenext: how " +
    "many types it makes up and how often it fills in a generic one. Deterministic.",
  rounds: 1,
  measure: (settings) => Promise.resolve(measureTypes(settings, programs)),
};

export function measureTypes({ onProgress }: Settings, wanted: readonly Program[]): Measured {
  const rows = wanted.map((program) => {
    onProgress(program.label);
    return { program: program.label, ...compile(program) };
  });
  const ours = rows.find(({ program }) => program === OURS);
  const measured = ours?.instantiations ?? Number.NaN;
  return { rows, targets: [{ what: `${OURS}: instantiations`, measured, atMost: 8_000 }] };
}

const compiler = createRequire(import.meta.url).resolve("typescript/bin/tsc");
const settings =
  "--ignoreConfig --noEmit --strict --skipLibCheck --module nodenext --target es2023 --types node --extendedDiagnostics";

/** @throws when the program does not compile, with what the compiler said. */
function compile({ id, source }: Program) {
  // Inside this folder, where the packages are found.
  const folder = new URL(`./.cache/types/`, import.meta.url);
  const file = new URL(`${id}.mts`, folder);
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, source);
  const { status, stdout } = spawnSync(process.execPath, [compiler, ...settings.split(" "), fileURLToPath(file)], {
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`${id} does not compile: ${stdout}`);
  const read = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+)`, "m").exec(stdout)?.[1]);
  return { files: read("Files"), types: read("Types"), instantiations: read("Instantiations") };
}
