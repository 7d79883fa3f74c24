/** The page with the results of a search. */
import { count } from "../count.js";
import type { Portal } from "../portal.js";
import { markSnippet, markTitle } from "../search-marks.js";
import { readTerms } from "../search.js";
import type { ProjectRecord } from "../store/projects.js";
import { html, raw, type Html, type Page } from "./page.js";
import { toTopicPath } from "./paths.js";

const shownAtOnce = 50;
/** Later ones are of no use to anybody, and each costs all those before it. */
const lastPage = 20;

export interface SearchResult {
  readonly total: number;
  /** Counted from 1. */
  readonly page: number;
  readonly matches: readonly SearchMatch[];
}

export interface SearchMatch {
  readonly projectRow: number;
  readonly id: string;
  readonly titleHtml: string;
  readonly snippetHtml: string;
}

/** The page of results that an address asks for: the first one unless it is a number that makes sense. */
export function toResultPage(wanted: string | undefined): number {
  return /^[1-9]\d?$/.test(wanted ?? "") ? Math.min(Number(wanted), lastPage) : 1;
}

function pagesOf(total: number): number {
  return Math.max(1, Math.min(Math.ceil(total / shownAtOnce), lastPage));
}

/** Searches the given publications. Gives the last page when the one that is wanted is behind it. */
export function searchFor(
  { store }: Portal,
  { typed, page }: { readonly typed: string; readonly page: number },
  publications: readonly ProjectRecord[],
): SearchResult {
  const terms = readTerms(typed);
  if (terms === undefined) return { total: 0, page, matches: [] };
  const { match, phrases } = terms;
  const projectRows = publications.map(({ row }) => row);
  const total = store.topics.countMatches({ match, projectRows });
  const shown = Math.min(page, pagesOf(total));
  const skipped = (shown - 1) * shownAtOnce;
  const matches = store.topics
    .search({ match, projectRows, count: shownAtOnce, skipped })
    .map(({ projectRow, id, title, row }) => {
      const snippetHtml = markSnippet(phrases, store.topics.readSearchedText(row));
      return { projectRow, id, titleHtml: markTitle(phrases, title), snippetHtml };
    });
  return { total, page: shown, matches };
}

export interface SearchPage {
  readonly typed: string;
  readonly result: SearchResult;
  readonly publications: readonly ProjectRecord[];
  /** The publication that was searched, when it was one. */
  readonly publication: ProjectRecord | undefined;
}

export function searchPage({ typed, result, publications, publication }: SearchPage): Page {
  const titles = new Map(publications.map((project) => [project.row, project]));
  const items = result.matches.map((match) => {
    const project = titles.get(match.projectRow);
    return project ? resultItem(match, project, publication === undefined) : "";
  });
  return {
    title: typed === "" ? "Search" : `${typed} - Search`,
    publication,
    searched: typed,
    main: html`<h1>Search</h1>
      <p role="status">${summary(typed, result)}</p>
      <ol class="ch-results" start="${firstShown(result)}">
        ${items}
      </ol>
      ${morePages(typed, result, publication)} ${result.total === 0 ? hints : ""}`,
  };
}

function morePages(
  typed: string,
  { page, total }: SearchResult,
  publication: ProjectRecord | undefined,
): Html | string {
  const pages = pagesOf(total);
  if (pages < 2) return "";
  const link = (to: number, rel: string, words: string) => {
    if (to < 1 || to > pages) return html`<span></span>`;
    const query = new URLSearchParams({ ...(publication && { projectId: publication.id }), q: typed, page: `${to}` });
    return html`<a rel="${rel}" href="/search?${query.toString()}">${words}</a>`;
  };
  return html`<nav class="ch-steps" aria-label="Pages of results">
    ${link(page - 1, "prev", "Previous results")} ${link(page + 1, "next", "More results")}
  </nav>`;
}

function firstShown({ page }: SearchResult): number {
  return (page - 1) * shownAtOnce + 1;
}

function resultItem(match: SearchMatch, project: ProjectRecord, isNamed: boolean): Html {
  const { titleHtml, snippetHtml } = match;
  const source = isNamed ? html`<p class="ch-hint">${project.title}</p>` : "";
  return html`<li>
    <a href="${toTopicPath(project.id, match.id, "search")}">${raw(titleHtml)}</a>
    ${source}
    <p>${raw(snippetHtml)}</p>
  </li>`;
}

function summary(typed: string, result: SearchResult): Html {
  const { total, matches } = result;
  if (typed === "") return html`Type what you are looking for into the search box.`;
  const first = firstShown(result);
  const isPart = matches.length > 0 && matches.length < total;
  const shown = isPart ? ` Results ${first} to ${first + matches.length - 1} are shown.` : "";
  return html`${count(total, "topic")} found for <q>${typed}</q>.${shown}`;
}

const hints = html`<p class="ch-hint">
  All words must occur. <code>"several words"</code> finds a phrase, <code>begin*</code> a beginning,
  <code>-word</code> leaves topics out, <code>this OR that</code> finds either.
</p>`;
