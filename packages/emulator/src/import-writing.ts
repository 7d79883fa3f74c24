/** Writes what the thread of an import makes, a part in each turn, where nobody sees it yet. */
import { visibilities } from "@clickhelp-js/protocol";
import { checkNewId } from "./check-id.js";
import { defaultStatuses } from "./default-statuses.js";
import type { ImportPlan, ImportTarget } from "./import-plan.js";
import type { ImportServices, NewFile } from "./import-worker.js";
import type { ImportedNode, ImportedPublication, PlacedTopic } from "./imports/index.js";
import { checkStoragePath } from "./storage-path.js";
import type { TaskProgress } from "./tasks.js";
import type { Services } from "./thread.js";

export interface UnseenFile extends Omit<NewFile, "content"> {
  readonly contentRow: number;
}

/** What was written so far. */
export interface Unseen {
  /** Of projects in the making, by place: 0 is what the import is for, and the publications that are restored follow. */
  readonly rows: Map<number, number>;
  readonly files: UnseenFile[];
  /** What people should know of it. */
  readonly notes: string[];
  /** Those of topics, which the portal does not have. */
  readonly unknownStatuses: Set<string>;
  /** Those that are not in publications. */
  topics: number;
  /** The content of the file that is imported, when it had to be downloaded. */
  download: number | undefined;
}

export function createUnseen(target: ImportTarget): Unseen {
  const rows = new Map(target.kind === "new" ? [[0, target.project.row]] : []);
  return { rows, files: [], notes: [], unknownStatuses: new Set(), topics: 0, download: undefined };
}

/** Each gives others a turn, and throws when the task was stopped. */
export function createWritingServices(
  plan: ImportPlan,
  unseen: Unseen,
  progress: TaskProgress,
): Services<Omit<ImportServices, "read">> {
  const { store } = plan;
  const { files } = store;
  const writeTopic = createTopicWriter(plan, unseen);
  const writeNode = createNodeWriter(plan);
  const inOneTurn = async <T>(work: () => T): Promise<T> => {
    // Making what is written took turns.
    progress.signal.throwIfAborted();
    const result = store.database.transaction(work);
    await progress.pause();
    return result;
  };
  return {
    addPublications: (publications) => inOneTurn(() => addPublications(plan, unseen, publications)),
    writeNodes: (place, nodes) =>
      inOneTurn(() => {
        for (const node of nodes) writeNode(rowOf(unseen, place), node);
      }),
    writeTopics: (topics) =>
      inOneTurn(() => {
        for (const topic of topics) writeTopic(topic);
      }),
    writeFiles: (some) =>
      inOneTurn(() => {
        for (const { content, ...file } of some) {
          checkStoragePath(file.path);
          const contentRow = files.createContent();
          unseen.files.push({ ...file, contentRow });
          files.append(contentRow, content);
        }
      }),
    appendToFile: (bytes) =>
      inOneTurn(() => {
        const last = unseen.files.at(-1);
        if (last) files.append(last.contentRow, bytes);
      }),
  };
}

function rowOf({ rows }: Unseen, place: number): number {
  const row = rows.get(place);
  if (row === undefined) throw new RangeError(`there is nothing in the making at place ${place}`);
  return row;
}

/** Publications whose id is taken stay out. */
function addPublications(
  { store, target }: ImportPlan,
  unseen: Unseen,
  publications: readonly ImportedPublication[],
): boolean[] {
  const leftOut: string[] = [];
  const added = publications.map(({ id, title, language, createdOn, groups, outputTags, ...publication }, index) => {
    if (target.kind === "existing" || store.projects.isTaken(id)) {
      leftOut.push(id);
      return false;
    }
    const visibility = visibilities.find((one) => one === publication.visibility) ?? "Private";
    const lists = { groups: [...groups], outputTags: [...outputTags] };
    const described = { id: checkNewId("id", id), parentId: target.project.id, title, language, createdOn, visibility };
    unseen.rows.set(index + 1, store.projects.insert({ ...described, ...lists }, "building"));
    return true;
  });
  if (leftOut.length > 0) {
    const why = target.kind === "existing" ? "only new projects get them" : "their ids are taken";
    unseen.notes.push(`Publications left out, since ${why}: ${leftOut.join(", ")}.`);
  }
  return added;
}

function createNodeWriter({ store, target }: ImportPlan): (row: number, node: ImportedNode) => void {
  /** Ids of the nodes above. */
  const path: string[] = [];
  return (row, { id, caption, topicId, depth, isHidden = false, isMountPoint = false, sourceId = null }) => {
    path.length = depth;
    const node = {
      // Those of a backup are kept only where they cannot meet others.
      ...(target.kind === "new" && id !== undefined && { id }),
      ...{ parentId: path.at(-1) ?? null, caption, topicId, isShown: !isHidden },
      ...{ isAutoDocsMountPoint: isMountPoint, sourceId },
    };
    path.push(store.toc.insert(row, node));
  };
}

/** People and statuses that the portal does not have are replaced: by whoever imports, and by Draft. */
function createTopicWriter({ store, login, now }: ImportPlan, unseen: Unseen): (placed: PlacedTopic) => void {
  const contributorOr = (name: string | undefined, otherwise: string) =>
    name !== undefined && store.users.get(name)?.type === "Contributor" ? name : otherwise;
  const [draft = "Draft", ...others] = store.settings.get("statuses")?.split("\n") ?? defaultStatuses;
  const statuses = new Set([draft, ...others]);
  const toStatus = (name = draft) => {
    if (statuses.has(name)) return name;
    unseen.unknownStatuses.add(name);
    return draft;
  };
  return ({ place, topic }) => {
    const createdOn = topic.createdOn ?? new Date(now);
    store.topics.insert({
      ...{ projectRow: rowOf(unseen, place), id: checkNewId("id", topic.id) },
      ...{ title: topic.title, body: topic.body, isAuto: topic.isAuto },
      keywords: [...topic.keywords],
      status: toStatus(topic.status),
      owner: contributorOr(topic.owner, login),
      assignee: contributorOr(topic.assignee, login),
      ...{ createdOn, modifiedOn: topic.modifiedOn ?? createdOn },
    });
    if (place === 0) unseen.topics += 1;
  };
}
