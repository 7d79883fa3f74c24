/**
 * Records `packages/protocol/examples/<resource>/<verb>.json`: one exchange for each endpoint, taken from the wire between
 * the client and an emulator over HTTPS. Run after a change to an endpoint: `node tools/record-examples.ts`.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { basicAuth, createClient, type Client } from "@clickhelp-js/client";
import { createNodeFetch } from "@clickhelp-js/core/node";
import { createEmulator, type PortalSeed } from "@clickhelp-js/emulator";
import {
  projects,
  publications,
  search,
  storage,
  tasks,
  toc,
  topics,
  users,
  type Endpoint,
} from "@clickhelp-js/protocol";

/** What is kept of an exchange. The host is a portal's that does not exist; credentials are never kept. */
interface Example {
  request: { method: string; path: string; query: Record<string, string>; body?: unknown };
  response: { status: number; headers: Record<string, string>; body?: unknown };
}

const examplesFolder = fileURLToPath(new URL("../packages/protocol/examples/", import.meta.url));
const exampleOrigin = "https://hedronlabs.example";
const keptHeaders = ["content-type", "location"];

/** A small portal, so that the lists in the examples are short. */
const seed: PortalSeed = {
  users: [
    {
      login: "anna",
      apiKey: "example-key",
      purpose: "Administrator",
      userType: "Contributor",
      userRole: "Administrator",
      email: "anna@portal.example",
      firstName: "Anna",
      lastName: "Reed",
    },
    {
      login: "ravi",
      apiKey: null,
      purpose: "Reader",
      userType: "PowerReader",
      userRole: "Partners",
      email: "ravi@portal.example",
      firstName: "Ravi",
      lastName: "Sen",
    },
  ],
  projects: [
    {
      id: "project-bike-manual",
      title: "Bike Manual",
      toc: [
        {
          caption: "First steps",
          children: [
            { id: "unpacking", title: "Unpacking", bodyHtml: "<h1>Unpacking</h1><p>Lift the frame by its handle.</p>" },
            { id: "brakes", title: "Brakes", bodyHtml: "<h1>Brakes</h1><p>Squeeze both levers before you ride.</p>" },
          ],
        },
      ],
    },
  ],
  publications: [{ id: "bike-manual", title: "Bike Manual", projectId: "project-bike-manual", visibility: "Public" }],
  files: [],
};

type RecordCall = (endpoint: Endpoint) => void;

/** Every call, in an order that makes sense. `record` names the endpoint whose example the next exchange becomes. */
async function callEverything(client: Client, record: RecordCall): Promise<void> {
  const projectId = "project-bike-manual";
  const call: Client["request"] = (endpoint, input) => {
    record(endpoint);
    return client.request(endpoint, input);
  };
  const finish = async ({ taskKey }: { taskKey: string }) => {
    await client.tasks.wait({ taskKey }, { interval: 5 });
  };

  await call(projects.list, { types: ["Project", "Publication"] });
  await call(projects.get, { projectId });
  await call(users.list, {});
  await call(users.get, { login: "anna" });
  await call(topics.list, { projectId });
  await call(topics.get, { projectId, topicId: "brakes" });
  const nodes = await call(toc.list, { projectId });
  const folder = nodes.find(({ parentId }) => parentId === null);
  if (!folder) throw new Error("the seed has no folder");
  await call(toc.listChildren, { projectId, tocNodeId: folder.id, isRecursive: true });
  await call(topics.create, {
    projectId,
    id: "lights",
    title: "Lights",
    body: "<h1>Lights</h1><p>Press the button on the lamp.</p>",
    assigneeUserName: "anna",
    ownerUserName: "anna",
    statusName: "Draft",
    parentTocNodeId: folder.id,
    isShowInToc: true,
    indexKeywords: ["lamp"],
  });
  await call(topics.update, { projectId, topicId: "lights", statusName: "Ready", title: "Front and rear lights" });

  await finish(await call(publications.create, { projectId, pubId: "bike-manual-2", pubName: "Bike Manual 2" }));
  await finish(await call(publications.update, { projectId, updatedPubId: "bike-manual", updateMode: "FullReplace" }));
  await call(publications.setVisibility, { publicationId: "bike-manual-2", visibility: "Public" });
  await call(search.portal, { q: "lights", projectIds: ["bike-manual-2"], count: 5, isReturnSnippets: 1 });
  const outputFileName = "Storage/Exported/bike-manual.zip";
  await finish(await call(publications.export, { publicationId: "bike-manual", format: "PureHtml", outputFileName }));

  const backup = await call(projects.backup, { projectId, outputFileName: "Storage/Backups/bike-manual.zip" });
  await call(tasks.get, backup);

  const content = new TextEncoder().encode("Torque settings: 5 Nm\n");
  await call(storage.upload, { filePath: "notes/torque.txt", content, isOverwrite: true });
  await call(storage.getFile, { filePath: "notes/torque.txt", format: "base64" });
  await call(storage.listFolder, { folderPath: "notes", filter: "*.txt" });
  await call(storage.delete, { filePath: "notes/torque.txt" });
  await call(topics.delete, { projectId, topicId: "lights" });
}

/** Between the client and the network: hands every exchange to `keep` and lets it pass unchanged. */
function listenIn(fetch: typeof globalThis.fetch, keep: (example: Example) => void): typeof globalThis.fetch {
  return async (input, init) => {
    const request = new Request(input, init);
    const body = await request.clone().text();
    const response = await fetch(request);
    keep(toExample(request, body, response, await response.clone().text()));
    return response;
  };
}

function toExample(request: Request, body: string, response: Response, text: string): Example {
  const url = new URL(request.url);
  const neutral = (value: string) => value.replaceAll(url.origin, exampleOrigin);
  const json = (value: string): unknown => JSON.parse(neutral(value).replace(/^\uFEFF/, ""));
  const headers = keptHeaders.flatMap((name) => {
    const value = response.headers.get(name);
    return value === null ? [] : [[name, neutral(value)] as const];
  });
  return {
    request: {
      method: request.method,
      path: url.pathname,
      query: Object.fromEntries(url.searchParams),
      ...(body !== "" && { body: json(body) }),
    },
    response: {
      status: response.status,
      headers: Object.fromEntries(headers),
      ...(text !== "" && { body: json(text) }),
    },
  };
}

const emulator = createEmulator({ seed });
const { url, caFile, login, apiKey } = await emulator.listen();
const nodeFetch = createNodeFetch({ ca: readFileSync(caFile), replaceCa: true });
let recording: Endpoint | undefined;
const fetch = listenIn(nodeFetch, (example) => {
  if (!recording) return;
  if (example.response.status >= 400) {
    throw new Error(`${recording.id} was answered with ${example.response.status}: that is no example.`);
  }
  const file = join(examplesFolder, `${recording.id.replace(".", "/")}.json`);
  recording = undefined;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(example, null, 2)}\n`);
});
try {
  await callEverything(createClient({ portal: url, auth: basicAuth({ login, apiKey }), fetch }), (endpoint) => {
    recording = endpoint;
  });
} finally {
  await nodeFetch.close();
  await emulator.close();
}
