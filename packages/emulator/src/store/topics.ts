/** Topics of projects and publications, and the search among them. */
import { takeBatch } from "../batches.js";
import { date, flag, integer, nullableText, rowNumber, text, textList, type Row } from "./columns.js";
import type { Database } from "./database.js";
import { batchSize, toRowNumbers } from "./row-numbers.js";
import { createTopicTexts } from "./topic-texts.js";

/** A topic without its body, as lists need it. */
export interface TopicSummary {
  row: number;
  projectRow: number;
  id: string;
  title: string;
  keywords: readonly string[];
  status: string;
  owner: string;
  assignee: string;
  createdOn: Date;
  modifiedOn: Date;
  /** Made from an API definition and therefore read-only. */
  isAuto: boolean;
  tocNodeId: string | null;
}

export interface TopicRecord extends TopicSummary {
  body: string;
}

export type NewTopic = Omit<TopicRecord, "row" | "tocNodeId">;
export type TopicChanges = Partial<Pick<TopicRecord, "title" | "body" | "keywords" | "status" | "owner" | "assignee">>;

export interface SearchQuestion {
  /** In the syntax of FTS5. */
  match: string;
  projectRows: readonly number[];
  /** Negative for all. */
  count: number;
  /** How many of the best matches are left out. */
  skipped?: number;
}

export interface TopicStore {
  /** In the order in which they were made. */
  list(projectRow: number): TopicSummary[];
  /** The next ones after a row, in the same order, `batchSize` at most. */
  listAfter(projectRow: number, row: number): TopicSummary[];
  /** All in the same order, with their bodies, in batches, each read when it is asked for. */
  readBatches(projectRow: number): Iterable<TopicRecord[]>;
  get(projectRow: number, id: string): Readonly<TopicRecord> | undefined;
  /** Gives it as it is stored, in no table of contents yet. */
  insert(topic: NewTopic): TopicSummary;
  /** Copies a topic into another project, with another body. */
  copy(row: number, projectRow: number, body: string): void;
  update(topic: TopicRecord, changes: TopicChanges, modifiedOn: number): void;
  /** Ids that topics of both projects have. */
  listSharedIds(projectRow: number, otherProjectRow: number): string[];
  /** Moves all topics to another project, which must have none of these ids. */
  moveAll(fromProjectRow: number, toProjectRow: number): void;
  delete(row: number): void;
  /**
   * Lets search read what was written, in turns with other work. A search reads what is left, so that it misses nothing
   * without this, but others wait for it.
   */
  prepareSearch(): Promise<void>;
  /** Best match first, `count` at most. */
  search(question: SearchQuestion): TopicSummary[];
  /** The same in batches. What was deleted meanwhile is left out. */
  searchBatches(question: Omit<SearchQuestion, "skipped">): Generator<TopicSummary[]>;
  /** How many topics match. */
  countMatches(question: Pick<SearchQuestion, "match" | "projectRows">): number;
  /** The text of a topic as search has read it, for snippets; of a very long one the beginning. */
  readSearchedText(row: number): string;
}

/** Those of titles are dropped, since nobody can see them. White space stays. */
const controlCharacters = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g;

/** Halves of characters, which SQLite does not keep, become what it would make of them. */
function toStoredTitle(title: string): string {
  return title.replace(controlCharacters, "").toWellFormed();
}

const summaryColumns = `topics.row, topics.project_row, topics.id, topics.title, keywords, status, owner, assignee,
  created_on, modified_on, is_auto, toc_nodes.id AS toc_node_id`;
const withTocNode = `topics
  LEFT JOIN toc_nodes ON toc_nodes.project_row = topics.project_row AND toc_nodes.topic_id = topics.id`;

function toSummary(row: Row): TopicSummary {
  return {
    row: integer(row, "row"),
    projectRow: integer(row, "project_row"),
    id: text(row, "id"),
    title: text(row, "title"),
    keywords: textList(row, "keywords"),
    status: text(row, "status"),
    owner: text(row, "owner"),
    assignee: text(row, "assignee"),
    createdOn: date(row, "created_on"),
    modifiedOn: date(row, "modified_on"),
    isAuto: flag(row, "is_auto"),
    tocNodeId: nullableText(row, "toc_node_id"),
  };
}

function toRecord(row: Row): TopicRecord {
  return { ...toSummary(row), body: text(row, "body") };
}

/** Topics that are read at once with their bodies, unless they are large: few enough that other requests need not wait long. */
const bodiesAtOnce = 50;

/** A match in the title counts most, then one in the keywords. */
const ranking = "bm25(topics_words, 10.0, 1.0, 5.0), topics.row";
const matching = "topics_words MATCH ? AND topics.project_row IN (SELECT value FROM json_each(?))";

const foundTopics = `SELECT ${summaryColumns.replace("keywords", "topics.keywords")}
  FROM topics_words JOIN ${withTocNode.replace("topics\n", "topics ON topics.row = topics_words.rowid\n")}
  WHERE ${matching}`;

/** Characters of a topic among which its snippet is chosen: some two hundred pages. */
const searchedForSnippet = 1_000_000;

export function createTopicStore(database: Database): TopicStore {
  const selectAll = database.query(
    `SELECT ${summaryColumns} FROM ${withTocNode} WHERE topics.project_row = ? ORDER BY topics.row`,
    toSummary,
  );
  const selectAfter = database.query(
    `SELECT ${summaryColumns} FROM ${withTocNode} WHERE topics.project_row = ? AND topics.row > ?
     ORDER BY topics.row LIMIT ${batchSize}`,
    toSummary,
  );
  const selectOne = database.query(
    `SELECT ${summaryColumns}, body FROM ${withTocNode} WHERE topics.project_row = ? AND topics.id = ?`,
    toRecord,
  );
  const selectBodies = database.query(
    `SELECT ${summaryColumns}, body FROM ${withTocNode} WHERE topics.project_row = ? AND topics.row > ?
     ORDER BY topics.row LIMIT ${bodiesAtOnce}`,
    toRecord,
  );
  /** Two million characters at most, because what is made of them is kept, too. A topic goes with its project. */
  const weigh = ({ body }: TopicRecord) => 1 + body.length / 2_000;
  const get = database.remember(["projects", "topics", "toc_nodes"], selectOne, weigh);
  const insert = database.command(
    `INSERT INTO topics (project_row, id, title, body, keywords, status, owner, assignee,
                         created_on, modified_on, is_auto)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const copy = database.command(
    `INSERT INTO topics (project_row, id, title, body, keywords, status, owner, assignee,
                         created_on, modified_on, is_auto)
     SELECT ?, id, title, ?, keywords, status, owner, assignee, created_on, modified_on, is_auto
     FROM topics WHERE row = ?`,
  );
  const update = database.command(
    `UPDATE topics SET title = ?, body = ?, keywords = ?, status = ?, owner = ?, assignee = ?,
                       modified_on = ? WHERE row = ?`,
  );
  const selectShared = database.query(
    "SELECT id FROM topics WHERE project_row = ? AND id IN (SELECT id FROM topics WHERE project_row = ?) ORDER BY id",
    (row) => text(row, "id"),
  );
  const changeProject = database.command("UPDATE topics SET project_row = ? WHERE project_row = ?");
  const deleteOne = database.command("DELETE FROM topics WHERE row = ?");
  const selectFound = database.query(`${foundTopics} ORDER BY ${ranking} LIMIT ? OFFSET ?`, toSummary);
  // Values are bound as numbers with a fraction, with which the index would not look for a row.
  const selectFoundOne = database.query(`${foundTopics} AND topics_words.rowid = CAST(? AS INTEGER)`, toSummary);
  const selectMatches = database.query(
    `SELECT topics.row FROM topics_words JOIN topics ON topics.row = topics_words.rowid
     WHERE ${matching} ORDER BY ${ranking} LIMIT ?`,
    rowNumber,
  );

  const selectSearchedText = database.query(
    `SELECT substr(plain_text, 1, ${searchedForSnippet}) AS beginning FROM topic_texts WHERE row = ?`,
    (row) => text(row, "beginning"),
  );
  const countMatches = database.query(
    `SELECT count(*) AS total FROM topics_words JOIN topics ON topics.row = topics_words.rowid
     WHERE ${matching}`,
    (row) => integer(row, "total"),
  );

  const content = ({ title, body, keywords, status, owner, assignee }: NewTopic) =>
    [toStoredTitle(title), body, JSON.stringify(keywords), status, owner, assignee] as const;
  const texts = createTopicTexts(database);

  return {
    list: (projectRow) => selectAll.all(projectRow),
    listAfter: (projectRow, row) => selectAfter.all(projectRow, row),
    *readBatches(projectRow) {
      for (let last: number | undefined = 0; last !== undefined;) {
        const rest = selectBodies.iterate(projectRow, last);
        const topics: TopicRecord[] = takeBatch(rest, ({ body }) => body.length);
        yield topics;
        last = topics.at(-1)?.row;
      }
    },
    get,
    insert(topic) {
      const { projectRow, id, createdOn, modifiedOn, isAuto } = topic;
      const moments = [createdOn.getTime(), modifiedOn.getTime()] as const;
      const { row } = insert.run(projectRow, id, ...content(topic), ...moments, isAuto ? 1 : 0);
      texts.noteWritten();
      return { ...topic, title: toStoredTitle(topic.title), row, tocNodeId: null };
    },
    copy(row, projectRow, body) {
      copy.run(projectRow, body, row);
      texts.noteWritten();
    },
    update(topic, changes, modifiedOn) {
      update.run(...content({ ...topic, ...changes }), modifiedOn, topic.row);
      texts.noteWritten();
    },
    listSharedIds: (projectRow, otherProjectRow) => selectShared.all(projectRow, otherProjectRow),
    moveAll(fromProjectRow, toProjectRow) {
      changeProject.run(toProjectRow, fromProjectRow);
    },
    delete(row) {
      deleteOne.run(row);
    },
    prepareSearch: () => texts.bringUpToDateInTurns(),
    search({ match, projectRows, count, skipped = 0 }) {
      texts.bringUpToDate();
      return selectFound.all(match, JSON.stringify(projectRows), count, skipped);
    },
    *searchBatches({ match, projectRows, count }) {
      texts.bringUpToDate();
      const rows = JSON.stringify(projectRows);
      const ranked = toRowNumbers(selectMatches.iterate(match, rows, count));
      for (let start = 0; start < ranked.length; start += batchSize) {
        texts.bringUpToDate();
        const batch = Array.from(ranked.subarray(start, start + batchSize));
        yield batch.flatMap((row) => selectFoundOne.get(match, rows, row) ?? []);
      }
    },
    readSearchedText: (row) => selectSearchedText.get(row) ?? "",
    countMatches({ match, projectRows }) {
      texts.bringUpToDate();
      return countMatches.get(match, JSON.stringify(projectRows)) ?? 0;
    },
  };
}
