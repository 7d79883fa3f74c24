/** Nodes of a table of contents. */
import * as z from "zod/mini";
import { described, looseObject, nullish } from "../schema.js";

const tocNodeShape = looseObject({
  caption: nullish(z.string(), "Caption; empty when the topic's title is shown"),
  id: described(z.string(), "Id, a GUID"),
  isAutoDocsMountPoint: nullish(z.boolean(), "Whether an imported API definition hangs here"),
  isShowInToc: described(z.boolean(), "Whether the node is shown in the TOC of publications"),
  ordinalNo: described(z.int(), "Position among the siblings"),
  parentId: described(z.nullable(z.string()), "Parent node; null at the root"),
  topicId: nullish(z.string(), "Topic of the node; null or empty for a folder"),
});

/** A node of a table of contents: a topic or a folder. */
export interface TocNode extends z.output<typeof tocNodeShape> {}
export const TocNode: z.ZodMiniType<TocNode> = tocNodeShape;
