/** What the servers are asked: the same requests, and answers of the same size. */

export type Operation = "get" | "update" | "create";

/** One request, to be sent many times. */
export interface LoadRequest {
  readonly method: "GET" | "PATCH" | "POST";
  readonly path: string;
  /** JSON; each `{n}` in it becomes a number that comes once. */
  readonly body?: string;
}

/** A topic as the API gives it, as far as it matters here. */
export interface Topic {
  readonly title: string;
  readonly body: string;
  readonly statusName: string;
  readonly ownerUserName: string;
  readonly assigneeUserName: string;
}

/** Topics of the sample's first project. */
export const topicsPath = "/api/v1/projects/project-wren-user-guide/articles";

export const get: LoadRequest = { method: "GET", path: `${topicsPath}/safety` };

/** Finds some of what was made. */
export const search: LoadRequest = { method: "GET", path: "/api/v1/search?q=safety" };

/** Saves the topic with another body each time. */
export function createUpdate({ body }: Topic): LoadRequest {
  const fields = { body: `${body}<p>Edition {n}.</p>`, updatedFields: "body" };
  return { method: "PATCH", path: get.path, body: JSON.stringify(fields) };
}

/** Makes one more topic of the same words each time. */
export function createCreate({ title, body, statusName, ownerUserName, assigneeUserName }: Topic): LoadRequest {
  const people = { statusName, ownerUserName, assigneeUserName };
  return { method: "POST", path: topicsPath, body: JSON.stringify({ id: "safety-{n}", title, body, ...people }) };
}
