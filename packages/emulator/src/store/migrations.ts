/** The schema, one step per version. A step that was released is never changed; a new one is added. */

const initial = `
CREATE TABLE settings (
  name  TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE users (
  row           INTEGER PRIMARY KEY,
  login         TEXT NOT NULL UNIQUE,
  type          TEXT NOT NULL,
  role          TEXT,
  is_enabled    INTEGER NOT NULL,
  key_hash      BLOB,
  info          TEXT NOT NULL,
  last_activity INTEGER
) STRICT;

-- Projects and publications. A publication in the making is 'building' or, when it is to take the place of a live one,
-- 'replacing'; neither is visible, and both are thrown away when the portal starts again.
CREATE TABLE projects (
  row        INTEGER PRIMARY KEY,
  id         TEXT NOT NULL,
  parent_id  TEXT,
  title      TEXT NOT NULL,
  visibility TEXT NOT NULL,
  language   TEXT NOT NULL,
  groups     TEXT NOT NULL,
  output_tags TEXT NOT NULL,
  created_on INTEGER NOT NULL,
  state      TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX projects_id ON projects (id) WHERE state <> 'replacing';
CREATE UNIQUE INDEX projects_replacing ON projects (id) WHERE state = 'replacing';
CREATE INDEX projects_parent ON projects (parent_id);

CREATE TABLE topics (
  row         INTEGER PRIMARY KEY,
  project_row INTEGER NOT NULL REFERENCES projects (row) ON DELETE CASCADE,
  id          TEXT NOT NULL,
  title       TEXT NOT NULL,
  body        TEXT NOT NULL,
  plain_text  TEXT NOT NULL,
  keywords    TEXT NOT NULL,
  status      TEXT NOT NULL,
  owner       TEXT NOT NULL,
  assignee    TEXT NOT NULL,
  created_on  INTEGER NOT NULL,
  modified_on INTEGER NOT NULL,
  is_auto     INTEGER NOT NULL,
  UNIQUE (project_row, id)
) STRICT;

CREATE TABLE toc_nodes (
  row         INTEGER PRIMARY KEY,
  project_row INTEGER NOT NULL REFERENCES projects (row) ON DELETE CASCADE,
  id          TEXT NOT NULL,
  parent_id   TEXT,
  ordinal     INTEGER NOT NULL,
  caption     TEXT NOT NULL,
  topic_id    TEXT,
  is_shown    INTEGER NOT NULL,
  is_auto_docs_mount_point INTEGER NOT NULL,
  -- In a publication: the node of the project that this one was made from.
  source_id   TEXT,
  UNIQUE (project_row, id)
) STRICT;
CREATE INDEX toc_nodes_place ON toc_nodes (project_row, parent_id, ordinal);
CREATE UNIQUE INDEX toc_nodes_topic ON toc_nodes (project_row, topic_id) WHERE topic_id IS NOT NULL;

-- The index reads its words from topics, so nothing is kept twice; the triggers keep it in step with every change.
CREATE VIRTUAL TABLE topics_words USING fts5 (
  title, plain_text, keywords,
  content = 'topics', content_rowid = 'row', tokenize = 'porter unicode61 remove_diacritics 2'
);
CREATE TRIGGER topics_words_insert AFTER INSERT ON topics BEGIN
  INSERT INTO topics_words (rowid, title, plain_text, keywords)
  VALUES (new.row, new.title, new.plain_text, new.keywords);
END;
CREATE TRIGGER topics_words_delete AFTER DELETE ON topics BEGIN
  INSERT INTO topics_words (topics_words, rowid, title, plain_text, keywords)
  VALUES ('delete', old.row, old.title, old.plain_text, old.keywords);
END;
CREATE TRIGGER topics_words_update AFTER UPDATE OF title, plain_text, keywords ON topics BEGIN
  INSERT INTO topics_words (topics_words, rowid, title, plain_text, keywords)
  VALUES ('delete', old.row, old.title, old.plain_text, old.keywords);
  INSERT INTO topics_words (rowid, title, plain_text, keywords)
  VALUES (new.row, new.title, new.plain_text, new.keywords);
END;

-- Contents are kept apart from names, so that a file can be written piece by piece and then appear at once.
CREATE TABLE contents (
  row  INTEGER PRIMARY KEY,
  size INTEGER NOT NULL
) STRICT;
CREATE TABLE chunks (
  content_row INTEGER NOT NULL REFERENCES contents (row) ON DELETE CASCADE,
  ordinal     INTEGER NOT NULL,
  bytes       BLOB NOT NULL,
  PRIMARY KEY (content_row, ordinal)
) STRICT;
CREATE TABLE files (
  row         INTEGER PRIMARY KEY,
  path        TEXT NOT NULL UNIQUE,
  folder      TEXT NOT NULL,
  name        TEXT NOT NULL,
  is_folder   INTEGER NOT NULL,
  content_row INTEGER REFERENCES contents (row),
  modified_by TEXT NOT NULL,
  modified_on INTEGER NOT NULL
) STRICT;
CREATE INDEX files_folder ON files (folder, name);
CREATE INDEX files_content ON files (content_row);

CREATE TABLE tasks (
  row         INTEGER PRIMARY KEY,
  key         TEXT NOT NULL UNIQUE,
  name        TEXT NOT NULL,
  started_by  TEXT NOT NULL,
  started_on  INTEGER NOT NULL,
  outcome     TEXT NOT NULL,
  progress    INTEGER NOT NULL,
  status_text TEXT NOT NULL
) STRICT;
`;

const uploadsAndTokens = `
-- Resumable uploads that are not complete. The content gets its file with the last chunk.
CREATE TABLE uploads (
  path         TEXT PRIMARY KEY,
  content_row  INTEGER NOT NULL REFERENCES contents (row),
  is_overwrite INTEGER NOT NULL,
  started_by   TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Tokens that log users in. Only hashes are kept, as of keys.
CREATE TABLE login_tokens (
  hash         BLOB PRIMARY KEY,
  login        TEXT NOT NULL,
  expires_on   INTEGER NOT NULL,
  is_multi_use INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
`;

const readers = `
-- Null for a user whose password nobody knows. Passwords are made by the portal, long and random, and kept like keys.
ALTER TABLE users ADD COLUMN password_hash BLOB;

-- Readers who are logged in. The cookie has the secret, this table its hash.
CREATE TABLE sessions (
  hash       BLOB PRIMARY KEY,
  login      TEXT NOT NULL,
  expires_on INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What readers did; the login is null for readers who were not logged in.
CREATE TABLE topic_views (
  row          INTEGER PRIMARY KEY,
  login        TEXT,
  moment       INTEGER NOT NULL,
  action_type  TEXT NOT NULL,
  project_id   TEXT NOT NULL,
  topic_id     TEXT NOT NULL,
  referrer_url TEXT
) STRICT;
CREATE INDEX topic_views_login ON topic_views (login, moment);
CREATE TABLE search_queries (
  row           INTEGER PRIMARY KEY,
  login         TEXT,
  moment        INTEGER NOT NULL,
  query_text    TEXT NOT NULL,
  results_total INTEGER NOT NULL,
  project_id    TEXT
) STRICT;
CREATE INDEX search_queries_login ON search_queries (login, moment);

-- Mails that a portal would have sent.
CREATE TABLE mails (
  row       INTEGER PRIMARY KEY,
  recipient TEXT NOT NULL,
  subject   TEXT NOT NULL,
  body      TEXT NOT NULL,
  sent_on   INTEGER NOT NULL
) STRICT;
`;

const longLists = `
-- With the row at its end, as every index: topics of a project in the order in which they were made.
CREATE INDEX topics_project ON topics (project_row);
`;

const closedFolders = `
-- Folders of Storage whose private or restricted project was deleted without them.
CREATE TABLE closed_folders (
  name TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;
`;

const accounts = `
-- What an account that the portal began with is good for; null for users who came later.
ALTER TABLE users ADD COLUMN purpose TEXT;
UPDATE users SET purpose = 'An account of this portal.';
`;

const patientUploads = `
-- The size that a chunk has named, and when the last one came.
ALTER TABLE uploads ADD COLUMN total INTEGER;
ALTER TABLE uploads ADD COLUMN touched_on INTEGER NOT NULL DEFAULT 0;
UPDATE uploads SET touched_on = 1000 * unixepoch();
`;

const searchOnDemand = `
DROP TRIGGER topics_words_insert;
DROP TRIGGER topics_words_delete;
DROP TRIGGER topics_words_update;
DROP TABLE topics_words;

-- What search knows of each topic. The index reads its words from here; the triggers keep it in step with every change.
CREATE TABLE topic_texts (
  row        INTEGER PRIMARY KEY,
  title      TEXT NOT NULL,
  plain_text TEXT NOT NULL,
  keywords   TEXT NOT NULL
) STRICT;
INSERT INTO topic_texts SELECT row, title, plain_text, keywords FROM topics;
ALTER TABLE topics DROP COLUMN plain_text;
CREATE VIRTUAL TABLE topics_words USING fts5 (
  title, plain_text, keywords,
  content = 'topic_texts', content_rowid = 'row', tokenize = 'porter unicode61 remove_diacritics 2'
);
INSERT INTO topics_words (topics_words) VALUES ('rebuild');
CREATE TRIGGER topic_texts_insert AFTER INSERT ON topic_texts BEGIN
  INSERT INTO topics_words (rowid, title, plain_text, keywords)
  VALUES (new.row, new.title, new.plain_text, new.keywords);
END;
CREATE TRIGGER topic_texts_delete AFTER DELETE ON topic_texts BEGIN
  INSERT INTO topics_words (topics_words, rowid, title, plain_text, keywords)
  VALUES ('delete', old.row, old.title, old.plain_text, old.keywords);
END;
CREATE TRIGGER topic_texts_update AFTER UPDATE ON topic_texts BEGIN
  INSERT INTO topics_words (topics_words, rowid, title, plain_text, keywords)
  VALUES ('delete', old.row, old.title, old.plain_text, old.keywords);
  INSERT INTO topics_words (rowid, title, plain_text, keywords)
  VALUES (new.row, new.title, new.plain_text, new.keywords);
END;

-- Topics that were written since search has read them. What is deleted is not to be found from that moment.
CREATE TABLE unread_topics (
  row INTEGER PRIMARY KEY
) STRICT;
CREATE TRIGGER topics_insert AFTER INSERT ON topics BEGIN
  INSERT OR IGNORE INTO unread_topics VALUES (new.row);
END;
CREATE TRIGGER topics_update AFTER UPDATE OF title, body, keywords ON topics BEGIN
  INSERT OR IGNORE INTO unread_topics VALUES (new.row);
END;
CREATE TRIGGER topics_delete AFTER DELETE ON topics BEGIN
  DELETE FROM unread_topics WHERE row = old.row;
  DELETE FROM topic_texts WHERE row = old.row;
END;
`;

const laterKeys = `
-- Whether the API key is one that was made on the profile page, and not the one of the first start.
ALTER TABLE users ADD COLUMN is_key_made_later INTEGER NOT NULL DEFAULT 0;
UPDATE users SET is_key_made_later = 1 WHERE EXISTS (
  SELECT 1 FROM mails WHERE subject = 'Your API key' AND instr(body, char(10) || 'Login: ' || login || char(10))
);
`;

const brokenWords = `
-- Marks are parts of words, and each character of some scripts is a word: search has to read every topic again.
DROP TABLE topics_words;
CREATE VIRTUAL TABLE topics_words USING fts5 (
  title, plain_text, keywords, content = 'topic_texts', content_rowid = 'row',
  tokenize = "porter unicode61 remove_diacritics 2 categories 'L* N* Co M*'"
);
INSERT INTO topics_words (topics_words) VALUES ('rebuild');
INSERT OR IGNORE INTO unread_topics SELECT row FROM topics;
`;

/** `migrations[n]` turns version `n` into version `n + 1`. */
export const migrations: readonly string[] = [
  ...[initial, uploadsAndTokens, readers, longLists, closedFolders],
  ...[accounts, patientUploads, searchOnDemand, laterKeys, brokenWords],
];

/** Every table with content of its own, parents before children. What search knows follows from `topics`. */
export const tables = [
  "settings",
  "users",
  "projects",
  "topics",
  "toc_nodes",
  "contents",
  "chunks",
  "files",
  "tasks",
  "uploads",
  "login_tokens",
  "sessions",
  "topic_views",
  "search_queries",
  "mails",
  "closed_folders",
] as const;
