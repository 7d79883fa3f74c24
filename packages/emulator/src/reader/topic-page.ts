/** The page of a topic. */
import type { ProjectRecord } from "../store/projects.js";
import type { TopicRecord } from "../store/topics.js";
import { contentsView } from "./contents-view.js";
import type { OutlineLink, Place } from "./outline.js";
import { html, raw, type Html, type Page } from "./page.js";
import { toTopicPath } from "./paths.js";
import { sanitise } from "./sanitise.js";

export async function topicPage(publication: ProjectRecord, topic: TopicRecord, place: Place): Promise<Page> {
  const body = markAddresses(await sanitise(topic.body));
  const heading = /^\s*<h1[\s>]/.test(body) ? "" : html`<h1 dir="auto">${topic.title}</h1>`;
  return {
    title: `${topic.title} - ${publication.title}`,
    publication,
    canonical: toTopicPath(publication.id, topic.id),
    contents: contentsView(publication.id, place),
    main: html`${breadcrumbs(publication, topic, place)}
      <article>${heading}${raw(body)}</article>
      ${steps(publication, place)}`,
  };
}

/** Marks links whose text is their address, so that it is not printed behind them a second time. */
function markAddresses(body: string): string {
  return body.replace(
    /<a([^>]* href="([^"]*)"[^>]*)>([^<]*)<\/a>/g,
    (link, attributes: string, href: string, text: string) =>
      bareAddress(href) === bareAddress(text.trim()) ? `<a${attributes} data-ch-address>${text}</a>` : link,
  );
}

function bareAddress(address: string): string {
  return address.replace(/^https?:\/\//, "").replace(/\/$/, "");
}

function breadcrumbs(publication: ProjectRecord, topic: TopicRecord, { above }: Place): Html {
  const first = { label: publication.title, href: `/articles/${encodeURIComponent(publication.id)}` };
  const links = above.map(({ label, topicId }) => ({
    label,
    href: topicId === null || topicId === topic.id ? undefined : toTopicPath(publication.id, topicId, "toc"),
  }));
  const items = [first, ...links].map(
    ({ label, href }) => html`<li>${href === undefined ? label : html`<a href="${href}">${label}</a>`}</li>`,
  );
  return html`<nav class="ch-breadcrumbs" aria-label="Breadcrumbs">
    <ol>
      ${items}
      <li aria-current="page">${topic.title}</li>
    </ol>
  </nav>`;
}

function steps(publication: ProjectRecord, { previous, next }: Place): Html | string {
  if (!previous && !next) return "";
  return html`<nav class="ch-steps" aria-label="Previous and next topic">
    ${step(publication, previous, "prev", "Previous")} ${step(publication, next, "next", "Next")}
  </nav>`;
}

function step({ id }: ProjectRecord, link: OutlineLink | undefined, rel: string, words: string): Html {
  if (typeof link?.topicId !== "string") return html`<span></span>`;
  const href = toTopicPath(id, link.topicId, "toc");
  return html`<a rel="${rel}" href="${href}"><small>${words}</small> ${link.label}</a>`;
}
