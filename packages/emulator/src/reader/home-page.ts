/** The start page: the publications that the reader may read. */
import type { ProjectRecord } from "../store/projects.js";
import { html, type Html, type Page } from "./page.js";

export function homePage(publications: readonly ProjectRecord[], isLoggedIn: boolean): Page {
  const hint = isLoggedIn
    ? ""
    : html`<p class="ch-hint">There may be more to read once you have <a href="/login">logged in</a>.</p>`;
  return {
    title: "Documentation",
    main: html`<h1>Documentation</h1>
      ${publications.length === 0 ? html`<p>There is nothing to read here yet.</p>` : list(publications)} ${hint}`,
  };
}

function list(publications: readonly ProjectRecord[]): Html {
  const items = publications.map(
    ({ id, title, visibility }) =>
      html`<li>
        <a href="/articles/${encodeURIComponent(id)}">${title}</a>
        ${visibility === "Public" ? "" : html`<span class="ch-hint">${visibility}</span>`}
      </li>`,
  );
  return html`<ul class="ch-publications">
    ${items}
  </ul>`;
}
