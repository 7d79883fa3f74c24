/**
 * What readers viewed and searched for on the pages of publications. All of it is kept: reports may ask for any period, and
 * would be wrong without what was forgotten. An event takes some two hundred bytes on the disk, its index included.
 */
import { date, integer, nullableText, rowNumber, text } from "./columns.js";
import type { Database } from "./database.js";
import { readInBatches, wantedFrom } from "./row-numbers.js";

/** How a reader came to a topic, in the words of the API. */
export type ActionType = "DirectNavigation" | "FromToc" | "FromIndex" | "FromSearch" | "FromContextHelp";

interface ReaderEvent {
  /** Null for a reader who was not logged in. */
  login: string | null;
  dateTime: Date;
}

export interface TopicViewRecord extends ReaderEvent {
  actionType: ActionType;
  projectId: string;
  topicId: string;
  referrerUrl: string | null;
}

export interface SearchQueryRecord extends ReaderEvent {
  queryText: string;
  resultsTotal: number;
  /** The publication that was searched; null for the whole portal. */
  projectId: string | null;
}

/** Whose events, and when; both ends are included. */
export interface EventPeriod {
  login: string | null;
  startDate: Date;
  endDate: Date;
}

export interface ReaderEventStore {
  addTopicView(view: TopicViewRecord): void;
  addSearchQuery(query: SearchQueryRecord): void;
  /** Newest first, in batches, each read when it is asked for. */
  topicViews(period: EventPeriod): Iterable<Omit<TopicViewRecord, "login">[]>;
  /** Newest first, in batches, each read when it is asked for. */
  searchQueries(period: EventPeriod & { projectId: string | undefined }): Iterable<Omit<SearchQueryRecord, "login">[]>;
}

/** The wire has whole seconds, so an event must not be later than its own date says. */
function toWholeSecond(moment: Date): number {
  return Math.floor(moment.getTime() / 1000) * 1000;
}

export function createReaderEventStore(database: Database): ReaderEventStore {
  const insertView = database.command(
    "INSERT INTO topic_views (login, moment, action_type, project_id, topic_id, referrer_url) VALUES (?, ?, ?, ?, ?, ?)",
  );
  const insertQuery = database.command(
    "INSERT INTO search_queries (login, moment, query_text, results_total, project_id) VALUES (?, ?, ?, ?, ?)",
  );
  const inPeriod = "login IS ? AND moment BETWEEN ? AND ?";
  const newestFirst = "ORDER BY moment DESC, row DESC";
  const selectViews = database.query(`SELECT row FROM topic_views WHERE ${inPeriod} ${newestFirst}`, rowNumber);
  const selectQueries = database.query(
    `SELECT row FROM search_queries WHERE ${inPeriod} AND (?4 IS NULL OR project_id = ?4) ${newestFirst}`,
    rowNumber,
  );
  const wanted = (table: string) => `SELECT ${table}.* FROM ${wantedFrom(table)} ORDER BY wanted.key`;
  const selectWantedViews = database.query(wanted("topic_views"), (row) => ({
    dateTime: date(row, "moment"),
    actionType: text(row, "action_type") as ActionType,
    projectId: text(row, "project_id"),
    topicId: text(row, "topic_id"),
    referrerUrl: nullableText(row, "referrer_url"),
  }));
  const selectWantedQueries = database.query(wanted("search_queries"), (row) => ({
    dateTime: date(row, "moment"),
    projectId: nullableText(row, "project_id"),
    queryText: text(row, "query_text"),
    resultsTotal: integer(row, "results_total"),
  }));
  return {
    addTopicView({ login, dateTime, actionType, projectId, topicId, referrerUrl }) {
      insertView.run(login, toWholeSecond(dateTime), actionType, projectId, topicId, referrerUrl);
    },
    addSearchQuery({ login, dateTime, queryText, resultsTotal, projectId }) {
      insertQuery.run(login, toWholeSecond(dateTime), queryText, resultsTotal, projectId);
    },
    topicViews: ({ login, startDate, endDate }) =>
      readInBatches(selectViews.iterate(login, startDate.getTime(), endDate.getTime()), selectWantedViews),
    searchQueries: ({ login, startDate, endDate, projectId }) =>
      readInBatches(
        selectQueries.iterate(login, startDate.getTime(), endDate.getTime(), projectId ?? null),
        selectWantedQueries,
      ),
  };
}
