/** What search knows of topics. They are read when somebody searches, so that a topic is not read with each of many writes. */
import { toPlainText } from "../plain-text.js";
import { integer, text } from "./columns.js";
import type { Database } from "./database.js";

export interface TopicTexts {
  /** To be called when a topic was written. */
  noteWritten(): void;
  /** Reads what was written since. To be called before each search. */
  bringUpToDate(): void;
}

/** So many writes are waited for at most, so that no search takes long because of them. */
const mostWrites = 500;

/** Of topics of any size. */
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
  let writes = 0;

  function bringUpToDate(): void {
    writes = 0;
    for (let unread = selectUnread.all(); unread.length > 0; unread = selectUnread.all()) {
      const texts = JSON.stringify(unread);
      database.transaction(() => {
        write.run(texts);
        markRead.run(texts);
      });
    }
  }

  return {
    noteWritten() {
      writes += 1;
      if (writes === mostWrites) bringUpToDate();
    },
    bringUpToDate,
  };
}
