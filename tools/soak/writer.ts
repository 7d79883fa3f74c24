/** A client that writes all the time, and knows what must be there when the portal is gone. */
import { createHash } from "node:crypto";
import { ApiError, type Client } from "@clickhelp-js/client";

/** A value, or undefined for what is not there. */
type Value = string | undefined;

interface Known {
  acknowledged: Value;
  /** What was asked for when the portal went: it may have come to be. */
  attempted?: { readonly value: Value };
}

export interface Writer {
  /** Writes until the portal does not answer any more. */
  write(client: Client): Promise<void>;
  /** Compares with what is there, which is where the next round begins; gives the differences. */
  compare(found: ReadonlyMap<string, string>): string[];
  /** Acknowledged writes. */
  readonly acknowledged: number;
  /** Answers that were errors. */
  readonly errors: readonly string[];
}

interface Step {
  readonly key: string;
  readonly value: Value;
  readonly run: (client: Client) => Promise<unknown>;
}

const projectId = "project-wren-user-guide";
const folder = "soak";
/** More than one piece of the store. */
const fileSize = 300_000;
const workflow = { statusName: "Ready", ownerUserName: "admin", assigneeUserName: "admin" };

/** The state of everything that writers write: titles of topics, hashes of files, captions of TOC nodes by topic. */
export async function readEverything(client: Client): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const { id, title } of await client.topics.list({ projectId })) {
    if (id.startsWith("soak-")) found.set(`topic ${id}`, title);
  }
  const files = await client.storage.listFolder({ folderPath: "", filter: "*", isRecursive: true });
  for (const { fileFullName, fileName, isFolder } of files) {
    if (isFolder || !fileFullName.startsWith(`Storage/${folder}/`)) continue;
    const { content } = await client.storage.getFile({ filePath: `${folder}/${fileName}`, format: "base64" });
    found.set(`file ${fileName}`, hash(content ?? new Uint8Array()));
  }
  return found;
}

function hash(content: Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}

export function createWriter(name: string): Writer {
  const known = new Map<string, Known>();
  const errors: string[] = [];
  let acknowledged = 0;
  let count = 0;

  async function take({ key, value, run }: Step, client: Client): Promise<boolean> {
    const state = known.get(key) ?? { acknowledged: undefined };
    known.set(key, state);
    state.attempted = { value };
    try {
      await run(client);
    } catch (error) {
      if (!(error instanceof ApiError)) return false;
      errors.push(`${key}: ${error.message}`);
      return false;
    }
    known.set(key, { acknowledged: value });
    acknowledged += 1;
    return true;
  }

  return {
    async write(client) {
      do count += 1;
      while (await take(nextStep(name, count, known), client));
    },
    compare(found) {
      const keys = new Set([...known.keys(), ...[...found.keys()].filter((key) => key.split(/[ -]/).includes(name))]);
      return [...keys].flatMap((key) => {
        const state: Known = known.get(key) ?? { acknowledged: undefined };
        const value = found.get(key);
        known.set(key, { acknowledged: value });
        const isRight = value === state.acknowledged || (state.attempted && value === state.attempted.value);
        return isRight ? [] : [`${key}: ${String(value)} instead of ${String(state.acknowledged)}`];
      });
    },
    get acknowledged() {
      return acknowledged;
    },
    errors,
  };
}

/** Creates, changes and deletes in turn, by what is there: after a kill, nobody knows beforehand. */
function nextStep(name: string, count: number, known: ReadonlyMap<string, Known>): Step {
  const isThere = (key: string) => known.get(key)?.acknowledged !== undefined;
  const id = `soak-${name}-${Math.floor(count / 3)}`;
  const topicKey = `topic ${id}`;
  const title = `Version ${count}`;
  if (count % 8 === 7) return fileStep(`${name}-${Math.floor(count / 8) % 3}.bin`, count);
  if (!isThere(topicKey)) {
    const run = (client: Client) => client.topics.create({ projectId, id, title, ...workflow });
    return { key: topicKey, value: title, run };
  }
  if (count % 5 === 0)
    return { key: topicKey, value: undefined, run: (client) => client.topics.delete({ projectId, topicId: id }) };
  return { key: topicKey, value: title, run: (client) => client.topics.update({ projectId, topicId: id, title }) };
}

function fileStep(fileName: string, count: number): Step {
  const content = new Uint8Array(fileSize + count).fill(count);
  const upload = (client: Client) =>
    client.storage.upload({ filePath: `${folder}/${fileName}`, content, isOverwrite: true });
  return { key: `file ${fileName}`, value: hash(content), run: upload };
}
