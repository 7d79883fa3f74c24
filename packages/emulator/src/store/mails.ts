/**
 * The mails that a portal would have sent, as their readers would see them: a new user's has the password, which nothing else
 * tells. It works on this portal alone.
 */
import { date, text } from "./columns.js";
import type { Database } from "./database.js";

/** What a portal would have sent, as its reader would see it. */
export interface Mail {
  /** Address. */
  readonly recipient: string;
  readonly subject: string;
  /** Plain text. */
  readonly body: string;
  /** By the portal's clock. */
  readonly sentOn: Date;
}

export interface MailStore {
  insert(mail: Mail): void;
  /** Oldest first. */
  list(): Mail[];
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
