/**
 * Operations of the API that are known, but not declared in protocol yet. They answer 501 with their name; an entry goes
 * when its declaration comes.
 */
import type { Operation } from "./router.js";

export const notEmulated: readonly Operation[] = [
  { id: "projects.delete", method: "DELETE", path: "projects/{projectId}" },
  { id: "projects.importNew", method: "POST", path: "projects?action=import" },
  { id: "projects.importInto", method: "POST", path: "projects/{projectId}?action=import" },
  { id: "projects.listUsers", method: "GET", path: "projects/{projectId}/users" },
  { id: "publications.listForUser", method: "GET", path: "users/{login}/projects" },
  { id: "topics.deleteMany", method: "DELETE", path: "projects/{projectId}/articles" },
  { id: "toc.get", method: "GET", path: "projects/{projectId}/toc/nodes/{tocNodeId}" },
  { id: "toc.create", method: "POST", path: "projects/{projectId}/toc/nodes" },
  { id: "toc.update", method: "PATCH", path: "projects/{projectId}/toc/nodes/{tocNodeId}" },
  { id: "toc.delete", method: "DELETE", path: "projects/{projectId}/toc/nodes/{tocNodeId}" },
  { id: "toc.deleteMany", method: "DELETE", path: "projects/{projectId}/toc/nodes" },
  { id: "users.create", method: "POST", path: "users" },
  { id: "users.update", method: "PATCH", path: "users/{login}" },
  { id: "users.createLoginToken", method: "GET", path: "users/{login}/tokens" },
  { id: "storage.uploadMultipart", method: "POST", path: "storage/{filePath+}?format=multipart" },
  { id: "storage.startUpload", method: "POST", path: "storage/{filePath+}?format=resumable" },
  { id: "storage.uploadChunk", method: "PUT", path: "storage/{filePath+}?format=resumable" },
  { id: "storage.exists", method: "HEAD", path: "storage/{filePath+}" },
  { id: "storage.update", method: "PATCH", path: "storage/{filePath+}" },
  { id: "storage.deleteMany", method: "DELETE", path: "storage" },
  { id: "reports.searchQueries", method: "GET", path: "reports/user-events/{login}/search-queries" },
  { id: "reports.topicViews", method: "GET", path: "reports/user-events/{login}/articles" },
];
