/** The pages that readers see in a browser. Plain HTML from the server: nothing on them runs, and nothing needs to. */
import { Hono, type Context } from "hono";
import { canUserRead, findFolderOwner, isClosedTo, isOpenToAll } from "../permissions.js";
import type { Portal } from "../portal.js";
import { parseRoles } from "../roles.js";
import type { ProjectRecord } from "../store/projects.js";
import type { UserRecord } from "../store/users.js";
import { addAccountRoutes, askToLogIn } from "./account.js";
import { findFile, sendFile } from "./files.js";
import { homePage } from "./home-page.js";
import { failurePage, noAccessPage, notFoundPage } from "./login-page.js";
import { findPlace, firstTopicId } from "./outline.js";
import { redirect, sendPage, type ReaderContext, type ReaderEnvironment } from "./page.js";
import { toActionType, toTopicPath, withoutToken } from "./paths.js";
import { searchFor, searchPage, toResultPage } from "./search-page.js";
import { findReader, logIn, redeemToken } from "./session.js";
import { stylesheet, stylesheetPath } from "./stylesheet.js";
import { topicPage } from "./topic-page.js";

/** Longer ones are cut: nobody types them. */
const longestQuery = 500;
const longestReferrer = 2000;

export function createReader(portal: Portal, onError: (error: unknown) => void): Hono<ReaderEnvironment> {
  const { store, clock } = portal;
  const reader = new Hono<ReaderEnvironment>({ strict: false });

  reader.use(async (context, next) => {
    context.set("user", findReader(portal, context));
    context.set("isTokenDead", false);
    const isFile = context.req.path.startsWith("/resources/");
    if (context.req.method !== "GET" || context.req.query("t") === undefined || isFile) return next();
    return useToken(context, next);
  });

  /**
   * The token disappears from the address, so that it is neither bookmarked nor told to other sites. Whoever comes with
   * one that does not work reads as everybody does, and is told.
   */
  function useToken(context: ReaderContext, next: () => Promise<void>) {
    const user = redeemToken(portal, context.req.query("t") ?? "");
    if (user) logIn(portal, context, user);
    if (user ?? context.get("user")) return redirect(context, withoutToken(context.req.url));
    context.set("isTokenDead", true);
    return next();
  }

  /** Readers who are not logged in never learn whether something exists that they may not read. */
  function refuse(context: ReaderContext, project: ProjectRecord | undefined) {
    if (!context.get("user")) return askToLogIn(context);
    return project ? sendPage(context, 403, noAccessPage) : sendPage(context, 404, notFoundPage);
  }

  function readable(user: UserRecord | null): ProjectRecord[] {
    return store.projects.list().filter((project) => project.parentId !== null && canOpen(project, user));
  }

  reader.get("/", (context) => {
    const user = context.get("user");
    return sendPage(context, 200, homePage(readable(user), user !== null));
  });

  reader.get("/articles/:project/:topic?", async (context) => {
    const { project: projectId, topic: topicId } = context.req.param();
    const project = store.projects.get(projectId);
    const user = context.get("user");
    if (!project || !canOpen(project, user)) return refuse(context, project);
    if (topicId === undefined) {
      const first = firstTopicId(store.outlines, project.row);
      return first === undefined
        ? sendPage(context, 404, notFoundPage)
        : redirect(context, toTopicPath(project.id, first) + new URL(context.req.url).search);
    }
    const topic = store.topics.get(project.row, topicId);
    if (!topic) return sendPage(context, 404, { ...notFoundPage, publication: project });
    const page = await topicPage(project, topic, findPlace(store.outlines, project.row, topic.id));
    noteView(context, project, topic.id);
    return sendPage(context, 200, page);
  });

  function noteView(context: ReaderContext, project: ProjectRecord, topicId: string): void {
    if (context.req.raw.method !== "GET") return;
    store.readerEvents.addTopicView({
      ...{ login: context.get("user")?.login ?? null, dateTime: new Date(clock.now()) },
      ...{ projectId: project.id, topicId, actionType: toActionType(context.req.query("from")) },
      referrerUrl: context.req.header("Referer")?.slice(0, longestReferrer) ?? null,
    });
  }

  reader.get("/smart/:project/:topic?", (context) => {
    const { project: named, topic } = context.req.param();
    const project = store.projects.get(named);
    const target = project && findForReader(project, topic, context.get("user"));
    if (!target) return refuse(context, project);
    const { search } = new URL(context.req.url);
    const path = topic === undefined ? `/articles/${encodeURIComponent(target.id)}` : toTopicPath(target.id, topic);
    return redirect(context, path + search);
  });

  /** In place of a project that the user may not read, a publication of it that has the topic, if there is one to read. */
  function findForReader(project: ProjectRecord, topicId: string | undefined, user: UserRecord | null) {
    if (canOpen(project, user)) return project;
    return readable(user).find(
      ({ row, parentId }) =>
        parentId === project.id && (topicId === undefined || store.topics.get(row, topicId) !== undefined),
    );
  }

  reader.get("/search", async (context) => {
    await store.topics.prepareSearch();
    const user = context.get("user");
    const typed = (context.req.query("q") ?? "").slice(0, longestQuery).trim();
    const projectId = context.req.query("projectId");
    const publication = projectId === undefined ? undefined : store.projects.get(projectId);
    if (projectId !== undefined && !(publication && canOpen(publication, user))) return refuse(context, publication);
    const publications = publication ? [publication] : readable(user);
    const page = toResultPage(context.req.query("page"));
    const result = searchFor(portal, { typed, page }, publications);
    if (typed !== "" && page === 1 && context.req.raw.method === "GET") {
      store.readerEvents.addSearchQuery({
        ...{ login: user?.login ?? null, dateTime: new Date(clock.now()) },
        ...{ queryText: typed, resultsTotal: result.total, projectId: publication?.id ?? null },
      });
    }
    return sendPage(context, 200, searchPage({ typed, result, publications, publication }));
  });

  addAccountRoutes(reader, portal);

  reader.get(stylesheetPath, sendStylesheet);
  reader.get("/resources/Styles/:project/Style.css", sendStylesheet);

  reader.get("/resources/Storage/*", (context) => {
    const encodedPath = new URL(context.req.url).pathname.slice("/resources/Storage/".length);
    const user = context.get("user");
    const file = findFile(store.files, encodedPath);
    if (file && canOpenFile(file.path, user)) return sendFile(store.files, file, context.req.raw);
    return file && user ? sendPage(context, 403, noAccessPage) : sendPage(context, 404, notFoundPage);
  });

  function canOpenFile(path: string, user: UserRecord | null): boolean {
    const owner = findFolderOwner(store.projects, path);
    if (owner) return canOpen(owner, user);
    return !isClosedTo(store.projects, path, user?.type === "Contributor" ? parseRoles(user.role).role : undefined);
  }

  reader.notFound((context) => sendPage(context, 404, notFoundPage));
  reader.onError((error, context) => {
    onError(error);
    return sendPage(context, 500, failurePage);
  });
  return reader;
}

function canOpen(project: ProjectRecord, user: UserRecord | null): boolean {
  return user ? canUserRead(project, user) : isOpenToAll(project);
}

function sendStylesheet(context: Context): Response {
  const headers = { "Content-Type": "text/css; charset=utf-8", "Cache-Control": "max-age=300" };
  return context.body(stylesheet, 200, { ...headers, "X-Content-Type-Options": "nosniff" });
}
