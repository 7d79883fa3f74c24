/** The table of contents of a project or publication. */
import { toc } from "@clickhelp-js/protocol";
import { notFound } from "../api-error.js";
import { findReadable } from "../permissions.js";
import { implement } from "../portal.js";
import { toTocNode } from "../represent.js";

const list = implement(toc.list, ({ portal, caller }, { projectId }) => {
  const project = findReadable(portal.store.projects, projectId, caller);
  return { value: portal.store.toc.list(project.row).map(toTocNode) };
});

const listChildren = implement(toc.listChildren, ({ portal, caller }, { projectId, tocNodeId, isRecursive }) => {
  const nodes = portal.store.toc;
  const project = findReadable(portal.store.projects, projectId, caller);
  if (!nodes.get(project.row, tocNodeId)) {
    throw notFound(`There is no TOC node with the id "${tocNodeId}" in "${projectId}".`);
  }
  const found =
    isRecursive === true ? nodes.descendants(project.row, tocNodeId) : nodes.children(project.row, tocNodeId);
  return { value: found.map(toTocNode) };
});

export const tocHandlers = [list, listChildren];
