/** Bringing a topic to a wanted state, whether it exists or not. */
import {
  ConflictError,
  NotFoundError,
  RequestValidationError,
  type CallOptions,
  type Transport,
} from "@clickhelp-js/core";
import { topics, type Topic } from "@clickhelp-js/protocol";

/** What a topic that does not exist yet begins with, where the input says nothing else. */
export interface NewTopicDefaults {
  /** Title, such as the first heading of the body. */
  readonly title?: string | undefined;
  /** Workflow status, such as `Draft`; letter case matters. */
  readonly statusName?: string | undefined;
  /** Login of the owner. @default the assignee */
  readonly ownerUserName?: string | undefined;
  /** Login of the assignee. @default the owner */
  readonly assigneeUserName?: string | undefined;
}

/**
 * The wanted state of a topic. What is left out is left alone in an existing topic.
 *
 * Creating a topic takes a title, a status, an owner and an assignee. Give them here to set them every time, or in
 * `whenCreated` to set them once and leave to the writers what they make of it later.
 */
export interface UpsertTopicInput {
  /** Id of the project, not that of a publication. */
  readonly projectId: string;
  /** Id of the topic. */
  readonly id: string;
  /** Title, set on every call. */
  readonly title?: string | undefined;
  /** Inner HTML of the body element. A new topic is empty when absent. */
  readonly body?: string | undefined;
  /** Keywords of the index, in the place of those that the topic has. */
  readonly indexKeywords?: readonly string[] | undefined;
  /** Workflow status, set on every call; letter case matters. */
  readonly statusName?: string | undefined;
  /** Login of the owner, set on every call. */
  readonly ownerUserName?: string | undefined;
  /** Login of the assignee, set on every call. */
  readonly assigneeUserName?: string | undefined;
  /** For the case that the topic has to be created. */
  readonly whenCreated?: NewTopicDefaults | undefined;
  /** Whether to show the topic in the TOC of publications. Only when it is created. @default true */
  readonly isShowInToc?: boolean | undefined;
  /** TOC node to put the topic under; the root when null or absent. Only when it is created. */
  readonly parentTocNodeId?: string | null | undefined;
  /** Caption in the TOC; the title when absent. Only when it is created. */
  readonly tocNodeCaption?: string | undefined;
  /** Position on its TOC level; the last when absent. Only when it is created. */
  readonly tocNodeOrdinalNo?: number | undefined;
}

/** The topic as it is now, and what was done for it. */
export interface UpsertTopicResult {
  /** The topic as it is now. */
  readonly topic: Topic;
  /** `unchanged`: the topic was as wanted, nothing was sent. */
  readonly outcome: "created" | "updated" | "unchanged";
}

/**
 * Creates a topic, or changes exactly the fields that differ in an existing one. Line breaks and blanks around the body
 * do not count as a difference.
 *
 * @throws RequestValidationError when the topic has to be created and its title, its status, or both owner and assignee, are
 *   not given; the errors of `topics.get`, `topics.create` and `topics.update`.
 */
export async function upsertTopic(
  client: Transport,
  input: UpsertTopicInput,
  options?: CallOptions,
): Promise<UpsertTopicResult> {
  const given = toGiven(input);
  // Unknown fields and wrong types are refused before anything is sent, in an existing topic too.
  client.describe(topics.create, { title: "-", statusName: "-", ownerUserName: "-", assigneeUserName: "-", ...given });
  const wanted = toWanted(input);
  const existing = await find(client, wanted, options);
  if (existing) return change(client, wanted, existing, options);
  try {
    return { topic: await client.request(topics.create, toCreateInput(given), options), outcome: "created" };
  } catch (error) {
    // Somebody else may have created it in the meantime.
    const created = ConflictError.isInstance(error) ? await find(client, wanted, options) : undefined;
    if (!created) throw error;
    return change(client, wanted, created, options);
  }
}

async function find(
  client: Transport,
  { projectId, topicId }: topics.GetInput,
  options: CallOptions | undefined,
): Promise<Topic | undefined> {
  try {
    return await client.request(topics.get, { projectId, topicId }, options);
  } catch (error) {
    if (NotFoundError.isInstance(error)) return undefined;
    throw error;
  }
}

async function change(
  client: Transport,
  { projectId, topicId, ...fields }: topics.UpdateInput,
  existing: Topic,
  options: CallOptions | undefined,
): Promise<UpsertTopicResult> {
  const known: Readonly<Record<string, unknown>> = { ...existing };
  const changed = Object.entries(fields).filter(([name, value]) => !isSame(name, known[name], value));
  if (changed.length === 0) return { topic: existing, outcome: "unchanged" };
  const input = { projectId, topicId, ...Object.fromEntries(changed) };
  return { topic: await client.request(topics.update, input, options), outcome: "updated" };
}

/** What an update cannot set. */
const creationOnly = new Set(["whenCreated", "isShowInToc", "parentTocNodeId", "tocNodeCaption", "tocNodeOrdinalNo"]);

/** The fields that an update can set, without those that were left out. */
function toWanted({ id, projectId, ...fields }: UpsertTopicInput): topics.UpdateInput {
  const given = Object.entries(fields).filter(([name, value]) => value !== undefined && !creationOnly.has(name));
  return { projectId, topicId: id, ...Object.fromEntries(given) };
}

/** What a new topic begins with, as far as it is given. */
function toGiven({ whenCreated = {}, ...input }: UpsertTopicInput) {
  return { body: "", isShowInToc: true, ...withoutUndefined(whenCreated), ...withoutUndefined(input) };
}

function toCreateInput(given: ReturnType<typeof toGiven>): topics.CreateInput {
  const { title, statusName, ownerUserName = given.assigneeUserName, assigneeUserName = ownerUserName } = given;
  if (
    title === undefined ||
    statusName === undefined ||
    ownerUserName === undefined ||
    assigneeUserName === undefined
  ) {
    throw missingForNew(given, { title, statusName, ownerUserName });
  }
  return { ...given, title, statusName, ownerUserName, assigneeUserName };
}

/** The portal refuses a new topic without these, and nobody but the caller knows which are right. */
function missingForNew(
  { projectId, id }: Pick<UpsertTopicInput, "projectId" | "id">,
  needed: Readonly<Record<string, string | undefined>>,
): RequestValidationError {
  const missing = Object.entries(needed).filter(([, value]) => value === undefined);
  const message = `is missing, and "${projectId}" has no topic "${id}" yet`;
  const hint =
    'Give what new topics shall have: whenCreated: { title: "TITLE", statusName: "Draft", ownerUserName: "LOGIN" }.';
  return new RequestValidationError(
    topics.create.id,
    missing.map(([path]) => ({ path, message, hint })),
  );
}

/** HTML does not tell line breaks apart, and keywords have no order. */
const normalise: Readonly<Record<string, (value: unknown) => unknown>> = {
  body: (value) => (typeof value === "string" ? value.replaceAll("\r\n", "\n").trim() : value),
  indexKeywords: (value) => (Array.isArray(value) ? value.map(String).sort().join("\n") : value),
};

function isSame(name: string, existing: unknown, wanted: unknown): boolean {
  const toComparable = normalise[name];
  return toComparable ? toComparable(existing ?? "") === toComparable(wanted) : (existing ?? "") === wanted;
}

type Defined<T> = { [K in keyof T]: Exclude<T[K], undefined> };

function withoutUndefined<T extends object>(fields: T): Defined<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Defined<T>;
}
