/** Who may do what, as a table, and who may read which project or publication. */
import { badRequest, forbidden, notFound, unauthorized, type ApiError } from "./api-error.js";
import type { Caller } from "./authenticate.js";
import { parseRoles, type Role } from "./roles.js";
import type { ProjectRecord, ProjectStore } from "./store/projects.js";
import type { UserRecord } from "./store/users.js";

const everyone: readonly Role[] = ["administrator", "author", "reviewer", "none"];
const reviewers: readonly Role[] = ["administrator", "author", "reviewer"];
const writers: readonly Role[] = ["administrator", "author"];
const administrators: readonly Role[] = ["administrator"];

/**
 * The roles that may call each operation. Callers without credentials are let through to operations whose access is
 * `public`; which projects they see there is decided by {@link canRead}.
 */
export const permissions: Readonly<Record<string, readonly Role[]>> = {
  "projects.list": everyone,
  "projects.get": everyone,
  "projects.listUsers": writers,
  "projects.backup": writers,
  "projects.importNew": writers,
  "projects.importInto": writers,
  "projects.delete": writers,
  "publications.listForUser": writers,
  "publications.create": writers,
  "publications.update": writers,
  "publications.setVisibility": writers,
  "publications.export": writers,
  "topics.list": everyone,
  "topics.search": everyone,
  "topics.get": everyone,
  "topics.create": writers,
  // A reviewer may change nothing but the status; the handler sees to that.
  "topics.update": reviewers,
  "topics.delete": writers,
  "topics.deleteMany": writers,
  "toc.list": everyone,
  "toc.get": everyone,
  "toc.listChildren": everyone,
  "toc.create": writers,
  "toc.update": writers,
  "toc.delete": writers,
  "toc.deleteMany": writers,
  "users.list": writers,
  // Who does not write may read nobody's profile but their own; the handler sees to that.
  "users.get": everyone,
  "users.create": administrators,
  "users.createMany": administrators,
  "users.update": administrators,
  // The documentation says so: with the credentials of any contributor.
  "users.createLoginToken": everyone,
  "storage.getFile": everyone,
  "storage.exists": everyone,
  "storage.listFolder": everyone,
  "storage.upload": writers,
  "storage.uploadMultipart": writers,
  "storage.startUpload": writers,
  "storage.uploadChunk": writers,
  "storage.update": writers,
  "storage.delete": writers,
  "storage.deleteMany": writers,
  "search.portal": everyone,
  "reports.searchQueries": writers,
  "reports.topicViews": writers,
  "tasks.get": everyone,
};

/** Throws 403 when the caller's role may not call the operation. */
export function permit(endpointId: string, caller: Caller | null): void {
  if (caller === null || permissions[endpointId]?.includes(caller.role)) return;
  throw refusal(caller, `the role ${caller.role} may not do it`);
}

/** Gives 403 with the reason, which is another one where no role is set. */
export function refusal(caller: Caller | null, reason: string): ApiError {
  const why = caller?.role === "none" ? "no role is set for your account" : reason;
  return forbidden(`You have no permission to perform this action: ${why}.`);
}

/** Whether somebody of this role may change what is in the portal, and so read all of it. */
export function isWriter(role: Role): boolean {
  return writers.includes(role);
}

/** Whether readers without a login may read it. */
export function isOpenToAll({ parentId, visibility }: ProjectRecord): boolean {
  return parentId !== null && visibility === "Public";
}

/**
 * Anonymous callers read public publications only. Contributors read everything, except that who does not write needs one
 * of the access groups of a restricted publication.
 */
export function canRead(project: ProjectRecord, caller: Caller | null): boolean {
  if (caller === null) return isOpenToAll(project);
  if (isWriter(caller.role) || project.visibility !== "Restricted") return true;
  return project.groups.some((group) => caller.groups.includes(group));
}

/** Whether a user may read a project or publication. Power readers read no projects, and no private publications. */
export function canUserRead(project: ProjectRecord, { login, type, role, isEnabled }: UserRecord): boolean {
  if (!isEnabled) return false;
  const roles = parseRoles(role);
  if (type === "Contributor") return canRead(project, { login, ...roles });
  if (project.parentId === null || project.visibility === "Private") return false;
  return project.visibility === "Public" || project.groups.some((group) => roles.groups.includes(group));
}

/** Whose folder a file lies in: the folder of a project or publication has its id. Undefined for any other folder. */
export function findFolderOwner(projects: ProjectStore, path: string): ProjectRecord | undefined {
  return projects.get(path.split("/", 1)[0] ?? "");
}

/**
 * Whether a file is closed to a role, or without one to everybody else: its project was deleted when not everybody read it.
 * Who did is not known any more, so that those who read everything are left.
 */
export function isClosedTo(projects: ProjectStore, path: string, role: Role | undefined): boolean {
  if (role !== undefined && isWriter(role)) return false;
  return projects.isFolderClosed(path.split("/", 1)[0] ?? "");
}

/** Whether a caller may read a file of Storage: one in the folder of a project or publication only together with it. */
export function canReadFile(projects: ProjectStore, path: string, caller: Caller | null): boolean {
  const owner = findFolderOwner(projects, path);
  return owner ? canRead(owner, caller) : !isClosedTo(projects, path, caller?.role);
}

/** Gives a project or publication that the caller may read; throws 401, 403 or 404. */
export function findReadable(projects: ProjectStore, id: string, caller: Caller | null): ProjectRecord {
  const project = projects.get(id);
  if (project && canRead(project, caller)) return project;
  // Without credentials nobody learns whether the id exists.
  if (caller === null) {
    throw unauthorized("No login information is provided, and only public publications are open to everybody.");
  }
  if (project) throw forbidden(`You have no permission to read "${id}": none of your access groups may.`);
  throw notFound(`There is no project or publication with the id "${id}".`);
}

/** Gives a project, and explains when the id is that of a publication. */
export function findProject(projects: ProjectStore, id: string, caller: Caller | null): ProjectRecord {
  const project = findReadable(projects, id, caller);
  if (project.parentId === null) return project;
  throw badRequest(
    `"${id}" is the id of a publication; the id of a project is expected here. It was made from "${project.parentId}".`,
  );
}

/** Gives a publication, and explains when the id is that of a project. */
export function findPublication(projects: ProjectStore, id: string, caller: Caller | null): ProjectRecord {
  const publication = findReadable(projects, id, caller);
  if (publication.parentId !== null) return publication;
  throw badRequest(`"${id}" is the id of a project; the id of a publication is expected here.`);
}

/** Gives what a task that waited in the queue is about: it may have been replaced meanwhile. Throws 404 when it is gone. */
export function findStillThere(projects: ProjectStore, id: string): ProjectRecord {
  const project = projects.get(id);
  if (project) return project;
  throw notFound(`"${id}" was deleted before the task began.`);
}
