/**
 * Records one exchange for each endpoint, taken from the wire between the client and an emulator over HTTPS. A recording
 * differs from the one before only in what the client sends or the portal answers otherwise.
 */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { basicAuth, createClient } from "@clickhelp-js/client";
import { createNodeFetch } from "@clickhelp-js/core/node";
import { createEmulator } from "@clickhelp-js/emulator";
import { toHeaderName, type Endpoint } from "@clickhelp-js/protocol";
import { format, resolveConfig } from "prettier";
import { callEverything, seed } from "./calls.ts";

/** What is kept of an exchange. The host is a portal's that does not exist; credentials are never kept. */
interface Example {
  request: {
    method: string;
    path: string;
    query: Record<string, string>;
    /** Those that the endpoint declares. */
    headers?: Record<string, string>;
    /** JSON; bytes as their text, and so the parts of a form. */
    body?: unknown;
  };
  response: { status: number; headers: Record<string, string>; body?: unknown };
}

/** Where the examples are kept: `<resource>/<verb>.json`. */
export const examplesFolder = fileURLToPath(new URL("../../packages/protocol/examples/", import.meta.url));

const exampleOrigin = "https://hedronlabs.example";
const keptHeaders = ["content-type", "location"];
/** The moment at which everything happens. */
const clock = { now: () => Date.UTC(2026, 10, 24, 0, 21, 20) };
/** Ids of TOC nodes, keys of tasks, and the token of a login link. */
const randomIds = /\b[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}\b|\b[\da-f]{32}\b|(?<="token": ")[^"]+/g;

/** Makes all calls. Gives the text of each example by its path below {@link examplesFolder}. */
export async function recordExamples(): Promise<Map<string, string>> {
  const emulator = createEmulator({ seed, clock });
  const { url, caFile, login, apiKey } = await emulator.listen();
  const nodeFetch = createNodeFetch({ ca: readFileSync(caFile), replaceCa: true });
  const examples = new Map<Endpoint, Example>();
  let recording: Endpoint | undefined;
  const fetch = listenIn(nodeFetch, (...exchange) => {
    if (!recording) return;
    const example = toExample(...exchange, recording);
    if (example.response.status >= 400) {
      throw new Error(`${recording.id} was answered with ${example.response.status}: that is no example.`);
    }
    examples.set(recording, example);
    recording = undefined;
  });
  try {
    await callEverything(createClient({ portal: url, auth: basicAuth({ login, apiKey }), fetch }), (endpoint) => {
      recording = endpoint;
    });
  } finally {
    await nodeFetch.close();
    await emulator.close();
  }
  return render(examples, new URL(url).origin);
}

async function render(examples: ReadonlyMap<Endpoint, Example>, origin: string): Promise<Map<string, string>> {
  const style = { ...(await resolveConfig(examplesFolder)), parser: "json" };
  const replaceIds = createIdReplacer();
  const texts = new Map<string, string>();
  for (const [{ id }, example] of examples) {
    const text = JSON.stringify(example, null, 2).replaceAll(origin, exampleOrigin);
    texts.set(`${id.replace(".", "/")}.json`, await format(replaceIds(text, id), style));
  }
  return texts;
}

/** Puts an id in the place of each random one, made of where that appears first, so that no other call changes it. */
function createIdReplacer(): (text: string, endpointId: string) => string {
  const replacements = new Map<string, string>();
  return (text, endpointId) => {
    let count = 0;
    return text.replaceAll(randomIds, (id) => {
      const known = replacements.get(id);
      if (known !== undefined) return known;
      count += 1;
      const digits = createHash("md5").update(`${endpointId} ${count}`).digest("hex");
      const made = id.includes("-") ? digits.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-") : digits;
      replacements.set(id, made);
      return made;
    });
  };
}

type Keep = (request: Request, body: string, response: Response, text: string) => void;

/** Between the client and the network: hands every exchange to `keep` and lets it pass unchanged. */
function listenIn(fetch: typeof globalThis.fetch, keep: Keep): typeof globalThis.fetch {
  return async (input, init) => {
    const request = new Request(input, init);
    const body = await request.clone().text();
    const response = await fetch(request);
    keep(request, body, response, await response.clone().text());
    return response;
  };
}

/** The parts of a form, by name. */
function readForm(body: string): Record<string, string> {
  const part = /\bname="(\w+)"[^]*?\r\n\r\n([^]*?)\r\n--/g;
  return Object.fromEntries([...body.matchAll(part)].map(([, name = "", content = ""]) => [name, content]));
}

function readRequestBody({ headers }: Request, body: string, readJson: (text: string) => unknown): unknown {
  const type = headers.get("content-type") ?? "";
  if (type.startsWith("multipart/")) return readForm(body);
  return type === "application/octet-stream" ? body : readJson(body);
}

function toExample(request: Request, body: string, response: Response, text: string, endpoint: Endpoint): Example {
  const url = new URL(request.url);
  const json = (value: string): unknown => JSON.parse(value.replace(/^\uFEFF/, ""));
  const declared = Object.keys(endpoint.headers ?? {}).map(toHeaderName);
  const sent = declared.map((name) => [name, request.headers.get(name) ?? ""]);
  const headers = keptHeaders.flatMap((name) => {
    const value = response.headers.get(name);
    return value === null ? [] : [[name, value] as const];
  });
  return {
    request: {
      method: request.method,
      path: url.pathname,
      query: Object.fromEntries(url.searchParams),
      ...(sent.length > 0 && { headers: Object.fromEntries(sent) as Record<string, string> }),
      ...(body !== "" && { body: readRequestBody(request, body, json) }),
    },
    response: {
      status: response.status,
      headers: Object.fromEntries(headers),
      ...(text !== "" && { body: json(text) }),
    },
  };
}
