/** The table of contents of a project. */
import * as z from "zod";
import { defineEndpoint, defineInput, type InputOf } from "../endpoint.js";
import { ProjectOrPublicationId, TocNodeId } from "../schemas/common.js";
import { TocNode } from "../schemas/toc-node.js";
import { QueryBoolean } from "../wire.js";

const listInput = defineInput({ params: { projectId: ProjectOrPublicationId } });
/** Input of `toc.list`. */
export interface ListInput extends InputOf<typeof listInput> {}
/** Lists all TOC nodes of a project, flat. */
export const list = defineEndpoint<ListInput, TocNode[]>({
  id: "toc.list",
  method: "GET",
  path: "projects/{projectId}/toc/nodes",
  summary: "Lists all TOC nodes of a project, flat.",
  access: "basic",
  safety: "read",
  evidence: "doc",
  ...listInput,
  success: 200,
  response: z.array(TocNode),
});

const listChildrenInput = defineInput({
  params: { projectId: ProjectOrPublicationId, tocNodeId: TocNodeId },
  query: {
    isRecursive: QueryBoolean.optional().describe("Whether to list all descendants; only the children when absent"),
  },
});
/** Input of `toc.listChildren`. */
export interface ListChildrenInput extends InputOf<typeof listChildrenInput> {}
/** Lists the children of a TOC node, or all its descendants. */
export const listChildren = defineEndpoint<ListChildrenInput, TocNode[]>({
  id: "toc.listChildren",
  method: "GET",
  path: "projects/{projectId}/toc/nodes/{tocNodeId}/children",
  summary: "Lists the children of a TOC node, or all its descendants.",
  access: "basic",
  safety: "read",
  evidence: "doc",
  ...listChildrenInput,
  success: 200,
  response: z.array(TocNode),
});
