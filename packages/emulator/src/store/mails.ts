/**
 * The mails that a portal would have sent, as their readers would see them: a new user's has the password, which nothing else
 * tells. It works on this portal alone.
 */
import { date, text } from "./columns.js";
import type { Database } from "./database.js";

export interface MailRecord {
  /** Address. */
  recipient: string;
  subject: string;
  /** Plain text. */
  body: string;
  sentOn: Date;
}

export interface MailStore {
  insert(mail: MailRecord): void;
  /** Oldest first. */
  list(): MailRecord[];
}

export function createMailStore(database: Database): MailStore {
  const insert = database.command("INSERT INTO mails (recipient, subject, body, sent_on) VALUES (?, ?, ?, ?)");
  const selectAll = database.query("SELECT * FROM mails ORDER BY row", (row) => ({
    recipient: text(row, "recipient"),
    subject: text(row, "subject"),
    body: text(row, "body"),
    sentOn: date(row, "sent_on"),
  }));
  return {
    insert({ recipient, subject, body, sentOn }) {
      insert.run(recipient, subject, body, sentOn.getTime());
    },
    list: () => selectAll.all(),
  };
}
