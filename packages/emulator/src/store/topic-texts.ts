/** What search knows of topics. They are read when somebody searches, so that a topic is not read with each of many writes. */
import { setImmediate as turn } from "node:timers/promises";
import { takeBatch } from "../batches.js";
import { toPlainText } from "../plain-text.js";
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

/** So many writes are waited for at most, so that no search takes long because of them. */
const mostWrites = 500;

/** Fewer when they are large. */
const readAtOnce = 50;

/** The database itself marks the topics that are to be read, so that no write and no end of the process is missed. */
export function createTopicTexts(database: Database): TopicTexts {
  const selectUnread = database.query(
    `SELECT topics.row, body FROM unread_topics JOIN topics ON topics.row = unread_topics.row LIMIT ${readAtOnce}`,
    (row) => [integer(row, "row"), toPlainText(text(row, "body"))] as const,
  );
  // In one statement: after each, the index would be written to its table.
  const write = database.command(
    `INSERT INTO topic_texts (row, title, plain_text, keywords)
     SELECT topics.row, title, value ->> 1, keywords FROM json_each(?) JOIN topics ON topics.row = value ->> 0 WHERE true
     ON CONFLICT (row) DO UPDATE
     SET title = excluded.title, plain_text = excluded.plain_text, keywords = excluded.keywords`,
  );
  const markRead = database.command("DELETE FROM unread_topics WHERE row IN (SELECT value ->> 0 FROM json_each(?))");
  const countUnread = database.query("SELECT count(*) AS unread FROM unread_topics", (row) => integer(row, "unread"));
  let writes = 0;

  /** Reads so many topics at least, unless there are fewer, and says how many it read. */
  function read(wanted: number): number {
    let count = 0;
    while (count < wanted) {
      const unread = takeBatch(selectUnread.iterate(), ([, plainText]) => plainText.length);
      if (unread.length === 0) break;
      const texts = JSON.stringify(unread);
      database.transaction(() => {
        write.run(texts);
        markRead.run(texts);
      });
      count += unread.length;
    }
    return count;
  }

  return {
    noteWritten() {
      writes += 1;
      if (writes < mostWrites) return;
      writes = 0;
      // As many as were written: after a restore, all the others may be many.
      read(mostWrites);
    },
    bringUpToDate() {
      writes = 0;
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
