/** Values for the snippets: plausible ones from the sample portal, so that a copied snippet does something there. */
import type { DeclaredOperation, JsonSchema } from "./operations.ts";

/** How one value is written: in TypeScript, and on the wire. */
export interface Sample {
  readonly typescript: string;
  readonly wire: unknown;
}

const same = (value: unknown): Sample => ({ typescript: JSON.stringify(value), wire: value });

const byName: Readonly<Record<string, Sample>> = {
  assigneeUserName: same("author"),
  body: same("<p>Charge the sonde overnight.</p>"),
  caption: same("Accessories"),
  chunk: { typescript: 'new TextEncoder().encode("Hello")', wire: "Hello" },
  contentRange: { typescript: "{ start: 0, end: 4, total: 5 }", wire: "bytes 0-4/5" },
  content: { typescript: 'new TextEncoder().encode("Hello")', wire: "SGVsbG8=" },
  count: same(3),
  endDate: { typescript: 'new Date("2026-02-01T00:00:00Z")', wire: "2026-02-01T00:00:00" },
  file: { typescript: 'new TextEncoder().encode("Hello")', wire: "Hello" },
  fileFullNames: same(["Storage/notes/hello.txt"]),
  filePath: same("Exported/guide.pdf"),
  filter: same("*.pdf"),
  folderPath: same("Exported"),
  format: same("base64"),
  id: same("charging"),
  ids: same(["charging"]),
  importFormat: same("Word"),
  inputFileUrl: same("https://example.com/guide.docx"),
  isEnabled: same(false),
  isRecursive: same(true),
  login: same("author"),
  newProjectName: same("Wren Maintenance"),
  outputFileName: same("Storage/Exported/guide.pdf"),
  ownerUserName: same("author"),
  projectId: same("project-wren-user-guide"),
  pubId: same("wren-guide-2"),
  publicationId: same("wren-user-guide"),
  pubName: same("Wren User Guide, second edition"),
  q: same("helium"),
  startDate: { typescript: 'new Date("2026-01-01T00:00:00Z")', wire: "2026-01-01T00:00:00" },
  statusName: same("Draft"),
  taskKey: same("651db92f08d64dbd86b48c92d2aaf668"),
  title: same("Charging the sonde"),
  tocNodeId: same("0e7adad0-2572-4966-8f02-bc46930cf848"),
  tocNodeIds: same(["0e7adad0-2572-4966-8f02-bc46930cf848"]),
  topicId: same("safety"),
  types: { typescript: '["Publication"]', wire: "Publication" },
  updatedPubId: same("wren-user-guide"),
  userInfo: { typescript: '{ email: "mia@example.com" }', wire: { email: "mia@example.com" } },
  userName: same("mia"),
  users: {
    typescript: '[{ userName: "mia", userInfo: { email: "mia@example.com" } }]',
    wire: [{ userName: "mia", userInfo: { email: "mia@example.com" } }],
  },
  visibility: same("Public"),
};

const byOperation: Readonly<Record<string, Readonly<Record<string, Sample>>>> = {
  "publications.export": { format: same("Pdf") },
  "projects.backup": { outputFileName: same("Storage/Backups/wren.zip") },
  "projects.importNew": { format: same("url") },
  "projects.importInto": { format: same("url") },
  "projects.listUsers": { types: { typescript: '["PowerReader"]', wire: "PowerReader" } },
  "storage.update": { filePath: same("notes/hello.txt") },
  "storage.upload": { filePath: same("notes/hello.txt") },
  "storage.uploadMultipart": { filePath: same("notes/hello.txt") },
  "storage.startUpload": { filePath: same("notes/hello.txt") },
  "storage.uploadChunk": { filePath: same("notes/hello.txt") },
  "storage.delete": { filePath: same("notes/hello.txt") },
};

/** Optional values that a snippet shows although they could be left out. */
const shownOptional: Readonly<Record<string, readonly string[]>> = {
  "projects.importInto": ["inputFileUrl"],
  "projects.importNew": ["newProjectName", "inputFileUrl"],
  "projects.list": ["types"],
  "projects.listUsers": ["types"],
  "publications.update": ["updateMode"],
  "search.portal": ["count"],
  "storage.getFile": ["format"],
  "storage.update": ["content"],
  "storage.upload": ["content"],
  "toc.listChildren": ["isRecursive"],
  "toc.update": ["caption"],
  "users.update": ["isEnabled"],
  "topics.create": ["title", "body"],
  "topics.update": ["statusName"],
};

/** Whether a snippet shows a value that may be left out. */
export function isShown(operation: DeclaredOperation, name: string): boolean {
  return shownOptional[operation.id]?.includes(name) ?? false;
}

/** A value for a parameter or a field. Falls back to the first allowed value, or to one that fits the type. */
export function sampleOf(operation: DeclaredOperation, name: string, schema: JsonSchema): Sample {
  const known = byOperation[operation.id]?.[name] ?? byName[name];
  if (known) return known;
  if (schema.const !== undefined) return same(schema.const);
  if (schema.enum?.[0] !== undefined) return same(schema.enum[0]);
  if (schema.type === "boolean") return same(true);
  if (schema.type === "integer" || schema.type === "number") return same(1);
  if (schema.type === "array") return same([]);
  return same("TEXT");
}
