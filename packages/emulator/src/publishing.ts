/**
 * Makes publications: copies of a project's table of contents and topics. The copy is made beside the live publication and
 * takes its place at once when it is complete, so readers never see a half-made one.
 */
import { badRequest, conflict } from "./api-error.js";
import { count } from "./count.js";
import { relink, type Relinking } from "./links.js";
import { readyStatus, selectNodes, type SelectedNode } from "./publishing-selection.js";
import type { ProjectRecord } from "./store/projects.js";
import type { Store } from "./store/store.js";
import type { NewTocNode, TocNodeRecord } from "./store/toc.js";
import type { TaskProgress } from "./tasks.js";

/** Copied between two turns of other work. */
const batchSize = 50;

export interface PublishingPlan {
  readonly store: Store;
  readonly project: ProjectRecord;
  /** Row of the publication in the making. */
  readonly targetRow: number;
  readonly relinking: Relinking;
  readonly isOnlyReady: boolean;
  /** The whole project when absent. */
  readonly tocNodeIds?: readonly string[] | undefined;
  /** The live publication whose place the target takes. */
  readonly replaced?: ProjectRecord;
  /** Whether the target begins as a copy of the one that it replaces; otherwise it keeps nothing of it. */
  readonly isPartial?: boolean;
}

/** Refuses nodes that the project does not have, before any task begins. */
export function checkTocNodeIds(store: Store, project: ProjectRecord, ids: readonly string[] | undefined): void {
  if (ids === undefined) return;
  if (ids.length === 0) throw badRequest('"publishedTocNodeIds" names no node; leave it out to publish everything.');
  const unknown = ids.filter((id) => !store.toc.get(project.row, id));
  if (unknown.length === 0) return;
  throw badRequest(`"${project.id}" has no TOC nodes with these ids: ${unknown.slice(0, 20).join(", ")}.`);
}

/** Throws 409 while a publication is being updated: what is changed in the live one now would be lost. */
export function refuseBeingUpdated({ projects }: Store, { id }: Pick<ProjectRecord, "id">): void {
  if (projects.isBeingReplaced(id)) throw conflict(`"${id}" is being updated by another task.`);
}

/** Copies what was chosen into an empty publication. Gives the final words. */
export async function publishInFull(plan: PublishingPlan, progress: TaskProgress): Promise<string> {
  const copier = createCopier(plan);
  await inBatches(plan, selectNodes(plan), progress, copier.copy);
  const topics = copier.topics();
  return `Published: ${count(topics, "topic")}${whyNone(plan, topics)}.`;
}

function whyNone({ isOnlyReady }: PublishingPlan, topics: number): string {
  return isOnlyReady && topics === 0 ? `, since none that was chosen has the status ${readyStatus}` : "";
}

/** The same without a task and without turns for other work: for portals that begin with publications. */
export function publishAtOnce(plan: PublishingPlan): void {
  const { copy } = createCopier(plan);
  for (const selected of selectNodes(plan)) copy(selected);
}

/**
 * Copies the files in the project's folder to the publication's, so that changing them there changes nothing here. A
 * full update deletes what the project does not have any more.
 */
export function publishFiles(plan: PublishingPlan, by: string, now: number): void {
  const { store, project, replaced, isPartial = false, relinking } = plan;
  const publicationId = relinking.toProjectId;
  const isFullUpdate = replaced !== undefined && !isPartial;
  const isFolder = (id: string) => store.files.get(id)?.isFolder;
  const isCleared = isFullUpdate && isFolder(publicationId) === true;
  if (isFolder(publicationId) === false || (isFolder(project.id) !== true && !isCleared)) return;
  store.files.copyFolder(project.id, publicationId, by, now, isFullUpdate);
}

function createCopier(plan: PublishingPlan) {
  /** Ids of the copies of the nodes above. */
  const path: string[] = [];
  let topics = 0;
  return {
    copy: ({ node, caption, topicId, depth }: SelectedNode) => {
      path.length = depth;
      const parentId = path.at(-1) ?? null;
      const isCopied = topicId !== null && copyTopic(plan, topicId);
      if (isCopied) topics += 1;
      const copy = copyNode(node, parentId, caption, isCopied ? topicId : null);
      path.push(plan.store.toc.insert(plan.targetRow, copy));
    },
    topics: () => topics,
  };
}

/**
 * Updates topics that are in both by id, where they are; adds new ones where the node above them is in the publication;
 * deletes nothing. Gives the final words.
 */
export async function publishInPart(plan: PublishingPlan, progress: TaskProgress): Promise<string> {
  const { store, targetRow, replaced } = plan;
  if (replaced) await copyPublication(plan, replaced, progress);
  const places = await findPlaces(store.toc.listBatches(targetRow), progress);
  const totals = { updated: 0, added: 0, "left out": 0 };

  await inBatches(plan, selectNodes(plan), progress, ({ node, caption, topicId, isChosen }) => {
    if (!isChosen) return;
    const present = places.of(node);
    if (present !== undefined) {
      if (topicId !== null) {
        if (updateTopic(plan, topicId)) totals.updated += 1;
        else if (copyTopic(plan, topicId)) {
          // So far the node was a folder, because its topic was not ready.
          store.toc.setTopic(targetRow, present, topicId);
          totals.added += 1;
        }
      }
      store.toc.setCaption(targetRow, present, caption);
      return;
    }
    const parentId = node.parentId === null ? null : places.ofSource(node.parentId);
    if (parentId === undefined) {
      if (topicId !== null) totals["left out"] += 1;
      return;
    }
    const isCopied = topicId !== null && copyTopic(plan, topicId);
    if (isCopied) totals.added += 1;
    const ordinal = placeAfterSibling(plan, node, places);
    const copy = copyNode(node, parentId, caption, isCopied ? topicId : null);
    places.add(node, store.toc.insert(targetRow, ordinal === undefined ? copy : { ...copy, ordinal }));
  });
  const told = Object.entries(totals).map(([what, number]) => `${number} ${what}`);
  const topics = Object.values(totals).reduce((sum, number) => sum + number, 0);
  return `Topics: ${told.join(", ")}${whyNone(plan, topics)}.`;
}

function copyNode(node: TocNodeRecord, parentId: string | null, caption: string, topicId: string | null): NewTocNode {
  const { id: sourceId, isShown, isAutoDocsMountPoint } = node;
  return { parentId, caption, topicId, isShown, isAutoDocsMountPoint, sourceId };
}

async function inBatches(
  plan: PublishingPlan,
  selected: Iterator<SelectedNode>,
  progress: TaskProgress,
  publish: (selected: SelectedNode) => void,
): Promise<void> {
  const { store, project } = plan;
  const total = store.toc.count(project.row);
  let done = 0;
  const publishSome = () => {
    for (const end = done + batchSize; done < end; done += 1) {
      const next = selected.next();
      if (next.done === true) return false;
      publish(next.value);
    }
    return true;
  };
  while (store.database.transaction(publishSome)) {
    progress.report(done / total, `Publishing ${done} of up to ${count(total, "node")}`);
    await progress.pause();
  }
}

/** A topic may have been deleted since the list was made: then there is nothing to copy. */
function copyTopic({ store, project, targetRow, relinking }: PublishingPlan, topicId: string): boolean {
  const topic = store.topics.get(project.row, topicId);
  if (!topic) return false;
  store.topics.copy(topic.row, targetRow, relink(topic.body, relinking));
  return true;
}

function updateTopic({ store, project, targetRow, relinking }: PublishingPlan, topicId: string): boolean {
  const source = store.topics.get(project.row, topicId);
  const present = store.topics.get(targetRow, topicId);
  if (!source || !present) return false;
  const { title, keywords, status, owner, assignee } = source;
  const changes = { title, keywords, status, owner, assignee, body: relink(source.body, relinking) };
  store.topics.update(present, changes, source.modifiedOn.getTime());
  return true;
}

/** Topics come before the nodes that name them: what a kill leaves in the middle has to fit, although nobody sees it. */
async function copyPublication(plan: PublishingPlan, live: ProjectRecord, progress: TaskProgress): Promise<void> {
  const { store, targetRow } = plan;
  for (let row: number | undefined = 0; row !== undefined;) {
    const topics = store.topics.listAfter(live.row, row);
    store.database.transaction(() => {
      for (const { id } of topics) {
        const topic = store.topics.get(live.row, id);
        if (topic) store.topics.copy(topic.row, targetRow, topic.body);
      }
    });
    row = topics.at(-1)?.row;
    await progress.pause();
  }
  for (const nodes of store.toc.listBatches(live.row)) {
    store.database.transaction(() => {
      for (const node of nodes) store.toc.insert(targetRow, node);
    });
    await progress.pause();
  }
}

/** Where nodes of the project are in the publication: by topic id, or else by the node they were made from. */
async function findPlaces(batches: Iterable<readonly TocNodeRecord[]>, progress: TaskProgress) {
  const byTopic = new Map<string, string>();
  const bySource = new Map<string, string>();
  for (const nodes of batches) {
    for (const { id, topicId, sourceId } of nodes) {
      if (topicId !== null) byTopic.set(topicId, id);
      if (sourceId !== null) bySource.set(sourceId, id);
    }
    await progress.pause();
  }
  return {
    of: (node: TocNodeRecord) =>
      (node.topicId === null ? undefined : byTopic.get(node.topicId)) ?? bySource.get(node.id),
    ofSource: (sourceId: string) => bySource.get(sourceId),
    add(node: TocNodeRecord, id: string) {
      bySource.set(node.id, id);
      if (node.topicId !== null) byTopic.set(node.topicId, id);
    },
  };
}

/** A new node goes right after the nearest earlier sibling that the publication has; last, when it has none. */
function placeAfterSibling(
  { store, project, targetRow }: PublishingPlan,
  node: TocNodeRecord,
  places: Awaited<ReturnType<typeof findPlaces>>,
): number | undefined {
  const earlier = store.toc.children(project.row, node.parentId).filter(({ ordinal }) => ordinal < node.ordinal);
  const parentId = node.parentId === null ? null : places.ofSource(node.parentId);
  for (const sibling of earlier.toReversed()) {
    const place = places.of(sibling);
    const present = place === undefined ? undefined : store.toc.get(targetRow, place);
    if (present && present.parentId === parentId) return present.ordinal + 1;
  }
  return undefined;
}
