/** Topics of projects and publications. */
import { topics, type Topic } from "@clickhelp-js/protocol";
import { badRequest, conflict, forbidden, notFound, wrongLetterCase } from "../api-error.js";
import { refuseAutoNode, refuseAutoTopic } from "../auto-topics.js";
import { ListGoneError } from "../batches.js";
import { checkNewId } from "../check-id.js";
import { defaultStatuses } from "../default-statuses.js";
import { checkNesting } from "../nesting.js";
import { findProject, findReadable } from "../permissions.js";
import { implement, type Call } from "../portal.js";
import { refuseBeingUpdated } from "../publishing.js";
import { toApiUrl, toTopic, toTopicPage } from "../represent.js";
import { searchTopics } from "./search.js";
import type { ProjectRecord } from "../store/projects.js";
import type { Store } from "../store/store.js";
import { batchSize } from "../store/row-numbers.js";
import type { TopicRecord } from "../store/topics.js";

function findTopic(call: Call, projectId: string, topicId: string): [project: ProjectRecord, topic: TopicRecord] {
  const project = findReadable(call.portal.store.projects, projectId, call.caller);
  return [project, readTopic(call, project, topicId)];
}

function readTopic({ portal }: Call, project: ProjectRecord, topicId: string): TopicRecord {
  const topic = portal.store.topics.get(project.row, topicId);
  if (topic) return topic;
  throw notFound(`There is no topic with the id "${topicId}" in "${project.id}".`);
}

function findChangeable(call: Call, projectId: string, topicId: string): [project: ProjectRecord, topic: TopicRecord] {
  const [project, topic] = findTopic(call, projectId, topicId);
  refuseAutoTopic(topic);
  refuseBeingUpdated(call.portal.store, project);
  return [project, topic];
}

interface Told {
  readonly project: ProjectRecord;
  readonly origin: string;
  readonly entity: Readonly<Topic>;
}

/** By records, which are others as soon as anything of a topic or a project changes. */
const told = new WeakMap<TopicRecord, Told>();

/** Gives the same entity again for as long as it is the same, so that it need not be encoded again. */
function withBody(topic: TopicRecord, project: ProjectRecord, origin: string): Readonly<Topic> {
  const known = told.get(topic);
  if (known?.project === project && known.origin === origin) return known.entity;
  const entity = toTopic(topic, project, origin, { body: topic.body, html: toTopicPage(topic, project) });
  told.set(topic, { project, origin, entity: Object.freeze(entity) });
  return entity;
}

const list = implement(topics.list, (call, { projectId }) => ({
  batches: listBatches(call, findReadable(call.portal.store.projects, projectId, call.caller)),
}));

/** A list that is cut off by an update of its publication must not look like a whole one: then the answer breaks off. */
function* listBatches({ portal, origin }: Call, project: ProjectRecord): Generator<Topic[]> {
  const { topics: store, projects } = portal.store;
  for (let row = 0; ;) {
    if (projects.get(project.id)?.row !== project.row) throw new ListGoneError("the project");
    const batch = store.listAfter(project.row, row);
    yield batch.map((topic) => toTopic(topic, project, origin));
    if (batch.length < batchSize) return;
    row = batch.at(-1)?.row ?? 0;
  }
}

const search = implement(topics.search, async (call, { projectId, ...question }) => {
  await call.portal.store.topics.prepareSearch();
  const project = findReadable(call.portal.store.projects, projectId, call.caller);
  return searchTopics(call, [project], question);
});

const get = implement(topics.get, (call, { projectId, topicId }) => {
  const [project, topic] = findTopic(call, projectId, topicId);
  return { value: withBody(topic, project, call.origin) };
});

const create = implement(topics.create, (call, input) => {
  const { store, clock } = call.portal;
  const project = findProject(store.projects, input.projectId, call.caller);
  const id = checkNewId("id", input.id);
  checkWorkflow(store, input);
  checkNesting(input.body ?? "");
  const parentId = input.parentTocNodeId ?? null;
  const parent = parentId === null ? undefined : store.toc.get(project.row, parentId);
  if (parentId !== null && !parent) {
    throw badRequest(`"parentTocNodeId": there is no TOC node with the id "${parentId}" in "${project.id}".`);
  }
  if (parent) refuseAutoNode(store, project, parent);
  const ordinal = input.tocNodeOrdinalNo;
  if (ordinal !== undefined && ordinal < 0) throw badRequest('"tocNodeOrdinalNo" must not be negative.');
  if (store.topics.get(project.row, id))
    throw conflict(`There is a topic with the id "${id}" in "${project.id}" already.`);

  const location = toApiUrl(call.origin, "projects", project.id, "articles", id);
  const now = new Date(clock.now());
  const topic = store.database.transaction(() => {
    const inserted = store.topics.insert({
      ...{ projectRow: project.row, id, title: input.title ?? id, body: input.body ?? "" },
      ...{ keywords: input.indexKeywords ?? [], status: input.statusName },
      ...{ owner: input.ownerUserName, assignee: input.assigneeUserName },
      ...{ createdOn: now, modifiedOn: now, isAuto: false },
    });
    const caption = input.tocNodeCaption ?? "";
    const node = { parentId, caption, topicId: id, isShown: input.isShowInToc ?? false };
    const tocNodeId = store.toc.insert(project.row, ordinal === undefined ? node : { ...node, ordinal });
    return { ...inserted, tocNodeId };
  });
  return { value: toTopic(topic, project, call.origin), location };
});

const update = implement(topics.update, (call, { projectId, topicId, ...fields }) => {
  const { store, clock } = call.portal;
  const [project, topic] = findChangeable(call, projectId, topicId);
  if (call.caller?.role === "reviewer" && Object.keys(fields).some((name) => name !== "statusName")) {
    throw forbidden('You have no permission to perform this action: a reviewer may change nothing but "statusName".');
  }
  checkWorkflow(store, fields);
  checkNesting(fields.body ?? "");
  const { title = topic.title, body = topic.body, indexKeywords: keywords = topic.keywords } = fields;
  const { statusName = topic.status, ownerUserName = topic.owner, assigneeUserName = topic.assignee } = fields;
  const people = { status: statusName, owner: ownerUserName, assignee: assigneeUserName };
  store.topics.update(topic, { title, body, keywords, ...people }, clock.now());
  return { value: withBody(readTopic(call, project, topicId), project, call.origin) };
});

const deleteHandler = implement(topics.delete, (call, { projectId, topicId }) => {
  const { store } = call.portal;
  const [project, topic] = findChangeable(call, projectId, topicId);
  store.database.transaction(() => {
    if (topic.tocNodeId !== null) store.toc.delete(project.row, topic.tocNodeId);
    store.topics.delete(topic.row);
  });
  return { value: undefined };
});

const deleteMany = implement(topics.deleteMany, (call, { projectId, ids }) => {
  const { store } = call.portal;
  const project = findReadable(store.projects, projectId, call.caller);
  const found = [...new Set(ids)].map((id) => findChangeable(call, projectId, id)[1]);
  store.database.transaction(() => {
    store.toc.deleteMany(
      project.row,
      found.flatMap(({ tocNodeId }) => tocNodeId ?? []),
    );
    for (const { row } of found) store.topics.delete(row);
  });
  return { value: undefined };
});

interface WorkflowFields {
  statusName?: string | undefined;
  ownerUserName?: string | undefined;
  assigneeUserName?: string | undefined;
}

function checkWorkflow(store: Store, fields: WorkflowFields): void {
  const { statusName, ownerUserName, assigneeUserName } = fields;
  if (statusName !== undefined) checkStatus(store, statusName);
  for (const [field, login] of Object.entries({ ownerUserName, assigneeUserName })) {
    if (login === undefined || store.users.get(login)?.type === "Contributor") continue;
    throw badRequest(`"${field}": there is no contributor with the login "${login}".`);
  }
}

function checkStatus(store: Store, status: string): void {
  const known = store.settings.get("statuses")?.split("\n") ?? defaultStatuses;
  if (known.includes(status)) return;
  const meant = known.find((name) => name.toLowerCase() === status.toLowerCase());
  if (meant !== undefined)
    throw wrongLetterCase(`Values are case-sensitive: "statusName" is "${meant}", not "${status}".`);
  throw badRequest(`"statusName": there is no workflow status "${status}". Known: ${known.join(", ")}.`);
}

export const topicHandlers = [list, search, get, create, update, deleteHandler, deleteMany];
