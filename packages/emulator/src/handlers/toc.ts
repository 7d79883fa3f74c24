/** The table of contents of a project or publication. */
import { toc, type TocNode } from "@clickhelp-js/protocol";
import { badRequest, notFound } from "../api-error.js";
import { refuseAutoNode } from "../auto-topics.js";
import { mapBatches } from "../batches.js";
import { findProject, findReadable } from "../permissions.js";
import { implement, type Call } from "../portal.js";
import { toApiUrl, toTocNode } from "../represent.js";
import type { ProjectRecord } from "../store/projects.js";
import type { TocNodeRecord } from "../store/toc.js";

function findNode(call: Call, project: ProjectRecord, id: string): TocNodeRecord {
  const node = call.portal.store.toc.get(project.row, id);
  if (node) return node;
  throw notFound(`There is no TOC node with the id "${id}" in "${project.id}".`);
}

function toTocNodes(batches: Iterable<readonly TocNodeRecord[]>): Iterable<TocNode[]> {
  return mapBatches(batches, (batch) => batch.map(toTocNode));
}

const list = implement(toc.list, ({ portal, caller }, { projectId }) => {
  const project = findReadable(portal.store.projects, projectId, caller);
  return { batches: toTocNodes(portal.store.toc.listBatches(project.row)) };
});

const get = implement(toc.get, (call, { projectId, tocNodeId }) => {
  const project = findReadable(call.portal.store.projects, projectId, call.caller);
  return { value: toTocNode(findNode(call, project, tocNodeId)) };
});

const listChildren = implement(toc.listChildren, (call, { projectId, tocNodeId, isRecursive }) => {
  const nodes = call.portal.store.toc;
  const project = findReadable(call.portal.store.projects, projectId, call.caller);
  const { id } = findNode(call, project, tocNodeId);
  const found = isRecursive === true ? nodes.descendants(project.row, id) : [nodes.children(project.row, id)];
  return { batches: toTocNodes(found) };
});

const create = implement(toc.create, (call, input) => {
  const { store } = call.portal;
  const project = findProject(store.projects, input.projectId, call.caller);
  const { caption, parentId = null, ordinalNo, isShowInToc = false } = input;
  checkPlace(call, project, parentId, ordinalNo);
  const node = { caption, parentId, topicId: null, isShown: isShowInToc };
  const id = store.toc.insert(project.row, ordinalNo === undefined ? node : { ...node, ordinal: ordinalNo });
  const location = toApiUrl(call.origin, "projects", project.id, "toc", "nodes", id);
  return { value: toTocNode(findNode(call, project, id)), location };
});

const update = implement(toc.update, (call, input) => {
  const { store } = call.portal;
  const { caption, isShowInToc, ordinalNo } = input;
  const project = findProject(store.projects, input.projectId, call.caller);
  const node = findNode(call, project, input.tocNodeId);
  refuseAutoNode(store, project, node);
  const { parentId = node.parentId } = input;
  checkPlace(call, project, parentId, ordinalNo);
  refuseBelowItself(call, project, node, parentId);
  store.database.transaction(() => {
    if (caption !== undefined) store.toc.setCaption(project.row, node.id, caption);
    if (isShowInToc !== undefined) store.toc.setShown(project.row, node.id, isShowInToc);
    const isMoved = parentId !== node.parentId || (ordinalNo !== undefined && ordinalNo !== node.ordinal);
    if (isMoved) store.toc.move(project.row, node.id, parentId, ordinalNo);
  });
  return { value: toTocNode(findNode(call, project, node.id)) };
});

function checkPlace(call: Call, project: ProjectRecord, parentId: string | null, ordinalNo: number | undefined): void {
  if (ordinalNo !== undefined && ordinalNo < 0) throw badRequest('"ordinalNo" must not be negative.');
  if (parentId === null) return;
  const parent = call.portal.store.toc.get(project.row, parentId);
  if (parent) {
    refuseAutoNode(call.portal.store, project, parent);
    return;
  }
  throw badRequest(`"parentId": there is no TOC node with the id "${parentId}" in "${project.id}".`);
}

function refuseBelowItself(call: Call, project: ProjectRecord, node: TocNodeRecord, parentId: string | null): void {
  if (parentId === null) return;
  const below = [...call.portal.store.toc.descendants(project.row, node.id)].flat();
  if (parentId !== node.id && below.every(({ id }) => id !== parentId)) return;
  throw badRequest('"parentId": a node cannot be moved into itself or below itself.');
}

// What a portal does with the topic of a deleted node, and with the nodes below it, is not documented. Here nothing is
// lost: the topic stays, without a place in the TOC, and the nodes below take the place of the deleted one.
const deleteHandler = implement(toc.delete, (call, { projectId, tocNodeId }) => {
  const { store } = call.portal;
  const project = findProject(store.projects, projectId, call.caller);
  const node = findNode(call, project, tocNodeId);
  refuseAutoNode(store, project, node);
  store.toc.delete(project.row, node.id);
  return { value: undefined };
});

const deleteMany = implement(toc.deleteMany, (call, { projectId, tocNodeIds }) => {
  const { store } = call.portal;
  const project = findProject(store.projects, projectId, call.caller);
  const nodes = tocNodeIds.map((id) => findNode(call, project, id));
  for (const node of nodes) refuseAutoNode(store, project, node);
  store.toc.deleteMany(
    project.row,
    nodes.map(({ id }) => id),
  );
  return { value: undefined };
});

export const tocHandlers = [list, get, listChildren, create, update, deleteHandler, deleteMany];
