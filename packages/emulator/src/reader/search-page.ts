/** The page with the results of a search. */
import type { Portal } from "../portal.js";
import { toMatchExpression, toSnippetHtml, toTitleHtml } from "../search.js";
import type { ProjectRecord } from "../store/projects.js";
import type { TopicMatch } from "../store/topics.js";
import { html, raw, type Html, type Page } from "./page.js";
import { toTopicPath } from "./paths.js";

const mostShown = 50;

export interface SearchResult {
  readonly total: number;
  readonly matches: readonly TopicMatch[];
}

/** Searches the given publications. */
export function searchFor({ store }: Portal, typed: string, publications: readonly ProjectRecord[]): SearchResult {
  const match = toMatchExpression(typed);
  if (match === undefined) return { total: 0, matches: [] };
  const projectRows = publications.map(({ row }) => row);
  const matches = store.topics.search({ match, projectRows, count: mostShown, withSnippets: true });
  return { total: store.topics.countMatches({ match, projectRows }), matches };
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
      <ol class="ch-results">
        ${items}
      </ol>
      ${result.total === 0 ? hints : ""}`,
  };
}

function resultItem(match: TopicMatch, project: ProjectRecord, isNamed: boolean): Html {
  const { titleHtml, snippetHtml } = match;
  const source = isNamed ? html`<p class="ch-hint">${project.title}</p>` : "";
  return html`<li>
    <a href="${toTopicPath(project.id, match.id, "search")}">${raw(toTitleHtml(titleHtml) ?? "")}</a>
    ${source}
    <p>${raw(toSnippetHtml(snippetHtml) ?? "")}</p>
  </li>`;
}

function summary(typed: string, { total, matches }: SearchResult): Html {
  if (typed === "") return html`Type what you are looking for into the search box.`;
  const found = total === 1 ? "1 topic" : `${total} topics`;
  const shown = matches.length < total ? ` The best ${matches.length} are shown.` : "";
  return html`${found} found for <q>${typed}</q>.${shown}`;
}

const hints = html`<p class="ch-hint">
  All words must occur. <code>"several words"</code> finds a phrase, <code>begin*</code> a beginning,
  <code>-word</code> leaves topics out, <code>this OR that</code> finds either.
</p>`;
