/** What search knows of topics. They are read when somebody searches, so that a topic is not read with each of many writes. */
// Taken at once: tests of other people put false clocks in the place of the global one.
import { setImmediate as turn, setTimeout as pause } from "node:timers/promises";
import { takeBatch } from "../batches.js";
import { toPlainText } from "../plain-text.js";
import { breakWords } from "../word-breaks.js";
import { integer, text } from "./columns.js";
import type { Database } from "./database.js";

export interface TopicTexts {
  /** To be called when a topic was written. */
  noteWritten(): void;
  /** Reads what was written since. To be called before each search. */
  bringUpToDate(): void;
  /**
   * Reads what was written until now, in turns with other work: after a restore, that is everything. What is written
   * meanwhile may wait, so that this ends however much that is.
   */
  bringUpToDateInTurns(): Promise<void>;
}

/** After so many writes topics are read as soon as nobody writes. Fewer take a search no time that matters. */
const manyWrites = 500;

/** Milliseconds without a write. */
const quietTime = 100;

/** With so many to be read, writes wait until some are, so that no search takes long because of them. */
const mostUnread = 10_000;

/** Fewer when they are large. */
const readAtOnce = 50;

/** The database itself marks the topics that are to be read, so that no write and no end of the process is missed. */
export function createTopicTexts(database: Database): TopicTexts {
  const selectUnread = database.query(
    `SELECT topics.row, title, body, keywords FROM unread_topics JOIN topics ON topics.row = unread_topics.row
     LIMIT ${readAtOnce}`,
    (row) =>
      [
        integer(row, "row"),
        breakWords(text(row, "title")),
        breakWords(toPlainText(text(row, "body"))),
        breakWords(text(row, "keywords")),
      ] as const,
  );
  // In one statement: after each, the index would be written to its table.
  const write = database.command(
    `INSERT INTO topic_texts (row, title, plain_text, keywords)
     SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3 FROM json_each(?) WHERE true
     ON CONFLICT (row) DO UPDATE
     SET title = excluded.title, plain_text = excluded.plain_text, keywords = excluded.keywords`,
  );
  const markRead = database.command("DELETE FROM unread_topics WHERE row IN (SELECT value ->> 0 FROM json_each(?))");
  const countUnread = database.query("SELECT count(*) AS unread FROM unread_topics", (row) => integer(row, "unread"));
  /** All so far. */
  let writes = 0;
  /** How many topics they left to be read at most. */
  let unread = 0;
  let isReadingInQuiet = false;

  /** Reads so many topics at least, unless there are fewer, and says how many it read. */
  function read(wanted: number): number {
    let count = 0;
    while (count < wanted) {
      const topics = takeBatch(selectUnread.iterate(), ([, , plainText]) => plainText.length);
      if (topics.length === 0) break;
      const texts = JSON.stringify(topics);
      database.transaction(() => {
        write.run(texts);
        markRead.run(texts);
      });
      count += topics.length;
    }
    unread = count < wanted ? 0 : Math.max(0, unread - count);
    return count;
  }

  /** Ends when all is read, or the portal closed. Rejects when what was read could not be kept, such as on a full disk. */
  async function readInQuiet(): Promise<void> {
    for (let isOver = false; !isOver;) {
      const before = writes;
      await pause(quietTime, undefined, { ref: false });
      while (!isOver && writes === before) {
        isOver = !database.isOpen || read(1) === 0;
        await database.committed();
      }
    }
  }

  return {
    noteWritten() {
      writes += 1;
      unread += 1;
      if (unread >= mostUnread) read(1);
      if (unread < manyWrites || isReadingInQuiet) return;
      isReadingInQuiet = true;
      readInQuiet()
        .catch(() => {
          // A search meets the failure again, and says so.
          if (database.isOpen) unread = countUnread.get() ?? 0;
        })
        .finally(() => (isReadingInQuiet = false));
    },
    bringUpToDate() {
      read(Infinity);
    },
    async bringUpToDateInTurns() {
      let left = countUnread.get() ?? 0;
      while (left > 0 && database.isOpen) {
        const count = read(1);
        if (count === 0) return;
        left -= count;
        await turn();
      }
    },
  };
}
