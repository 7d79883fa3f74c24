/** Topics of projects and publications. */
import * as z from "zod/mini";
import { described, notEmpty, optional } from "../schema.js";
import { defineEndpoint, defineInput, type InputOf } from "../endpoint.js";
import { Login, NoContent, ProjectId, ProjectOrPublicationId, TocNodeId, TopicId } from "../schemas/common.js";
import { Topic } from "../schemas/topic.js";
import { QueryInteger } from "../wire.js";

const listInput = defineInput({ params: { projectId: ProjectOrPublicationId } });
/** Input of `topics.list`. */
export interface ListInput extends InputOf<typeof listInput> {}
/** Lists all topics of a project or publication, without their bodies. */
export const list = defineEndpoint<ListInput, Topic[]>({
  id: "topics.list",
  method: "GET",
  path: "projects/{projectId}/articles",
  summary: "Lists all topics of a project or publication, without their bodies.",
  access: "public",
  safety: "read",
  evidence: "code",
  inferred: ["access"],
  ...listInput,
  success: 200,
  response: z.array(Topic),
});

const getInput = defineInput({ params: { projectId: ProjectOrPublicationId, topicId: TopicId } });
/** Input of `topics.get`. */
export interface GetInput extends InputOf<typeof getInput> {}
/** Reads one topic with its body. */
export const get = defineEndpoint<GetInput, Topic>({
  id: "topics.get",
  method: "GET",
  path: "projects/{projectId}/articles/{topicId}",
  summary: "Reads one topic with its body.",
  access: "public",
  safety: "read",
  evidence: "doc",
  ...getInput,
  success: 200,
  response: Topic,
});

const workflowFields = {
  assigneeUserName: described(Login, "Login of the assignee"),
  ownerUserName: described(Login, "Login of the owner"),
  statusName: described(notEmpty(z.string()), "Workflow status, such as Draft or Ready; letter case matters"),
};
const contentFields = {
  body: optional(z.string(), "Inner HTML of the body element"),
  title: optional(z.string(), "Title"),
  indexKeywords: optional(z.array(z.string()), "Index keywords"),
};

const createInput = defineInput({
  params: { projectId: ProjectId },
  body: {
    id: described(TopicId, "Id of the new topic"),
    ...workflowFields,
    ...contentFields,
    isShowInToc: optional(z.boolean(), "Whether to show the topic in the TOC of publications; not when absent"),
    parentTocNodeId: optional(z.nullable(TocNodeId), "TOC node to put it under; the root when null or absent"),
    tocNodeCaption: optional(z.string(), "Caption in the TOC; the title when absent"),
    tocNodeOrdinalNo: optional(z.int(), "Position on its TOC level; the last when absent"),
  },
});
/** Input of `topics.create`. */
export interface CreateInput extends InputOf<typeof createInput> {}
/** Creates a topic and its TOC node. */
export const create = defineEndpoint<CreateInput, Topic>({
  id: "topics.create",
  method: "POST",
  path: "projects/{projectId}/articles",
  summary: "Creates a topic and its TOC node.",
  access: "basic",
  safety: "unsafe",
  evidence: "code",
  inferred: ["status"],
  ...createInput,
  success: 201,
  response: Topic,
});

const updateInput = defineInput({
  params: { projectId: ProjectId, topicId: TopicId },
  body: {
    assigneeUserName: z.optional(workflowFields.assigneeUserName),
    ownerUserName: z.optional(workflowFields.ownerUserName),
    statusName: z.optional(workflowFields.statusName),
    ...contentFields,
  },
});
/** Input of `topics.update`. */
export interface UpdateInput extends InputOf<typeof updateInput> {}
/** Changes the given fields of a topic and returns the whole topic. */
export const update = defineEndpoint<UpdateInput, Topic>({
  id: "topics.update",
  method: "PATCH",
  path: "projects/{projectId}/articles/{topicId}",
  summary: "Changes the given fields of a topic and returns the whole topic.",
  access: "basic",
  safety: "idempotent",
  evidence: "sister",
  inferred: ["status"],
  ...updateInput,
  success: 200,
  response: Topic,
});

const deleteInput = defineInput({ params: { projectId: ProjectOrPublicationId, topicId: TopicId } });
/** Input of `topics.delete`. */
export interface DeleteInput extends InputOf<typeof deleteInput> {}
const deleteTopic = defineEndpoint<DeleteInput, undefined>({
  id: "topics.delete",
  method: "DELETE",
  path: "projects/{projectId}/articles/{topicId}",
  summary: "Deletes a topic.",
  access: "basic",
  safety: "idempotent",
  evidence: "sister",
  inferred: ["status"],
  ...deleteInput,
  success: 204,
  response: NoContent,
});
export {
  /** Deletes a topic. */
  deleteTopic as delete,
};

const searchInput = defineInput({
  params: { projectId: ProjectOrPublicationId },
  query: {
    q: described(notEmpty(z.string()), "What to search for; quotes keep words together"),
    count: optional(QueryInteger, "How many results at most; all when negative"),
    isReturnSnippets: optional(QueryInteger, "Greater than 0 to fill ftsTitleHtml and ftsSnippetHtml"),
  },
});
/** Input of `topics.search`. */
export interface SearchInput extends InputOf<typeof searchInput> {}
/** Searches the topics of one project or publication. */
export const search = defineEndpoint<SearchInput, Topic[]>({
  id: "topics.search",
  method: "GET",
  path: "projects/{projectId}/articles",
  pickedBy: "q",
  summary: "Searches the topics of one project or publication.",
  access: "basic",
  safety: "read",
  evidence: "inferred",
  ...searchInput,
  success: 200,
  response: z.array(Topic),
});

const deleteManyInput = defineInput({
  params: { projectId: ProjectOrPublicationId },
  body: { ids: described(notEmpty(z.array(TopicId)), "Ids of the topics") },
});
/** Input of `topics.deleteMany`. */
export interface DeleteManyInput extends InputOf<typeof deleteManyInput> {}
/** Deletes several topics. */
export const deleteMany = defineEndpoint<DeleteManyInput, undefined>({
  id: "topics.deleteMany",
  method: "DELETE",
  path: "projects/{projectId}/articles",
  summary: "Deletes several topics.",
  access: "basic",
  safety: "idempotent",
  evidence: "sister",
  inferred: ["status"],
  ...deleteManyInput,
  success: 204,
  response: NoContent,
});
