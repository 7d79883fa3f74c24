/** One request for each operation: enough to see whether it is permitted. */

/** What stands in for `TARGET`: a project, and publications of it with each visibility. */
export const targets: ReadonlyMap<string, string> = new Map([
  ["project", "manual"],
  ["public", "manual-public"],
  ["restricted", "manual-partners"],
  ["private", "manual-private"],
]);

export interface PermissionRequest {
  readonly operation: string;
  /** With `TARGET` when it concerns a project or publication, `NODE` for a node of its TOC, and `TASK` for a task. */
  readonly request: string;
  readonly body?: unknown;
}

const patch = (changes: Record<string, unknown>) => ({ updatedFields: Object.keys(changes).join(","), ...changes });
const topic = { id: "new", statusName: "Draft", ownerUserName: "admin", assigneeUserName: "admin" };
const user = { userName: "new", userInfo: { email: "new@portal.example" } };
const period = "startDate=2026-01-01T00:00:00&endDate=2026-01-02T00:00:00";
const form = () => {
  const data = new FormData();
  data.set("file", new File(["x"], "x.txt"));
  return data;
};
const importBody = {
  importFormat: "Markdown",
  inputFileContent: "IyBUaXRsZQ==",
  inputFileName: "new.md",
  options: { __type: "MarkdownImportOptions" },
};

export const permissionRequests: readonly PermissionRequest[] = [
  { operation: "projects.list", request: "GET projects" },
  { operation: "projects.get", request: "GET projects/TARGET" },
  { operation: "projects.listUsers", request: "GET projects/TARGET/users" },
  {
    operation: "projects.backup",
    request: "POST projects/TARGET?action=download",
    body: { outputFileName: "Storage/b.zip" },
  },
  {
    operation: "projects.importNew",
    request: "POST projects?action=import&format=base64",
    body: { ...importBody, newProjectId: "new" },
  },
  {
    operation: "projects.importInto",
    request: "POST projects/TARGET?action=import&format=base64",
    body: importBody,
  },
  { operation: "projects.delete", request: "DELETE projects/TARGET" },
  { operation: "publications.listForUser", request: "GET users/reader/projects" },
  {
    operation: "publications.create",
    request: "POST projects/TARGET?action=publish",
    body: { pubId: "new", pubName: "New" },
  },
  {
    operation: "publications.update",
    request: "POST projects/TARGET?action=publish",
    body: { updatedPubId: "manual-public" },
  },
  { operation: "publications.setVisibility", request: "PATCH projects/TARGET", body: patch({ visibility: "Private" }) },
  {
    operation: "publications.export",
    request: "POST projects/TARGET?action=export",
    body: { format: "PureHtml", outputFileName: "Storage/e.zip" },
  },
  { operation: "topics.list", request: "GET projects/TARGET/articles" },
  { operation: "topics.search", request: "GET projects/TARGET/articles?q=engine" },
  { operation: "topics.get", request: "GET projects/TARGET/articles/welcome" },
  { operation: "topics.create", request: "POST projects/TARGET/articles", body: topic },
  { operation: "topics.update", request: "PATCH projects/TARGET/articles/welcome", body: patch({ title: "New" }) },
  {
    operation: "topics.update (status alone)",
    request: "PATCH projects/TARGET/articles/welcome",
    body: patch({ statusName: "Draft" }),
  },
  { operation: "topics.delete", request: "DELETE projects/TARGET/articles/welcome" },
  { operation: "topics.deleteMany", request: "DELETE projects/TARGET/articles", body: { ids: ["welcome"] } },
  { operation: "toc.list", request: "GET projects/TARGET/toc/nodes" },
  { operation: "toc.get", request: "GET projects/TARGET/toc/nodes/NODE" },
  { operation: "toc.listChildren", request: "GET projects/TARGET/toc/nodes/NODE/children" },
  { operation: "toc.create", request: "POST projects/TARGET/toc/nodes", body: { caption: "New" } },
  { operation: "toc.update", request: "PATCH projects/TARGET/toc/nodes/NODE", body: patch({ caption: "New" }) },
  { operation: "toc.delete", request: "DELETE projects/TARGET/toc/nodes/NODE" },
  { operation: "toc.deleteMany", request: "DELETE projects/TARGET/toc/nodes", body: { tocNodeIds: ["NODE"] } },
  { operation: "users.list", request: "GET users" },
  { operation: "users.get", request: "GET users/reader" },
  { operation: "users.get (a reviewer's own)", request: "GET users/reviewer" },
  { operation: "users.create", request: "POST users", body: user },
  { operation: "users.createMany", request: "POST users", body: [user] },
  { operation: "users.update", request: "PATCH users/reader", body: patch({ email: "x@portal.example" }) },
  { operation: "users.createLoginToken", request: "GET users/reader/tokens" },
  { operation: "storage.getFile", request: "GET storage/TARGET/engine.png" },
  { operation: "storage.exists", request: "HEAD storage/TARGET/engine.png" },
  { operation: "storage.listFolder", request: "GET storage/TARGET?filter=*" },
  { operation: "storage.upload", request: "POST storage/TARGET/x.txt?format=base64", body: {} },
  { operation: "storage.uploadMultipart", request: "POST storage/TARGET/x.txt?format=multipart", body: form() },
  { operation: "storage.startUpload", request: "POST storage/TARGET/x.txt?format=resumable" },
  { operation: "storage.uploadChunk", request: "PUT storage/TARGET/x.txt?format=resumable", body: "x" },
  {
    operation: "storage.update",
    request: "PATCH storage/TARGET/engine.png",
    body: patch({ content: "eA==" }),
  },
  { operation: "storage.delete", request: "DELETE storage/TARGET/engine.png" },
  {
    operation: "storage.deleteMany",
    request: "DELETE storage",
    body: { fileFullNames: ["Storage/TARGET/engine.png"] },
  },
  { operation: "search.portal", request: "GET search?q=engine&projectIds=TARGET" },
  {
    operation: "reports.searchQueries",
    request: `GET reports/user-events/-/search-queries?${period}&projectId=TARGET`,
  },
  { operation: "reports.topicViews", request: `GET reports/user-events/-/articles?${period}` },
  { operation: "tasks.get", request: "GET tasks/TASK" },
];
