/** What the durability test writes, step by step, and what must be there afterwards. */
import { createHash } from "node:crypto";
import type { TestPortal } from "./test-portal.js";
import { fields, items } from "./test-portal.js";

/** Everything that the steps touch. */
export interface State {
  /** Titles by id. */
  topics: Map<string, string>;
  /** SHA-256 of the content by name. */
  files: Map<string, string>;
}

const hash = (content: Buffer) => createHash("sha256").update(content).digest("hex");
/** More than one chunk. */
const content = (step: number, time: number) => Buffer.alloc(300_000 + step, `${step}.${time} `);

/** Makes the state that the first `count` steps lead to. */
export function expectedState(count: number): State {
  const state: State = { topics: new Map(), files: new Map() };
  for (let step = 0; step < count; step += 1) {
    const round = step - (step % 6);
    if (step % 6 === 0) state.topics.set(`t${round}`, "new");
    if (step % 6 === 1) state.topics.set(`t${round}`, "changed");
    if (step % 6 === 2) state.files.set(`f${round}`, hash(content(round, 1)));
    if (step % 6 === 3) state.files.set(`f${round}`, hash(content(round, 2)));
    if (step % 12 === 4) state.topics.delete(`t${round}`);
    if (step % 12 === 10) state.files.delete(`f${round}`);
  }
  return state;
}

/** Does one step; gives the key of the task when the step started one. */
export async function takeStep(portal: TestPortal, step: number): Promise<string | undefined> {
  const round = step - (step % 6);
  const topic = `projects/manual/articles/t${round}`;
  const file = `storage/durable/f${round}`;
  const upload = (time: number) => ({ body: { content: content(round, time).toString("base64") } });
  const requests = [
    () => portal.createTopic(`t${round}`, { title: "new" }),
    () => portal.call(`PATCH ${topic}`, { body: { updatedFields: "title", title: "changed" } }),
    () => portal.call(`POST ${file}?format=base64`, upload(1)),
    () => portal.call(`POST ${file}?format=base64&isOverwrite=true`, upload(2)),
    () => portal.call(step % 12 === 4 ? `DELETE ${topic}` : `DELETE ${file}`),
    () => portal.call("POST projects/manual?action=publish", { body: { pubId: `p${step}`, pubName: "P" } }),
  ];
  const reply = await requests[step % 6]?.();
  if (!reply || reply.status >= 300) throw new Error(`step ${step} failed: ${reply?.text ?? ""}`);
  return step % 6 === 5 ? String(fields(reply.json).taskKey) : undefined;
}

/** Reads back everything that the steps touch. */
export async function readState(portal: TestPortal): Promise<State> {
  const state: State = { topics: new Map(), files: new Map() };
  for (const { id, title } of items((await portal.call("GET projects/manual/articles")).json)) {
    if (/^t\d+$/.test(String(id))) state.topics.set(String(id), String(title));
  }
  const listed = (await portal.call("GET storage/durable?filter=f*")).json;
  for (const { fileName } of Array.isArray(listed) ? items(listed) : []) {
    const file = fields((await portal.call(`GET storage/durable/${String(fileName)}?format=base64`)).json);
    state.files.set(String(fileName), hash(Buffer.from(String(file.content), "base64")));
  }
  return state;
}
