/** Full-text search. */
import { search, type Topic } from "@clickhelp-js/protocol";
import { mapBatches } from "../batches.js";
import type { Answer } from "../encode.js";
import { canRead } from "../permissions.js";
import { implement, type Call } from "../portal.js";
import { toTopic } from "../represent.js";
import { markSnippet, markTitle } from "../search-marks.js";
import type { Phrase } from "../search-words.js";
import { readTerms } from "../search.js";
import type { ProjectRecord } from "../store/projects.js";
import { batchSize } from "../store/row-numbers.js";
import type { TopicSummary } from "../store/topics.js";

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
  const terms = readTerms(wish.q);
  if (terms === undefined) return { value: [] };
  const searched = new Map(projects.map((project) => [project.row, project]));
  const marked = (wish.isReturnSnippets ?? 0) > 0 ? terms.phrases : undefined;
  const question = { match: terms.match, projectRows: [...searched.keys()], count: wish.count ?? defaultCount };
  const present = (found: readonly TopicSummary[]) =>
    found.flatMap((topic) => toFoundTopic(call, searched.get(topic.projectRow), topic, marked));
  const isShort = question.count >= 0 && question.count <= batchSize;
  if (isShort) return { value: present(topics.search(question)) };
  return { batches: mapBatches(topics.searchBatches(question), present) };
}

function toFoundTopic(
  { origin, portal }: Call,
  project: ProjectRecord | undefined,
  topic: TopicSummary,
  marked: readonly Phrase[] | undefined,
): Topic[] {
  if (!project) return [];
  const ftsTitleHtml = marked ? markTitle(marked, topic.title) : null;
  const ftsSnippetHtml = marked ? markSnippet(marked, portal.store.topics.readSearchedText(topic.row)) : null;
  return [toTopic(topic, project, origin, { ftsTitleHtml, ftsSnippetHtml })];
}

// The API says of no other operation that pages of any other site may call it.
export const searchHandlers = [{ ...portalSearch, isForAnySite: true }];
