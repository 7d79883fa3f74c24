/** Holds a seed against the rules of a portal: ids, names of others, and what belongs together. */
import { ApiError } from "../api-error.js";
import { checkNewId, checkNewLogin } from "../check-id.js";
import { checkRoleNames, parseRoles } from "../roles.js";
import { checkStoragePath } from "../storage-path.js";
import type { FileTocNode, FileUser } from "./seed-schemas.js";

/** What is wrong, and at which place of the seed. */
export interface SeedProblem {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

type Path = SeedProblem["path"];

/** What is left of entries that may have a wrong form: each without its wrong fields, or nothing where it stood. */
export type Entries<T> = readonly (Partial<T> | undefined)[];

interface CheckedUser extends Pick<FileUser, "login" | "userType" | "isEnabled" | "apiKey"> {
  readonly userRole?: string | null | undefined;
}

export interface CheckedNode extends Omit<FileTocNode, "children"> {
  readonly children?: Entries<CheckedNode> | undefined;
}

/** What files and programs give alike, as far as its form is right. A list that is none is not there. */
export interface CheckedSeed {
  readonly users?: Entries<CheckedUser>;
  readonly projects?: Entries<{ readonly id: string; readonly toc: Entries<CheckedNode> }>;
  readonly publications?: Entries<{ readonly id: string; readonly projectId: string }>;
  readonly files?: Entries<{ readonly path: string; readonly file?: string | undefined }>;
}

/** Everything that is wrong with what is there; empty when a portal can begin with it, if it is the whole seed. */
export function findSeedProblems({ users, projects, publications = [], files = [] }: CheckedSeed): SeedProblem[] {
  // Of whom the type is wrong, it may have been meant to be this one.
  const contributors = users?.filter((user) => user?.userType !== "PowerReader");
  const isContributor = isOneOf(contributors?.map((user) => user?.login));
  const isProject = isOneOf(projects?.map((project) => project?.id));
  return [
    ...(users ? checkUsers(users) : []),
    ...checkIds([...placesOf(projects ?? [], "projects", "id"), ...placesOf(publications, "publications", "id")]),
    ...(projects ?? []).flatMap((project, index) =>
      checkToc(project?.toc ?? [], ["projects", index, "toc"], isContributor),
    ),
    ...placesOf(publications, "publications", "projectId").flatMap(({ id, path }) =>
      problem(!isProject(id), path, "names no project of this seed"),
    ),
    ...checkFiles(files),
  ];
}

type IsKnown = (name: string) => boolean;

/** Of a list that is not there, and where one of the names is missing, every name may be right. */
function isOneOf(names: readonly (string | undefined)[] | undefined): IsKnown {
  const known = new Set(names);
  return (name) => names === undefined || known.has(undefined) || known.has(name);
}

function problem(isWrong: boolean, path: Path, message: string): SeedProblem[] {
  return isWrong ? [{ path, message }] : [];
}

interface Place {
  readonly id: string;
  readonly path: Path;
}

function placesOf<K extends string>(items: Entries<Readonly<Record<K, string>>>, list: string, key: K): Place[] {
  return items.flatMap((item, index) => {
    const id = item?.[key];
    return id === undefined ? [] : [{ id, path: [list, index, key] }];
  });
}

/** Ids become parts of addresses, and each is there once. */
function checkIds(places: readonly Place[], check: (id: string) => void = (id) => checkNewId("id", id)): SeedProblem[] {
  const known = new Set<string>();
  return places.flatMap(({ id, path }) => {
    const isTaken = known.has(id);
    known.add(id);
    const refusal = refusalOf(() => {
      check(id);
    });
    if (refusal !== undefined) return [{ path, message: refusal }];
    return problem(isTaken, path, "is there already: give another one");
  });
}

/** The words with which the API would refuse it. */
function refusalOf(check: () => void): string | undefined {
  try {
    check();
    return undefined;
  } catch (error) {
    if (error instanceof ApiError) return error.message;
    throw error;
  }
}

function checkUsers(users: Entries<CheckedUser>): SeedProblem[] {
  const [first] = users;
  const isAdministrator =
    first?.userType === "Contributor" && parseRoles(first.userRole ?? null).role === "administrator";
  const isUsable = isAdministrator && first.isEnabled !== false && first.apiKey !== null;
  return [
    ...problem(
      !isUsable,
      ["users", 0],
      "must be an enabled Contributor with the role Administrator and a key: what names no owner belongs to this account",
    ),
    ...checkIds(placesOf(users, "users", "login"), (login) => checkNewLogin("login", login)),
    ...users.flatMap((user, index) => {
      const refusal = refusalOf(() => {
        checkRoleNames(user?.userType, user?.userRole ?? null);
      });
      return refusal === undefined ? [] : [{ path: ["users", index, "userRole"], message: refusal }];
    }),
  ];
}

/** What only a topic has. */
const topicFields = ["title", "status", "owner", "assignee", "keywords", "bodyHtml", "bodyFile"] as const;

function checkToc(toc: Entries<CheckedNode>, path: Path, isContributor: IsKnown): SeedProblem[] {
  const nodes = inReadingOrder(toc, path);
  const topics = nodes.flatMap(({ node, path: at }) => (node.id === undefined ? [] : [{ id: node.id, path: at }]));
  return [
    ...checkIds(topics.map(({ id, path: at }) => ({ id, path: [...at, "id"] }))),
    ...nodes.flatMap(({ node, path: at }) => [...checkNode(node, at), ...checkPeople(node, at, isContributor)]),
  ];
}

interface PlacedNode {
  readonly node: Partial<CheckedNode>;
  readonly path: Path;
}

export function inReadingOrder(nodes: Entries<CheckedNode>, path: Path): PlacedNode[] {
  return nodes.flatMap((node, index) => {
    if (node === undefined) return [];
    const at = [...path, index];
    return [{ node, path: at }, ...inReadingOrder(node.children ?? [], [...at, "children"])];
  });
}

function checkNode(node: Partial<CheckedNode>, path: Path): SeedProblem[] {
  if (node.id !== undefined) {
    return [
      ...problem(node.title === undefined, [...path, "title"], "is required of a topic"),
      ...problem(
        node.bodyHtml !== undefined && node.bodyFile !== undefined,
        path,
        "has bodyHtml and bodyFile: leave one out",
      ),
    ];
  }
  const surplus = topicFields.filter((name) => node[name] !== undefined);
  if (surplus.length > 0) return [{ path, message: `has ${surplus.join(", ")}, but no id: only topics have these` }];
  return problem(!node.caption, [...path, "caption"], "is required of a folder, which is a node without id");
}

function checkPeople(node: Partial<CheckedNode>, path: Path, isContributor: IsKnown): SeedProblem[] {
  return (["owner", "assignee"] as const).flatMap((name) => {
    const login = node[name];
    const isUnknown = login !== undefined && !isContributor(login);
    return problem(isUnknown, [...path, name], "names no Contributor among the users");
  });
}

function checkFiles(files: Entries<{ readonly path: string }>): SeedProblem[] {
  const places = placesOf(files, "files", "path");
  const paths = new Set(places.map(({ id }) => id));
  const isBelowFile = (path: string) => foldersAbove(path).some((folder) => paths.has(folder));
  return [
    ...checkIds(places, checkStoragePath),
    ...places.flatMap(({ id, path }) => problem(isBelowFile(id), path, "lies below a file")),
  ];
}

/** `a/b/c` -> `["a", "a/b"]`. */
function foldersAbove(path: string): string[] {
  const names = path.split("/").slice(0, -1);
  return names.map((_, index) => names.slice(0, index + 1).join("/"));
}
