/**
 * What the scripted server answers. Every client gets the envelope that it understands, and all answers are equally much
 * to read: one topic has 640 bytes, a list of 500 topics 270,000, and an item at least the values of ours.
 */
import type { Shape } from "./clients/client.ts";

export const projectId = "bike-manual";
export const topicId = "940ecacf-45ad-4f33-893e-4a4cb7504fc5";
/** Ids of Confluence are numbers. */
export const pageId = 7;
export const TOPIC_BYTES = 640;
export const LIST_BYTES = 270_000;
export const LIST_LENGTH = 500;

/** What clients that leave the body as it is read out of an answer. */
export interface Titled {
  readonly title: string;
}

type Json = Readonly<Record<string, unknown>>;

interface Paths {
  readonly get: string;
  readonly list: string;
}

interface Form extends Paths {
  /** One item; `title` is stretched until the size is right. */
  readonly item: (title: string, index: number) => Json;
  readonly wrap: (items: readonly Json[]) => unknown;
}

const time = "2026-11-24T00:21:20";
const person = { object: "user", id: "anna" };

const forms: Readonly<Record<Shape, Form>> = {
  clickhelp: {
    get: `/api/v1/projects/${projectId}/articles/${topicId}`,
    list: `/api/v1/projects/${projectId}/articles`,
    item: (title, index) => ({
      assigneeUserName: "admin",
      body: null,
      createdOn: time,
      ftsSnippetHtml: null,
      ftsTitleHtml: null,
      fullUrl: `/articles/p/t-${index}`,
      html: null,
      id: `t-${index}`,
      indexKeywords: ["a"],
      modifiedOn: time,
      ownerUserName: "admin",
      projectId: "p",
      projectTitle: "P",
      projectUrl: "p",
      smartLink: `/smart/p/t-${index}`,
      statusName: "Ready",
      title,
      tocNodeId: topicId,
      url: `t-${index}`,
    }),
    wrap: (items) => items,
  },
  confluence: {
    get: `/wiki/api/v2/pages/${pageId}`,
    list: "/wiki/api/v2/pages",
    item: (title, index) => ({
      id: `${index}`,
      status: "current",
      title,
      spaceId: "7",
      parentId: "8",
      parentType: "page",
      position: index,
      authorId: "admin",
      ownerId: "admin",
      lastOwnerId: null,
      createdAt: `${time}.000Z`,
      version: { createdAt: `${time}.000Z`, message: "", number: 3, minorEdit: false, authorId: "admin" },
      body: {},
      isFavoritedByCurrentUser: false,
      _links: { webui: "/p", editui: "/e", tinyui: "/x" },
    }),
    wrap: (results) => ({ results, _links: { base: "/wiki" } }),
  },
  notion: {
    get: `/v1/pages/${topicId}`,
    list: `/v1/blocks/${topicId}/children`,
    item: (url, index) => ({
      object: "page",
      id: `${topicId}${index}`,
      created_time: `${time}.000Z`,
      last_edited_time: `${time}.000Z`,
      created_by: person,
      last_edited_by: person,
      parent: { type: "page_id", page_id: "p" },
      archived: false,
      properties: {},
      url,
    }),
    wrap: (results) => ({ object: "list", results, next_cursor: null, has_more: false, type: "page_or_database" }),
  },
  openai: {
    get: `/v1/files/${topicId}`,
    list: "/v1/files",
    item: (filename, index) => ({
      id: `file-${index}`,
      object: "file",
      bytes: 1200,
      created_at: 1_700_000_000,
      expires_at: null,
      filename,
      purpose: "assistants",
      status: "processed",
      status_details: null,
    }),
    wrap: (data) => ({ object: "list", data, has_more: false }),
  },
  contentful: {
    get: `/spaces/${projectId}/environments/master/entries/${topicId}`,
    list: `/spaces/${projectId}/environments/master/entries`,
    item: (title, index) => ({
      sys: { id: `${index}`, type: "Entry", version: 3, createdAt: `${time}.000Z`, updatedAt: `${time}.000Z` },
      fields: { title },
    }),
    wrap: (items) => ({ sys: { type: "Array" }, total: items.length, skip: 0, limit: 1000, items }),
  },
};

/** Where each client sends its two requests. */
export const paths: Readonly<Record<Shape, Paths>> = forms;

/** Of one topic of ours. Parsing takes as long as there are values, not only bytes. */
const VALUES = countValues(forms.clickhelp.item("", 0));

/** All answers by their path. */
export function createAnswers(): Map<string, string> {
  return new Map(
    Object.values(forms).flatMap((form) => [
      [form.get, stretch((title) => fill(form.item(title, 0)), TOPIC_BYTES)],
      [form.list, listOf(form)],
    ]),
  );
}

function listOf({ item, wrap }: Form): string {
  const size = Math.floor(LIST_BYTES / LIST_LENGTH) - 1; // A comma stands after each item.
  const items = Array.from(
    { length: LIST_LENGTH - 1 },
    (_, index) => JSON.parse(stretch((title) => fill(item(title, index)), size)) as Json,
  );
  // The last one makes up for the envelope.
  return stretch((title) => wrap([...items, fill(item(title, LIST_LENGTH - 1))]), LIST_BYTES);
}

/** An item with so many fields more that it has the values of a topic. */
function fill(item: Json): Json {
  const missing = Math.max(0, VALUES - countValues(item));
  const more = Array.from({ length: missing }, (_, index) => [`f${index}`, "v"] as const);
  return { ...item, ...Object.fromEntries(more) };
}

/** How many texts, numbers and so on a value holds. */
export function countValues(value: unknown): number {
  if (typeof value !== "object" || value === null) return 1;
  return Object.values(value).reduce((sum: number, part) => sum + countValues(part), 0);
}

/** JSON of exactly so many bytes. */
function stretch(create: (title: string) => unknown, size: number): string {
  const missing = size - JSON.stringify(create("")).length;
  if (missing < 1) throw new RangeError(`An answer is ${1 - missing} bytes too long.`);
  return JSON.stringify(create("x".repeat(missing)));
}
