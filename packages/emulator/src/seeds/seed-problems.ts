/** Holds a seed against the rules of a portal: ids, names of others, and what belongs together. */
import { ApiError } from "../api-error.js";
import { checkNewId } from "../check-id.js";
import { parseRoles } from "../roles.js";
import { checkStoragePath } from "../storage-path.js";
import type { FileTocNode, FileUser } from "./seed-schemas.js";

/** What is wrong, and at which place of the seed. */
export interface SeedProblem {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

type Path = SeedProblem["path"];

interface CheckedUser extends Pick<FileUser, "login" | "userType" | "isEnabled" | "apiKey"> {
  readonly userRole?: string | null | undefined;
}

/** What files and programs give alike. */
export interface CheckedSeed {
  readonly users: readonly CheckedUser[];
  readonly projects: readonly { readonly id: string; readonly toc: readonly FileTocNode[] }[];
  readonly publications: readonly { readonly id: string; readonly projectId: string }[];
  readonly files: readonly { readonly path: string }[];
}

/** Those lists of a seed that have the right form. */
export type SoundLists = { readonly [K in keyof CheckedSeed]: CheckedSeed[K] | undefined };

/** Everything that is wrong with these lists; empty when a portal can begin with them, if they are all there. */
export function findSeedProblems({ users, projects, publications = [], files = [] }: SoundLists): SeedProblem[] {
  const contributors = users?.filter(({ userType }) => userType === "Contributor");
  const isContributor = isOneOf(contributors?.map(({ login }) => login));
  const isProject = isOneOf(projects?.map(({ id }) => id));
  return [
    ...(users ? checkUsers(users) : []),
    ...checkIds([...placesOf(projects ?? [], "projects", "id"), ...placesOf(publications, "publications", "id")]),
    ...(projects ?? []).flatMap(({ toc }, index) => checkToc(toc, ["projects", index, "toc"], isContributor)),
    ...publications.flatMap(({ projectId }, index) =>
      problem(!isProject(projectId), ["publications", index, "projectId"], "names no project of this seed"),
    ),
    ...checkFiles(files),
  ];
}

type IsKnown = (name: string) => boolean;

/** Of a list that is not there, every name may be right. */
function isOneOf(names: readonly string[] | undefined): IsKnown {
  const known = names && new Set(names);
  return (name) => known?.has(name) ?? true;
}

function problem(isWrong: boolean, path: Path, message: string): SeedProblem[] {
  return isWrong ? [{ path, message }] : [];
}

interface Place {
  readonly id: string;
  readonly path: Path;
}

function placesOf<K extends string>(items: readonly Readonly<Record<K, string>>[], list: string, key: K): Place[] {
  return items.map((item, index) => ({ id: item[key], path: [list, index, key] }));
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

function checkUsers(users: readonly CheckedUser[]): SeedProblem[] {
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
    ...checkIds(placesOf(users, "users", "login")),
  ];
}

/** What only a topic has. */
const topicFields = ["title", "status", "owner", "assignee", "keywords", "bodyHtml", "bodyFile"] as const;

function checkToc(toc: readonly FileTocNode[], path: Path, isContributor: IsKnown): SeedProblem[] {
  const nodes = inReadingOrder(toc, path);
  const topics = nodes.flatMap(({ node, path: at }) => (node.id === undefined ? [] : [{ id: node.id, path: at }]));
  return [
    ...checkIds(topics.map(({ id, path: at }) => ({ id, path: [...at, "id"] }))),
    ...nodes.flatMap(({ node, path: at }) => [...checkNode(node, at), ...checkPeople(node, at, isContributor)]),
  ];
}

interface PlacedNode {
  readonly node: FileTocNode;
  readonly path: Path;
}

function inReadingOrder(nodes: readonly FileTocNode[], path: Path): PlacedNode[] {
  return nodes.flatMap((node, index) => {
    const at = [...path, index];
    return [{ node, path: at }, ...inReadingOrder(node.children ?? [], [...at, "children"])];
  });
}

function checkNode(node: FileTocNode, path: Path): SeedProblem[] {
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

function checkPeople(node: FileTocNode, path: Path, isContributor: IsKnown): SeedProblem[] {
  return (["owner", "assignee"] as const).flatMap((name) => {
    const login = node[name];
    const isUnknown = login !== undefined && !isContributor(login);
    return problem(isUnknown, [...path, name], "names no Contributor among the users");
  });
}

function checkFiles(files: CheckedSeed["files"]): SeedProblem[] {
  const paths = new Set(files.map(({ path }) => path));
  const isBelowFile = (path: string) => foldersAbove(path).some((folder) => paths.has(folder));
  return [
    ...checkIds(placesOf(files, "files", "path"), checkStoragePath),
    ...files.flatMap(({ path }, index) => problem(isBelowFile(path), ["files", index, "path"], "lies below a file")),
  ];
}

/** `a/b/c` -> `["a", "a/b"]`. */
function foldersAbove(path: string): string[] {
  const names = path.split("/").slice(0, -1);
  return names.map((_, index) => names.slice(0, index + 1).join("/"));
}
