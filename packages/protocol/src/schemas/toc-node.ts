/** Nodes of a table of contents. */
import * as z from "zod";

const tocNodeShape = z.looseObject({
  caption: z.string().nullish().describe("Caption; empty when the topic's title is shown"),
  id: z.string().describe("Id, a GUID"),
  isAutoDocsMountPoint: z.boolean().nullish().describe("Whether an imported API definition hangs here"),
  isShowInToc: z.boolean().describe("Whether the node is shown in the TOC of publications"),
  ordinalNo: z.int().describe("Position among the siblings"),
  parentId: z.string().nullable().describe("Parent node; null at the root"),
  topicId: z.string().nullish().describe("Topic of the node; null or empty for a folder"),
});

/** A node of a table of contents: a topic or a folder. */
export interface TocNode extends z.output<typeof tocNodeShape> {}
export const TocNode: z.ZodType<TocNode> = tocNodeShape;
