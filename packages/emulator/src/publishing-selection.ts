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
  /** How many of the nodes above it were given: all. */
  readonly depth: number;
}

/**
 * Gives the nodes in reading order, while it reads them. A chosen node brings everything below it; the nodes above it are
 * kept as folders, so that the structure stays. A folder from which everything was left out is left out too.
 */
export function* selectNodes({ store, project, isOnlyReady, tocNodeIds }: Selection): Generator<SelectedNode> {
  const wanted = tocNodeIds && new Set(tocNodeIds);
  const select = ({ node, label, isChosen, isPublished }: Step, depth: number): SelectedNode =>
    isPublished
      ? { node, topicId: node.topicId, caption: node.caption, isChosen, depth }
      : { node, topicId: null, caption: label, isChosen, depth };
  /** The nodes above and the present one. Nobody knows whether a folder is kept before something below it is. */
  const path: Step[] = [];
  for (const { node, label, depth, hasChildren, topicStatus } of store.toc.walk(project.row)) {
    path.length = depth;
    const isChosen = !wanted || wanted.has(node.id) || (path.at(-1)?.isChosen ?? false);
    const isPublished = isChosen && topicStatus !== null && (!isOnlyReady || topicStatus === readyStatus);
    const isEmptyFolder = isChosen && node.topicId === null && !hasChildren;
    path.push({ node, label, isChosen, isPublished, isGiven: false });
    if (!isPublished && !isEmptyFolder) continue;
    for (const [index, step] of path.entries()) {
      if (!step.isGiven) yield select(step, index);
      step.isGiven = true;
    }
  }
}

interface Step {
  readonly node: TocNodeRecord;
  readonly label: string;
  readonly isChosen: boolean;
  readonly isPublished: boolean;
  isGiven: boolean;
}
