/** What every client in a comparison does, and the list of them. Each lives in a module that only its own process loads. */
import { readFileSync } from "node:fs";

/** A client of the scripted server. What it gives back proves that it really read the answer. */
export interface Client {
  /** Reads one topic, or what the client calls its like. Gives its title. */
  readonly get: () => Promise<string>;
  /** Reads a list in one request. Gives how many there are. */
  readonly list: () => Promise<number>;
  /** Does `get` so many times, some at a time, where the client has its own way of doing that. Gives the last title. */
  readonly getMany?: (count: number, inFlight: number) => Promise<string>;
}

/** Connects to an origin without a slash at its end: `https://localhost:1234`. */
export type Connect = (origin: string) => Client;

/** The forms of an answer; one for each service whose client takes nothing else. */
export type Shape = "clickhelp" | "confluence" | "contentful" | "notion" | "openai";

export interface ClientEntry {
  /** Also the name of its module. */
  readonly id: string;
  readonly label: string;
  /** The npm package whose version is shown. */
  readonly packageName?: string;
  readonly shape: Shape;
}

/** The name of our row in every table. */
export const OURS = "clickhelp-js";

/** And of that with the `fetch` that Node.js programs can give it, as axios, got and contentful have their agents here. */
export const OURS_ON_NODE = `${OURS}, createNodeFetch()`;

export const clients: readonly ClientEntry[] = [
  { id: "fetch", label: "fetch", shape: "clickhelp" },
  { id: "ky", label: "ky", packageName: "ky", shape: "clickhelp" },
  { id: "clickhelp", label: OURS, shape: "clickhelp" },
  { id: "clickhelp-node", label: OURS_ON_NODE, shape: "clickhelp" },
  { id: "ky-zod", label: "ky + zod by hand", shape: "clickhelp" },
  { id: "axios", label: "axios", packageName: "axios", shape: "clickhelp" },
  { id: "got", label: "got", packageName: "got", shape: "clickhelp" },
  { id: "octokit", label: "@octokit/core", packageName: "@octokit/core", shape: "clickhelp" },
  { id: "confluence", label: "confluence.js", packageName: "confluence.js", shape: "confluence" },
  { id: "notion", label: "@notionhq/client", packageName: "@notionhq/client", shape: "notion" },
  { id: "openai", label: "openai", packageName: "openai", shape: "openai" },
  {
    id: "contentful",
    label: "contentful-management",
    packageName: "contentful-management",
    shape: "contentful",
  },
];

/** `ky 2.1.0`: the label with the version that is installed. */
export function labelOf({ label, packageName }: Pick<ClientEntry, "label" | "packageName">): string {
  if (packageName === undefined) return label;
  const file = new URL(`../node_modules/${packageName}/package.json`, import.meta.url);
  const { version } = JSON.parse(readFileSync(file, "utf8")) as { version: string };
  return `${label} ${version}`;
}
