/** The frame of every page: header with search and account, main part, table of contents; and how pages are sent. */
import type { Context } from "hono";
import { html, raw } from "hono/html";
import type { ProjectRecord } from "../store/projects.js";
import type { UserRecord } from "../store/users.js";
import { stylesheetPath } from "./stylesheet.js";

/** A piece of HTML in which everything that needed it is escaped. */
export type Html = ReturnType<typeof html>;

export interface ReaderEnvironment {
  Variables: {
    /** Null when nobody is logged in. */
    user: UserRecord | null;
    /** Whether the address has a login token that does not work, or not any more. */
    isTokenDead: boolean;
  };
}
export type ReaderContext = Context<ReaderEnvironment>;

export interface Page {
  readonly title: string;
  readonly main: Html;
  /** The publication that the reader is in. */
  readonly publication?: ProjectRecord | undefined;
  /** The publication's table of contents. */
  readonly contents?: Html | undefined;
  /** What stands in the search box. */
  readonly searched?: string | undefined;
  /** Path of the page without anything that only says how the reader came to it. */
  readonly canonical?: string | undefined;
}

const notFramed = "'none'";

/**
 * Nothing from a topic runs, and nothing but pictures, sound and film comes from elsewhere. Public publications may be
 * framed by any site, because help is often shown inside of an application; no other page may, and the session is not
 * sent to a page in a frame of another site, so that there is nothing to be had by clickjacking.
 */
function contentSecurityPolicy(publication: ProjectRecord | undefined): string {
  return [
    "default-src 'none'",
    "style-src 'self'",
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' https: data:",
    "media-src 'self' https:",
    "form-action 'self'",
    "base-uri 'none'",
    `frame-ancestors ${publication?.visibility === "Public" ? "*" : notFramed}`,
  ].join("; ");
}

/** Sends a page. */
export async function sendPage(context: ReaderContext, status: 200 | 400 | 403 | 404 | 500, page: Page) {
  const document = await frame(context.var, page);
  return context.html(document, status, {
    "Content-Security-Policy": contentSecurityPolicy(page.publication),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cache-Control": "private, no-cache",
    Vary: "Cookie",
  });
}

export function redirect(context: ReaderContext, path: string): Response {
  context.header("Cache-Control", "no-store");
  context.header("Referrer-Policy", "no-referrer");
  return context.redirect(path, 302);
}

const deadToken = "This login link does not work any more: it has been used, or its time is over. Ask for a new one.";

function frame({ user, isTokenDead }: ReaderEnvironment["Variables"], page: Page) {
  const { publication, contents } = page;
  const home = publication ? `/articles/${encodeURIComponent(publication.id)}` : "/";
  return html`<!doctype html>
    <html lang="${publication?.language ?? "en"}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${page.title}</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="${stylesheetPath}" />
        ${page.canonical === undefined ? "" : html`<link rel="canonical" href="${page.canonical}" />`}
      </head>
      <body>
        <a class="ch-skip" href="#ch-main">Skip to the text</a>
        <header class="ch-header">
          <a class="ch-home" href="${home}">${publication?.title ?? "Documentation"}</a>
          ${searchForm(page)} ${account(user)}
        </header>
        <div class="ch-columns${contents ? " ch-with-contents" : ""}">
          <main id="ch-main" tabindex="-1">
            ${contents ? html`<a class="ch-to-contents" href="#ch-contents">Contents</a>` : ""}${isTokenDead ? problem(deadToken) : ""}${page.main}
          </main>
          ${contents ? html`<nav id="ch-contents" tabindex="-1" aria-label="Contents">${contents}</nav>` : ""}
        </div>
        <footer class="ch-footer">
          ${publication ? html`<a href="/">All publications</a> · ` : ""}Served by the clickhelp-js emulator, which is
          not made by ClickHelp.
        </footer>
      </body>
    </html>`;
}

function searchForm({ publication, searched = "" }: Page): Html {
  const scope = publication ? html`<input type="hidden" name="projectId" value="${publication.id}" />` : "";
  const label = publication ? "Search in this publication" : "Search in all publications";
  return html`<form class="ch-search" role="search" action="/search" method="get">
    ${scope}<input
      type="search"
      name="q"
      value="${searched}"
      aria-label="${label}"
      placeholder="Search"
      maxlength="500"
    />
    <button>Search</button>
  </form>`;
}

function account(user: UserRecord | null): Html {
  if (!user) return html`<a class="ch-account" href="/login">Log in</a>`;
  return html`<form class="ch-account" action="/logout" method="post">
    <a href="/profile" title="Your profile">${user.login}</a> <button>Log out</button>
  </form>`;
}

/** What went wrong, so that nobody overlooks it. */
export function problem(sentence: string): Html {
  return html`<p class="ch-problem" role="alert">${sentence}</p>`;
}

/** A page with a heading and a sentence or two. */
export function notice(title: string, ...paragraphs: readonly Html[]): Pick<Page, "title" | "main"> {
  return {
    title,
    main: html`<h1>${title}</h1>
      ${paragraphs.map((paragraph) => html`<p>${paragraph}</p>`)}`,
  };
}

export { html, raw };
