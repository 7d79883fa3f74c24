/** Full-text search. */
import { search } from "@clickhelp-js/protocol";
import { canRead } from "../permissions.js";
import { implement } from "../portal.js";
import { toTopic } from "../represent.js";
import { toMatchExpression, toSnippetHtml, toTitleHtml } from "../search.js";

const defaultCount = 10;

const portalSearch = implement(search.portal, ({ portal, caller, origin }, input) => {
  const { store } = portal;
  const language = input.lang?.toLowerCase();
  const searched = new Map(
    store.projects
      .list()
      .filter((project) => canRead(project, caller))
      .filter((project) => input.projectIds?.includes(project.id) ?? true)
      .filter((project) => language === undefined || project.language.toLowerCase() === language)
      .map((project) => [project.row, project]),
  );
  const match = toMatchExpression(input.q);
  if (match === undefined) return { value: [] };
  const withSnippets = (input.isReturnSnippets ?? 0) > 0;
  const count = input.count ?? defaultCount;
  const matches = store.topics.search({ match, projectRows: [...searched.keys()], count, withSnippets });
  const value = matches.flatMap((topic) => {
    const project = searched.get(topic.projectRow);
    const ftsTitleHtml = toTitleHtml(topic.titleHtml);
    const ftsSnippetHtml = toSnippetHtml(topic.snippetHtml);
    return project ? [toTopic(topic, project, origin, { ftsTitleHtml, ftsSnippetHtml })] : [];
  });
  return { value };
});

export const searchHandlers = [portalSearch];
