/** The table of contents of a project. */
import * as z from "zod/mini";
import { described, notEmpty, optional } from "../schema.js";
import { defineEndpoint, defineInput, type InputOf } from "../endpoint.js";
import { NoContent, ProjectId, ProjectOrPublicationId, TocNodeId } from "../schemas/common.js";
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
    isRecursive: optional(QueryBoolean, "Whether to list all descendants; only the children when absent"),
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

const getInput = defineInput({ params: { projectId: ProjectOrPublicationId, tocNodeId: TocNodeId } });
/** Input of `toc.get`. */
export interface GetInput extends InputOf<typeof getInput> {}
/** Reads one TOC node. */
export const get = defineEndpoint<GetInput, TocNode>({
  id: "toc.get",
  method: "GET",
  path: "projects/{projectId}/toc/nodes/{tocNodeId}",
  summary: "Reads one TOC node.",
  access: "basic",
  safety: "read",
  evidence: "doc",
  ...getInput,
  success: 200,
  response: TocNode,
});

const nodeFields = {
  caption: described(z.string(), "Caption"),
  isShowInToc: optional(z.boolean(), "Whether to show the node in the TOC of publications"),
  ordinalNo: optional(z.int(), "Position among the siblings; samples count from 0 and from 1"),
  parentId: optional(z.nullable(TocNodeId), "Parent node; the root when null"),
};

const createInput = defineInput({ params: { projectId: ProjectId }, body: nodeFields });
/** Input of `toc.create`. */
export interface CreateInput extends InputOf<typeof createInput> {}
/** Creates a TOC folder. */
export const create = defineEndpoint<CreateInput, TocNode>({
  id: "toc.create",
  method: "POST",
  path: "projects/{projectId}/toc/nodes",
  summary: "Creates a TOC folder.",
  access: "basic",
  safety: "unsafe",
  evidence: "sister",
  inferred: ["status", "answer"],
  ...createInput,
  success: 201,
  response: TocNode,
});

const updateInput = defineInput({
  params: { projectId: ProjectId, tocNodeId: TocNodeId },
  body: { ...nodeFields, caption: z.optional(nodeFields.caption) },
});
/** Input of `toc.update`. */
export interface UpdateInput extends InputOf<typeof updateInput> {}
/** Changes or moves a TOC node and returns the whole node. */
export const update = defineEndpoint<UpdateInput, TocNode>({
  id: "toc.update",
  method: "PATCH",
  path: "projects/{projectId}/toc/nodes/{tocNodeId}",
  summary: "Changes or moves a TOC node and returns the whole node.",
  access: "basic",
  safety: "idempotent",
  evidence: "sister",
  inferred: ["status", "answer"],
  ...updateInput,
  success: 200,
  response: TocNode,
});

const deleteInput = defineInput({ params: { projectId: ProjectId, tocNodeId: TocNodeId } });
/** Input of `toc.delete`. */
export interface DeleteInput extends InputOf<typeof deleteInput> {}
const deleteNode = defineEndpoint<DeleteInput, undefined>({
  id: "toc.delete",
  method: "DELETE",
  path: "projects/{projectId}/toc/nodes/{tocNodeId}",
  summary: "Deletes a TOC node.",
  access: "basic",
  safety: "idempotent",
  evidence: "sister",
  inferred: ["status"],
  ...deleteInput,
  success: 204,
  response: NoContent,
});
export {
  /** Deletes a TOC node. */
  deleteNode as delete,
};

const deleteManyInput = defineInput({
  params: { projectId: ProjectId },
  body: { tocNodeIds: described(notEmpty(z.array(TocNodeId)), "Ids of the nodes") },
});
/** Input of `toc.deleteMany`. */
export interface DeleteManyInput extends InputOf<typeof deleteManyInput> {}
/** Deletes several TOC nodes. */
export const deleteMany = defineEndpoint<DeleteManyInput, undefined>({
  id: "toc.deleteMany",
  method: "DELETE",
  path: "projects/{projectId}/toc/nodes",
  summary: "Deletes several TOC nodes.",
  access: "basic",
  safety: "idempotent",
  evidence: "sister",
  inferred: ["status"],
  ...deleteManyInput,
  success: 204,
  response: NoContent,
});
