/** Projects and publications, and publications in the making. */
import { visibilities, type Visibility } from "@clickhelp-js/protocol";
import { date, integer, nullableText, rowNumber, text, textList, type Row } from "./columns.js";
import type { Database } from "./database.js";
import { readInBatches, wantedFrom } from "./row-numbers.js";

/**
 * `building` and `replacing` are publications in the making: new ones, and ones that will replace a live one. What is
 * `deleted` is not to be seen any more, and is removed little by little.
 */
export type ProjectState = "live" | "building" | "replacing" | "deleted";

export interface ProjectRecord {
  row: number;
  id: string;
  /** Null for a project; the id of its project for a publication. */
  parentId: string | null;
  title: string;
  visibility: Visibility;
  language: string;
  /** Access groups that may read a restricted publication. */
  groups: string[];
  /** Output tags that the publication was made with; kept, with no effect yet. */
  outputTags: readonly string[];
  createdOn: Date;
}

export interface ProjectStore {
  /** All live projects and publications, oldest first. */
  list(): ProjectRecord[];
  /** The same in batches, each read when it is asked for. What was deleted meanwhile is left out. */
  listBatches(): Iterable<ProjectRecord[]>;
  /** A live one. */
  get(id: string): Readonly<ProjectRecord> | undefined;
  /** Whether the id is taken, be it by a publication in the making. */
  isTaken(id: string): boolean;
  isBeingReplaced(id: string): boolean;
  insert(project: Omit<ProjectRecord, "row">, state: ProjectState): number;
  setVisibility(row: number, visibility: Visibility): void;
  setGroups(row: number, groups: readonly string[]): void;
  /** Changes what is said of a project in the making. */
  describe(row: number, fields: Pick<ProjectRecord, "title" | "language" | "createdOn">): void;
  /** Shows what was in the making; the live one that it replaces, if any, goes. */
  publish(row: number): void;
  /** At once nobody sees it any more; its rows are there until {@link ProjectStore.removeDeleted} has removed them. */
  delete(row: number): void;
  /** Removes some rows of what was deleted; says whether there may be more. */
  removeDeleted(): boolean;
  /** Ids of the publications of a project, those in the making included. */
  publicationIds(projectId: string): string[];
  /** Remembers that not everybody read a project that goes, for the files that stay in its folder. */
  closeFolder(name: string): void;
  isFolderClosed(name: string): boolean;
  /** Throws away everything in the making or deleted; for a start after an interruption. */
  deleteUnfinished(): void;
}

function toProject(row: Row): ProjectRecord {
  const stored = text(row, "visibility");
  return {
    row: integer(row, "row"),
    id: text(row, "id"),
    parentId: nullableText(row, "parent_id"),
    title: text(row, "title"),
    visibility: visibilities.find((visibility) => visibility === stored) ?? "Private",
    language: text(row, "language"),
    groups: textList(row, "groups"),
    outputTags: textList(row, "output_tags"),
    createdOn: date(row, "created_on"),
  };
}

/** Few enough that other requests need not wait long. */
const rowsAtOnce = 100;

export function createProjectStore(database: Database): ProjectStore {
  const selectRows = database.query(
    "SELECT row FROM projects WHERE state = 'live' ORDER BY created_on, row",
    rowNumber,
  );
  const selectWanted = database.query(
    `SELECT projects.* FROM ${wantedFrom("projects")} WHERE state = 'live' ORDER BY wanted.key`,
    toProject,
  );
  const selectOne = database.query("SELECT * FROM projects WHERE id = ? AND state = 'live'", toProject);
  const get = database.remember(["projects"], selectOne);
  // Each in the words of its index, without which all projects would be read.
  const selectTaken = database.query("SELECT row FROM projects WHERE id = ? AND state <> 'replacing'", rowNumber);
  const selectReplacing = database.query("SELECT row FROM projects WHERE id = ? AND state = 'replacing'", rowNumber);
  const insert = database.command(
    `INSERT INTO projects (id, parent_id, title, visibility, language, groups, output_tags, created_on, state)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const updateVisibility = database.command("UPDATE projects SET visibility = ? WHERE row = ?");
  const updateGroups = database.command("UPDATE projects SET groups = ? WHERE row = ?");
  const updateDescription = database.command(
    "UPDATE projects SET title = ?, language = ?, created_on = ? WHERE row = ?",
  );
  // No id has a slash, so it is not taken.
  const hide = "UPDATE projects SET state = 'deleted', id = 'deleted/' || row, parent_id = NULL";
  const hideReplaced = database.command(
    `${hide} WHERE state = 'live' AND id = (SELECT id FROM projects WHERE row = ? AND state = 'replacing')`,
  );
  const show = database.command("UPDATE projects SET state = 'live' WHERE row = ?");
  const hideOne = database.command(`${hide} WHERE row = ?`);
  const selectDeleted = database.query("SELECT row FROM projects WHERE state = 'deleted' LIMIT 1", rowNumber);
  const removeSome = ["topics", "toc_nodes"].map((table) =>
    database.command(
      `DELETE FROM ${table} WHERE row IN (SELECT row FROM ${table} WHERE project_row = ? LIMIT ${rowsAtOnce})`,
    ),
  );
  const removeOne = database.command("DELETE FROM projects WHERE row = ?");
  const selectPublications = database.query("SELECT DISTINCT id FROM projects WHERE parent_id = ? ORDER BY id", (row) =>
    text(row, "id"),
  );
  const insertClosed = database.command("INSERT OR IGNORE INTO closed_folders (name) VALUES (?)");
  const selectClosed = database.query("SELECT name FROM closed_folders WHERE name = ?", (row) => text(row, "name"));
  const deleteUnfinished = database.command("DELETE FROM projects WHERE state <> 'live'");

  const listBatches = () => readInBatches(selectRows.iterate(), selectWanted);

  return {
    list: () => [...listBatches()].flat(),
    listBatches,
    get,
    isTaken: (id) => selectTaken.get(id) !== undefined,
    isBeingReplaced: (id) => selectReplacing.get(id) !== undefined,
    insert(project, state) {
      const { id, parentId, title, visibility, language, groups, outputTags, createdOn } = project;
      const lists = [JSON.stringify(groups), JSON.stringify(outputTags)] as const;
      return insert.run(id, parentId, title, visibility, language, ...lists, createdOn.getTime(), state).row;
    },
    setVisibility(row, visibility) {
      updateVisibility.run(visibility, row);
    },
    setGroups(row, groups) {
      updateGroups.run(JSON.stringify(groups), row);
    },
    describe(row, { title, language, createdOn }) {
      updateDescription.run(title, language, createdOn.getTime(), row);
    },
    publish(row) {
      database.transaction(() => {
        hideReplaced.run(row);
        show.run(row);
      });
    },
    delete(row) {
      hideOne.run(row);
    },
    removeDeleted() {
      const row = selectDeleted.get();
      if (row === undefined) return false;
      database.transaction(() => {
        const removed = removeSome.map((remove) => remove.run(row).changes);
        if (removed.every((changes) => changes === 0)) removeOne.run(row);
      });
      return true;
    },
    publicationIds: (projectId) => selectPublications.all(projectId),
    closeFolder(name) {
      insertClosed.run(name);
    },
    isFolderClosed: (name) => selectClosed.get(name) !== undefined,
    deleteUnfinished() {
      deleteUnfinished.run();
    },
  };
}
