/** What a portal shows of everything that the writers of the kill soak write, as text that can be compared. */
import { createHash } from "node:crypto";
import { NotFoundError, type Client } from "@clickhelp-js/client";
import { largeProjectId as projectId } from "./large-seed.ts";

/** What is there, by kind and name: `topic soak3-1`. Contents are said in full, by a hash where they are long. */
export type State = ReadonlyMap<string, string>;

/** What the portal makes up: a write without an answer leaves it unknown. */
export interface PortalIds {
  /** TOC nodes by name. */
  readonly nodes: Map<string, string>;
  /** Keys of tasks whose end was not read, by the writer that started them. */
  readonly tasks: Map<string, string>;
  /** The chapter of the project that is published. */
  chapter: string;
}

/** Where in Storage the writers write. */
export const folder = "soak";
export const chapterCaption = "Chapter 1";

/** Which of the writers' things a name names; everything else in the portal is not theirs. */
const ofWriters = /^soak\d+(-\w+)?/;

type Entries = [key: string, value: string][];

/** Reads all of it by the API, and notes the ids. The end of each task is read, and so forgotten. */
export async function readState(client: Client, ids: PortalIds): Promise<Map<string, string>> {
  const read = [readTopicsAndToc, readTasks, readUsers, readFiles, readProjects];
  const parts = await Promise.all(read.map((part) => part(client, ids)));
  return new Map(parts.flat());
}

async function readTopicsAndToc(client: Client, ids: PortalIds): Promise<Entries> {
  const nodes = await client.toc.list({ projectId });
  const placed = nodes.flatMap(({ topicId }) => (topicId ? [topicId] : []));
  const listed = new Set((await client.topics.list({ projectId })).map(({ id }) => id));
  const topicIds = [...new Set([...listed, ...placed])].filter((id) => ofWriters.test(id));
  const entries = await Promise.all(
    topicIds.map(async (id): Promise<Entries[number]> => {
      if (!listed.has(id)) return [`topic ${id}`, "nothing but a TOC node"];
      const topic = await client.topics.get({ projectId, topicId: id });
      const { title, body, indexKeywords, statusName, assigneeUserName } = topic;
      return [
        `topic ${id}`,
        JSON.stringify([title, body, indexKeywords, statusName, assigneeUserName, placed.includes(id)]),
      ];
    }),
  );
  ids.nodes.clear();
  ids.chapter = nodes.find(({ caption }) => caption === chapterCaption)?.id ?? "";
  for (const { id, topicId, caption, isShowInToc } of nodes) {
    const [name] = ofWriters.exec(caption ?? "") ?? [];
    if (topicId || name === undefined) continue;
    const twin = ids.nodes.has(name) ? ` twice: ${id}` : "";
    ids.nodes.set(name, id);
    entries.push([`node ${name}${twin}`, JSON.stringify([caption, isShowInToc])]);
  }
  return entries;
}

async function readTasks(client: Client, { tasks }: PortalIds): Promise<Entries> {
  const entries = await Promise.all(
    [...tasks].map(async ([name, taskKey]): Promise<Entries> => {
      const outcome = await readOutcome(client, taskKey);
      return outcome === undefined ? [] : [[`task ${name}`, outcome]];
    }),
  );
  tasks.clear();
  return entries.flat();
}

/** How the task of a portal that was started again has ended; undefined when its end was read before. */
async function readOutcome(client: Client, taskKey: string): Promise<string | undefined> {
  try {
    const { isSucceeded, statusText = "" } = await client.tasks.get({ taskKey });
    if (isSucceeded === true) return "succeeded";
    return isSucceeded === false && statusText?.startsWith("Interrupted") ? "interrupted" : `neither: ${statusText}`;
  } catch (error) {
    if (error instanceof NotFoundError) return undefined;
    throw error;
  }
}

async function readUsers(client: Client): Promise<Entries> {
  const users = (await client.users.list()).filter(({ userName }) => ofWriters.test(userName));
  return users.map(({ userName, userInfo, userRole, isEnabled }) => [
    `user ${userName}`,
    JSON.stringify([userInfo.email, userRole, isEnabled]),
  ]);
}

async function readFiles(client: Client): Promise<Entries> {
  const listed = await client.storage.listFolder({ folderPath: "", filter: "*", isRecursive: true });
  const names = listed.flatMap(({ fileFullName, fileName, isFolder }) =>
    !isFolder && fileFullName.startsWith(`Storage/${folder}/`) ? [fileName] : [],
  );
  const entries: Entries = [];
  // One after the other: all contents at once would take much memory.
  for (const name of names) {
    const { content } = await client.storage.getFile({ filePath: `${folder}/${name}`, format: "base64" });
    entries.push([`file ${name}`, describeBytes(content ?? new Uint8Array())]);
  }
  return entries;
}

/** Publications, and projects that were imported. */
async function readProjects(client: Client): Promise<Entries> {
  const projects = (await client.projects.list()).filter(({ id }) => ofWriters.test(id));
  return Promise.all(
    projects.map(async ({ id, title, visibility, parentId }): Promise<Entries[number]> => {
      const nodes = await client.toc.list({ projectId: id });
      const parts = nodes.map(async ({ topicId, caption }): Promise<Part> => {
        if (!topicId) return caption ?? "";
        const topic = await client.topics.get({ projectId: id, topicId });
        return [topicId, topic.title, topic.body ?? ""];
      });
      return [
        `${parentId === null ? "project" : "publication"} ${id}`,
        describeProject(title, visibility, await Promise.all(parts)),
      ];
    }),
  );
}

/** A topic, or the caption of a folder. */
export type Part = readonly [id: string, title: string, body: string] | string;

/** All parts in the order of the table of contents. */
export function describeProject(title: string, visibility: string, parts: readonly Part[]): string {
  const hash = createHash("sha256").update(JSON.stringify(parts)).digest("hex");
  return `${title}, ${visibility}, ${parts.length} nodes ${hash}`;
}

/** Contents are made of long runs of one byte, so that their description is short and still says all of it. */
export function describeBytes(content: Uint8Array): string {
  const runs: string[] = [];
  for (let start = 0, end = 0; start < content.length; start = end) {
    const byte = content[start];
    while (end < content.length && content[end] === byte) end += 1;
    runs.push(`${end - start}x${String(byte)}`);
  }
  return runs.join(" ");
}
