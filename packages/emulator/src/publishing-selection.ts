/** Decides which nodes of a project's table of contents go into a publication. */
import type { ProjectRecord } from "./store/projects.js";
import type { Store } from "./store/store.js";
import type { TocNodeRecord } from "./store/toc.js";

/** The status of topics that are ready to be published. */
export const readyStatus = "Ready";

export interface Selection {
  readonly store: Store;
  readonly project: ProjectRecord;
  readonly isOnlyReady: boolean;
  readonly tocNodeIds?: readonly string[] | undefined;
}

export interface SelectedNode {
  readonly node: TocNodeRecord;
  /** Null for a folder, and for a topic that is not published itself but has published ones below it. */
  readonly topicId: string | null;
  readonly caption: string;
  /** False for a node that is there only because something below it was chosen. */
  readonly isChosen: boolean;
}

/**
 * Gives the nodes in reading order. A chosen node brings everything below it; the nodes above it are kept as folders, so
 * that the structure stays. A folder from which everything was left out is left out too.
 */
export function selectNodes({ store, project, isOnlyReady, tocNodeIds }: Selection): SelectedNode[] {
  const nodes = store.toc.list(project.row);
  const statuses = store.topics.statuses(project.row);
  const wanted = tocNodeIds && new Set(tocNodeIds);
  const parents = new Set(nodes.map(({ parentId }) => parentId));

  const chosen = new Set<string>();
  for (const { id, parentId } of nodes) {
    if (!wanted || wanted.has(id) || (parentId !== null && chosen.has(parentId))) chosen.add(id);
  }
  const isPublished = (node: TocNodeRecord) => {
    const status = node.topicId === null ? undefined : statuses.get(node.topicId);
    return chosen.has(node.id) && status !== undefined && (!isOnlyReady || status === readyStatus);
  };
  const isEmptyFolder = (node: TocNodeRecord) => chosen.has(node.id) && node.topicId === null && !parents.has(node.id);

  const kept = new Set<string>();
  for (const node of nodes.toReversed()) {
    if (!kept.has(node.id) && !isPublished(node) && !isEmptyFolder(node)) continue;
    kept.add(node.id);
    if (node.parentId !== null) kept.add(node.parentId);
  }
  return nodes
    .filter(({ id }) => kept.has(id))
    .map((node) => {
      const isChosen = chosen.has(node.id);
      if (isPublished(node)) return { node, topicId: node.topicId, caption: node.caption, isChosen };
      const title = node.topicId === null ? undefined : store.topics.get(project.row, node.topicId)?.title;
      return { node, topicId: null, caption: node.caption === "" ? (title ?? "") : node.caption, isChosen };
    });
}
