/** Deciding what brings a topic to a wanted state. */
import { NotFoundError, RequestValidationError, type CallOptions, type Transport } from "@clickhelp-js/core";
import { topics, type Topic } from "@clickhelp-js/protocol";
import { orUndefined } from "../or-undefined.js";

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

/** What an upsert would do: create the topic, change the fields that differ, or nothing. */
export type TopicUpsertPlan =
  | { readonly outcome: "create"; readonly input: topics.CreateInput }
  | { readonly outcome: "update"; readonly input: topics.UpdateInput; readonly existing: Topic }
  | { readonly outcome: "unchanged"; readonly existing: Topic };

/**
 * Compares a topic with the wanted state, and changes nothing.
 *
 * @throws RequestValidationError when the topic has to be created and its title, its status, or both owner and assignee, are
 *   not given; the errors of `topics.get`.
 */
export async function planTopicUpsert(
  client: Transport,
  input: UpsertTopicInput,
  options?: CallOptions,
): Promise<TopicUpsertPlan> {
  // Unknown fields and wrong types are refused before anything is sent, in an existing topic too.
  const placeholders = { title: "-", statusName: "-", ownerUserName: "-", assigneeUserName: "-" };
  client.describe(topics.create, { ...placeholders, ...toGiven(input) });
  const { projectId, topicId, ...wanted } = toTopicUpdate(input);
  const existing = await orUndefined(client.request(topics.get, { projectId, topicId }, options), NotFoundError);
  if (!existing) return { outcome: "create", input: toNewTopic(input) };
  const known: Readonly<Record<string, unknown>> = { ...existing };
  const changed = Object.entries(wanted).filter(([name, value]) => !isSame(name, known[name], value));
  if (changed.length === 0) return { outcome: "unchanged", existing };
  return { outcome: "update", input: { projectId, topicId, ...Object.fromEntries(changed) }, existing };
}

/** What an update cannot set. */
const creationOnly = new Set(["whenCreated", "isShowInToc", "parentTocNodeId", "tocNodeCaption", "tocNodeOrdinalNo"]);

/** The fields that an upsert wants of an existing topic: all that an update can set and that were given. */
export function toTopicUpdate({ id, projectId, ...fields }: UpsertTopicInput): topics.UpdateInput {
  const wanted = Object.entries(withoutUndefined(fields)).filter(([name]) => !creationOnly.has(name));
  return { projectId, topicId: id, ...Object.fromEntries(wanted) };
}

/** What a new topic begins with, as far as it is given. */
function toGiven({ whenCreated = {}, ...input }: UpsertTopicInput) {
  return { body: "", isShowInToc: true, ...withoutUndefined(whenCreated), ...withoutUndefined(input) };
}

/**
 * The topic that an upsert creates where there is none.
 *
 * @throws RequestValidationError when its title, its status, or both owner and assignee, are not given.
 */
export function toNewTopic(input: UpsertTopicInput): topics.CreateInput {
  const given = toGiven(input);
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
