/** Fills an empty portal with the content of a seed. */
import { hashSecret } from "../secrets.js";
import type { Clock } from "../clock.js";
import { defaultStatuses } from "../default-statuses.js";
import { EmulatorError } from "../emulator-error.js";
import { publishAtOnce, publishFiles } from "../publishing.js";
import type { Store } from "../store/store.js";
import { messageOf } from "../thrown.js";
import { toWholeSeed, type SeedName } from "./index.js";
import type {
  SeedFile,
  SeedProject,
  SeedPublication,
  SeedTocNode,
  SeedTopic,
  WholeSeed,
  WholeUser,
} from "./portal-seed.js";

interface LoadedFile {
  readonly path: string;
  readonly content: Uint8Array;
}

/** Throws an `EmulatorError` when a file of the seed cannot be loaded. */
export function loadFiles(chosen: SeedName | WholeSeed): LoadedFile[] {
  return toWholeSeed(chosen).files.map((file) => ({ path: file.path, content: loadContent(file) }));
}

/** Imports in one transaction: a portal is never half filled. */
export function importSeed(store: Store, clock: Clock, chosen: SeedName | WholeSeed, files = loadFiles(chosen)): void {
  const now = clock.now();
  const seed = toWholeSeed(chosen);
  const start = { store, now, owner: seed.users[0]?.login ?? "admin" };
  store.database.transaction(() => {
    store.settings.set("seed", typeof chosen === "string" ? chosen : "own");
    store.settings.set("statuses", collectStatuses(seed).join("\n"));
    for (const user of seed.users) importUser(store, user);
    for (const project of seed.projects) importProject(start, project);
    for (const { path, content } of files) {
      const contentRow = store.files.createContent();
      store.files.append(contentRow, content);
      store.files.place(path, contentRow, start.owner, now);
    }
    for (const publication of seed.publications) importPublication(start, publication);
  });
}

function loadContent({ path, load, text = "", base64 }: SeedFile): Uint8Array {
  if (!load) return base64 === undefined ? Buffer.from(text) : Buffer.from(base64, "base64");
  try {
    return load();
  } catch (error) {
    if (error instanceof EmulatorError) throw error;
    const advice = "Nothing was created or changed. Mend its load().";
    throw new EmulatorError("seed", `The file "${path}" of the seed cannot be loaded: ${messageOf(error)}. ${advice}`, {
      cause: error,
    });
  }
}

interface Start {
  readonly store: Store;
  readonly now: number;
  /** Login of whom everything belongs to that names nobody. */
  readonly owner: string;
}

function collectStatuses(seed: WholeSeed): string[] {
  const statuses = new Set(defaultStatuses);
  const visit = (nodes: readonly SeedTocNode[]) => {
    for (const node of nodes) {
      if (isTopic(node) && node.status !== undefined) statuses.add(node.status);
      visit(node.children ?? []);
    }
  };
  for (const { toc = [] } of seed.projects) visit(toc);
  return [...statuses];
}

function importUser(store: Store, user: WholeUser): void {
  const { login, apiKey, userType: type, userRole: role, isEnabled = true, purpose } = user;
  const { email, firstName, lastName } = user;
  const info = { about: user.about ?? null, email, firstName, lastName, middleName: "" };
  const keyHash = apiKey === null ? null : hashSecret(apiKey);
  const passwordHash = user.password ? hashSecret(user.password) : null;
  store.users.insert({ login, type, role, isEnabled, keyHash, passwordHash, info, lastActivity: null, purpose });
}

function importProject(start: Start, { id, title, language = "en-us", toc = [] }: SeedProject): void {
  const { store, now } = start;
  const createdOn = new Date(now);
  const project = { id, parentId: null, title, language, groups: [], outputTags: [], createdOn };
  const row = store.projects.insert({ ...project, visibility: "Private" }, "live");
  importNodes(start, row, null, toc);
}

function isTopic(node: SeedTocNode): node is SeedTopic {
  return "id" in node && typeof node.id === "string";
}

function importNodes(start: Start, projectRow: number, parentId: string | null, nodes: readonly SeedTocNode[]): void {
  const { toc } = start.store;
  for (const node of nodes) {
    const topicId = isTopic(node) ? node.id : null;
    const caption = node.caption ?? "";
    const id = toc.insert(projectRow, { parentId, caption, topicId, isShown: node.isShowInToc ?? true });
    if (isTopic(node)) importTopic(start, projectRow, node);
    importNodes(start, projectRow, id, node.children ?? []);
  }
}

function importTopic({ store, now, owner }: Start, projectRow: number, topic: SeedTopic): void {
  const moment = new Date(now);
  const { id, title, bodyHtml: body = "", keywords = [] } = topic;
  store.topics.insert({
    ...{ projectRow, id, title, body, keywords: [...keywords] },
    ...{ status: topic.status ?? "Ready", owner: topic.owner ?? owner, assignee: topic.assignee ?? owner },
    ...{ createdOn: moment, modifiedOn: moment, isAuto: false },
  });
}

function importPublication({ store, now, owner }: Start, publication: SeedPublication): void {
  const project = store.projects.get(publication.projectId);
  if (!project) throw new TypeError(`the seed has no project "${publication.projectId}"`);
  const { id, title, visibility, groups = [], isPublishOnlyReadyTopics: isOnlyReady = false } = publication;
  const created = { parentId: project.id, language: project.language, outputTags: [], createdOn: new Date(now) };
  const targetRow = store.projects.insert({ id, title, visibility, groups: [...groups], ...created }, "live");
  const relinking = { fromProjectId: project.id, toProjectId: id, origin: "" };
  const plan = { store, project, targetRow, relinking, isOnlyReady };
  publishAtOnce(plan);
  publishFiles(plan, owner, now);
}
