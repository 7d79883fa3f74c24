/** Full-text search. */
import { search, type Topic } from "@clickhelp-js/protocol";
import { mapBatches } from "../batches.js";
import type { Answer } from "../encode.js";
import { canRead } from "../permissions.js";
import { implement, type Call } from "../portal.js";
import { toTopic } from "../represent.js";
import { toMatchExpression, toSnippetHtml, toTitleHtml } from "../search.js";
import type { ProjectRecord } from "../store/projects.js";
import { batchSize, type TopicMatch } from "../store/topics.js";

const defaultCount = 10;

const portalSearch = implement(search.portal, async (call, input) => {
  await call.portal.store.topics.prepareSearch();
  const language = input.lang?.toLowerCase();
  const ids = input.projectIds ?? input.projectUrls;
  const searched = call.portal.store.projects
    .list()
    .filter((project) => canRead(project, call.caller))
    .filter((project) => ids?.includes(project.id) ?? true)
    .filter((project) => language === undefined || project.language.toLowerCase() === language);
  return searchTopics(call, searched, input);
});

/** What is searched for, and how the results shall look. */
export interface SearchWish {
  readonly q: string;
  /** Negative for all. */
  readonly count?: number | undefined;
  /** Greater than 0 to have snippets. */
  readonly isReturnSnippets?: number | undefined;
}

/** Searches the topics of some projects and publications, for which search was prepared. */
export function searchTopics(call: Call, projects: readonly ProjectRecord[], wish: SearchWish): Answer<Topic[]> {
  const { topics } = call.portal.store;
  const match = toMatchExpression(wish.q);
  if (match === undefined) return { value: [] };
  const searched = new Map(projects.map((project) => [project.row, project]));
  const question = { match, projectRows: [...searched.keys()], withSnippets: (wish.isReturnSnippets ?? 0) > 0 };
  const count = wish.count ?? defaultCount;
  const present = (matches: readonly TopicMatch[]) => matches.flatMap((topic) => toFoundTopic(call, searched, topic));
  if (count >= 0 && count <= batchSize) return { value: present(topics.search({ ...question, count })) };
  return { batches: mapBatches(topics.searchBatches({ ...question, count }), present) };
}

function toFoundTopic({ origin }: Call, searched: ReadonlyMap<number, ProjectRecord>, topic: TopicMatch): Topic[] {
  const project = searched.get(topic.projectRow);
  const ftsTitleHtml = toTitleHtml(topic.titleHtml);
  const ftsSnippetHtml = toSnippetHtml(topic.snippetHtml);
  return project ? [toTopic(topic, project, origin, { ftsTitleHtml, ftsSnippetHtml })] : [];
}

// The API says of no other operation that pages of any other site may call it.
export const searchHandlers = [{ ...portalSearch, isForAnySite: true }];
