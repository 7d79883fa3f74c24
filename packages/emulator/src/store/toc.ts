/** Tables of contents: nodes with a topic or, for folders, without. Siblings are numbered 0, 1, 2, … */
import { randomUUID } from "node:crypto";
import { flag, integer, nullableText, rowNumber, text, type Row } from "./columns.js";
import type { Database, Query } from "./database.js";
import { batchSize, readInBatches, toRowNumbers, wantedFrom } from "./row-numbers.js";

/**
 * A GUID that begins with the time (version 7), so that nodes made after each other stand beside each other in the database.
 */
function createOrderedId(): string {
  const time = Date.now().toString(16).padStart(12, "0");
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`;
}

export interface TocNodeRecord {
  /** GUID. */
  id: string;
  /** Null at the root. */
  parentId: string | null;
  ordinal: number;
  /** Empty when the topic's title is shown. */
  caption: string;
  /** Null for a folder. */
  topicId: string | null;
  isShown: boolean;
  isAutoDocsMountPoint: boolean;
  /** In a publication: the project's node that this one was made from. */
  sourceId: string | null;
}

/** A node on a walk through a table of contents as it was when the walk began. */
export interface WalkedNode {
  node: TocNodeRecord;
  /** How many nodes above it are still there. */
  depth: number;
  hasChildren: boolean;
  /** Null when there is no topic. */
  topicStatus: string | null;
  /** The caption, or the topic's title where it has none of its own. */
  label: string;
}

export type NewTocNode = Partial<TocNodeRecord> & Pick<TocNodeRecord, "parentId" | "caption" | "topicId" | "isShown">;

export interface TocStore {
  /** In reading order: every node before its children, siblings by position. */
  list(projectRow: number): TocNodeRecord[];
  /** The same in batches, each read when it is asked for. What was deleted meanwhile is left out. */
  listBatches(projectRow: number): Iterable<TocNodeRecord[]>;
  /** The same, one by one, each with its place. */
  walk(projectRow: number): Iterable<WalkedNode>;
  count(projectRow: number): number;
  get(projectRow: number, id: string): TocNodeRecord | undefined;
  children(projectRow: number, parentId: string | null): TocNodeRecord[];
  /** In reading order, in batches. */
  descendants(projectRow: number, parentId: string): Iterable<TocNodeRecord[]>;
  /** Inserts at `ordinal`, or last when it is absent or beyond the end; gives the id. */
  insert(projectRow: number, node: NewTocNode): string;
  setCaption(projectRow: number, id: string, caption: string): void;
  /** Gives a folder a topic. */
  setTopic(projectRow: number, id: string, topicId: string): void;
  setShown(projectRow: number, id: string, isShown: boolean): void;
  /**
   * Moves a node with everything below it: it is taken out, and put in at `ordinal`, or last when that is absent or beyond
   * the end. The new parent must not be below it.
   */
  move(projectRow: number, id: string, parentId: string | null, ordinal?: number): void;
  /** Moves all nodes of a project in the making behind those of another project. */
  moveAll(fromProjectRow: number, toProjectRow: number): void;
  /** Deletes one node; its children take its place. */
  delete(projectRow: number, id: string): void;
  /** The same with many, as if they were deleted one by one; each sibling is numbered once. */
  deleteMany(projectRow: number, ids: Iterable<string>): void;
}

function toNode(row: Row): TocNodeRecord {
  return {
    id: text(row, "id"),
    parentId: nullableText(row, "parent_id"),
    ordinal: integer(row, "ordinal"),
    caption: text(row, "caption"),
    topicId: nullableText(row, "topic_id"),
    isShown: flag(row, "is_shown"),
    isAutoDocsMountPoint: flag(row, "is_auto_docs_mount_point"),
    sourceId: nullableText(row, "source_id"),
  };
}

/**
 * The rows below a parent, with everything below them, in reading order: of what waits, the deepest node comes next. Only
 * siblings are ever equally deep, and they go by position.
 */
const readingOrder = `WITH RECURSIVE tree (row, id, depth, ordinal) AS (
    SELECT row, id, 0, ordinal FROM toc_nodes WHERE project_row = ?1 AND parent_id IS ?2
    UNION ALL
    SELECT toc_nodes.row, toc_nodes.id, depth + 1, toc_nodes.ordinal
    -- In this order and by this index: left to itself, SQLite reads all nodes for each node.
    FROM tree CROSS JOIN toc_nodes INDEXED BY toc_nodes_place
      ON toc_nodes.project_row = ?1 AND toc_nodes.parent_id = tree.id
    ORDER BY 3 DESC, 4
  )`;

function* inOneRow(pairs: Iterable<readonly number[]>): Generator<number> {
  for (const pair of pairs) yield* pair;
}

export function createTocStore(database: Database): TocStore {
  const selectOrder = database.query(`${readingOrder} SELECT row FROM tree`, rowNumber);
  const selectPlaces = database.query(`${readingOrder} SELECT row, depth FROM tree`, (row) => [
    integer(row, "row"),
    integer(row, "depth"),
  ]);
  const selectWalked = database.query(
    `SELECT toc_nodes.*, wanted.key AS position, status, coalesce(nullif(caption, ''), title, '') AS label
     FROM ${wantedFrom("toc_nodes")} LEFT JOIN topics ON topics.project_row = toc_nodes.project_row AND topics.id = topic_id
     ORDER BY wanted.key`,
    (row) => {
      const walked = { node: toNode(row), topicStatus: nullableText(row, "status"), label: text(row, "label") };
      return [integer(row, "position"), walked] as const;
    },
  );
  const selectCount = database.query("SELECT count(*) AS total FROM toc_nodes WHERE project_row = ?", (row) =>
    integer(row, "total"),
  );
  const selectPicked = database.query(`SELECT toc_nodes.* FROM ${wantedFrom("toc_nodes")} ORDER BY wanted.key`, toNode);
  const selectOne = database.query("SELECT * FROM toc_nodes WHERE project_row = ? AND id = ?", toNode);
  const selectChildren = database.query(
    "SELECT * FROM toc_nodes WHERE project_row = ? AND parent_id IS ? ORDER BY ordinal",
    toNode,
  );
  const selectEnd = database.query(
    "SELECT coalesce(max(ordinal) + 1, 0) AS next FROM toc_nodes WHERE project_row = ? AND parent_id IS ?",
    (row) => integer(row, "next"),
  );
  const makeRoom = database.command(
    "UPDATE toc_nodes SET ordinal = ordinal + ? WHERE project_row = ? AND parent_id IS ? AND ordinal >= ?",
  );
  const insert = database.command(
    `INSERT INTO toc_nodes (project_row, id, parent_id, ordinal, caption, topic_id, is_shown,
                            is_auto_docs_mount_point, source_id)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const updateCaption = database.command("UPDATE toc_nodes SET caption = ? WHERE project_row = ? AND id = ?");
  const updateTopic = database.command("UPDATE toc_nodes SET topic_id = ? WHERE project_row = ? AND id = ?");
  const updateShown = database.command("UPDATE toc_nodes SET is_shown = ? WHERE project_row = ? AND id = ?");
  const updatePlace = database.command(
    "UPDATE toc_nodes SET parent_id = ?, ordinal = ? WHERE project_row = ? AND id = ?",
  );
  const shiftRoots = database.command(
    "UPDATE toc_nodes SET ordinal = ordinal + ? WHERE project_row = ? AND parent_id IS NULL",
  );
  const changeProject = database.command("UPDATE toc_nodes SET project_row = ? WHERE project_row = ?");
  const deleteOne = database.command("DELETE FROM toc_nodes WHERE project_row = ? AND id = ?");
  const adopt = database.command(
    "UPDATE toc_nodes SET parent_id = ?, ordinal = ordinal + ? WHERE project_row = ? AND parent_id = ?",
  );

  const selectBelow = database.query(
    "SELECT row, id FROM toc_nodes WHERE project_row = ? AND parent_id IS ? ORDER BY ordinal",
    (row) => ({ row: integer(row, "row"), id: text(row, "id") }),
  );
  const number = database.command(
    `UPDATE toc_nodes SET parent_id = ?1, ordinal = place.key FROM json_each(?2) AS place
     WHERE toc_nodes.row = place.value AND (ordinal <> place.key OR parent_id IS NOT ?1)`,
  );
  const deleteListed = database.command(
    "DELETE FROM toc_nodes WHERE project_row = ? AND id IN (SELECT value FROM json_each(?))",
  );

  /** The rows that are below a node when others are gone, by position. */
  function findRemaining(projectRow: number, parentId: string | null, gone: ReadonlySet<string>): number[] {
    const rows: number[] = [];
    const waiting = selectBelow.all(projectRow, parentId).reverse();
    for (let node = waiting.pop(); node; node = waiting.pop()) {
      if (!gone.has(node.id)) rows.push(node.row);
      else for (const below of selectBelow.all(projectRow, node.id).reverse()) waiting.push(below);
    }
    return rows;
  }

  const readBatches = <T>(query: Query<T>, projectRow: number, parentId: string | null) =>
    readInBatches(selectOrder.iterate(projectRow, parentId), query);

  return {
    list: (projectRow) => [...readBatches(selectPicked, projectRow, null)].flat(),
    listBatches: (projectRow) => readBatches(selectPicked, projectRow, null),
    *walk(projectRow) {
      // Of each node its row, and then its depth: to put all nodes in order twice would make others wait.
      const places = toRowNumbers(inOneRow(selectPlaces.iterate(projectRow, null)));
      const rows = places.filter((_, index) => index % 2 === 0);
      const depths = places.filter((_, index) => index % 2 === 1);
      /** Of the nodes above and the present one; what was deleted since the beginning is left out. */
      const isThere: boolean[] = [];
      for (let start = 0; start < rows.length; start += batchSize) {
        const wanted = rows.subarray(start, start + batchSize);
        const found = new Map(selectWalked.all(JSON.stringify([...wanted])));
        for (const position of wanted.keys()) {
          const depth = depths[start + position] ?? 0;
          const walked = found.get(position);
          isThere.length = depth;
          isThere.push(walked !== undefined);
          if (!walked) continue;
          const hasChildren = (depths[start + position + 1] ?? 0) > depth;
          yield { ...walked, depth: isThere.filter(Boolean).length - 1, hasChildren };
        }
      }
    },
    count: (projectRow) => selectCount.get(projectRow) ?? 0,
    get: (projectRow, id) => selectOne.get(projectRow, id),
    children: (projectRow, parentId) => selectChildren.all(projectRow, parentId),
    descendants: (projectRow, parentId) => readBatches(selectPicked, projectRow, parentId),
    insert(projectRow, node) {
      const { id = createOrderedId(), parentId, caption, topicId, isShown, sourceId = null } = node;
      return database.transaction(() => {
        const end = selectEnd.get(projectRow, parentId) ?? 0;
        const ordinal = Math.min(node.ordinal ?? end, end);
        if (ordinal < end) makeRoom.run(1, projectRow, parentId, ordinal);
        const isMountPoint = node.isAutoDocsMountPoint ? 1 : 0;
        insert.run(projectRow, id, parentId, ordinal, caption, topicId, isShown ? 1 : 0, isMountPoint, sourceId);
        return id;
      });
    },
    setCaption(projectRow, id, caption) {
      updateCaption.run(caption, projectRow, id);
    },
    setTopic(projectRow, id, topicId) {
      updateTopic.run(topicId, projectRow, id);
    },
    setShown(projectRow, id, isShown) {
      updateShown.run(isShown ? 1 : 0, projectRow, id);
    },
    move(projectRow, id, parentId, wanted) {
      database.transaction(() => {
        const node = selectOne.get(projectRow, id);
        if (!node) return;
        const takenOut = -1;
        updatePlace.run(node.parentId, takenOut, projectRow, id);
        makeRoom.run(-1, projectRow, node.parentId, node.ordinal + 1);
        const end = selectEnd.get(projectRow, parentId) ?? 0;
        const ordinal = Math.min(wanted ?? end, end);
        makeRoom.run(1, projectRow, parentId, ordinal);
        updatePlace.run(parentId, ordinal, projectRow, id);
      });
    },
    moveAll(fromProjectRow, toProjectRow) {
      database.transaction(() => {
        shiftRoots.run(selectEnd.get(toProjectRow, null) ?? 0, fromProjectRow);
        changeProject.run(toProjectRow, fromProjectRow);
      });
    },
    delete(projectRow, id) {
      database.transaction(() => {
        const node = selectOne.get(projectRow, id);
        if (!node) return;
        const orphans = selectEnd.get(projectRow, id) ?? 0;
        deleteOne.run(projectRow, id);
        makeRoom.run(orphans - 1, projectRow, node.parentId, node.ordinal + 1);
        adopt.run(node.parentId, node.ordinal, projectRow, id);
      });
    },
    deleteMany(projectRow, ids) {
      const gone = new Set(ids);
      database.transaction(() => {
        const nodes = [...gone].flatMap((id) => selectOne.get(projectRow, id) ?? []);
        const parentIds = new Set(nodes.map(({ parentId }) => parentId));
        for (const parentId of parentIds) {
          if (parentId !== null && gone.has(parentId)) continue;
          number.run(parentId, JSON.stringify(findRemaining(projectRow, parentId, gone)));
        }
        deleteListed.run(projectRow, JSON.stringify([...gone]));
      });
    },
  };
}
