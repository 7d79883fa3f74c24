/** Full-text search. */
import { search, type Topic } from "@clickhelp-js/protocol";
import { canRead } from "../permissions.js";
import { implement, type Call } from "../portal.js";
import { toTopic } from "../represent.js";
import { toMatchExpression, toSnippetHtml, toTitleHtml } from "../search.js";
import type { ProjectRecord } from "../store/projects.js";

const defaultCount = 10;

const portalSearch = implement(search.portal, (call, input) => {
  const language = input.lang?.toLowerCase();
  const searched = call.portal.store.projects
    .list()
    .filter((project) => canRead(project, call.caller))
    .filter((project) => input.projectIds?.includes(project.id) ?? true)
    .filter((project) => language === undefined || project.language.toLowerCase() === language);
  return { value: searchTopics(call, searched, input) };
});

/** What is searched for, and how the results shall look. */
export interface SearchWish {
  readonly q: string;
  /** Negative for all. */
  readonly count?: number | undefined;
  /** Greater than 0 to have snippets. */
  readonly isReturnSnippets?: number | undefined;
}

/** Searches the topics of some projects and publications. */
export function searchTopics({ portal, origin }: Call, projects: readonly ProjectRecord[], wish: SearchWish): Topic[] {
  const match = toMatchExpression(wish.q);
  if (match === undefined) return [];
  const searched = new Map(projects.map((project) => [project.row, project]));
  const withSnippets = (wish.isReturnSnippets ?? 0) > 0;
  const count = wish.count ?? defaultCount;
  const matches = portal.store.topics.search({ match, projectRows: [...searched.keys()], count, withSnippets });
  return matches.flatMap((topic) => {
    const project = searched.get(topic.projectRow);
    const ftsTitleHtml = toTitleHtml(topic.titleHtml);
    const ftsSnippetHtml = toSnippetHtml(topic.snippetHtml);
    return project ? [toTopic(topic, project, origin, { ftsTitleHtml, ftsSnippetHtml })] : [];
  });
}

export const searchHandlers = [portalSearch];
