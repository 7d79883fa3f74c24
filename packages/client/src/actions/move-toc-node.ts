/** Moving a node of a table of contents to a place that is named by its neighbours. */
import { RequestValidationError, type CallOptions, type Transport } from "@clickhelp-js/core";
import { toc, type TocNode } from "@clickhelp-js/protocol";
import { checkInput } from "../checks.js";
import { byPosition } from "./read-toc-tree.js";

const ACTION = "toc.move";

/** A place among siblings: at one end, or beside the node with that id. */
export type TocPosition =
  | "first"
  | "last"
  | { readonly before: string; readonly after?: never }
  | { readonly after: string; readonly before?: never };

/** Which node to move, and its new place. */
export interface MoveTocNodeInput {
  /** Id of the project, not that of a publication. */
  readonly projectId: string;
  /** Id of the node. */
  readonly tocNodeId: string;
  /** The new parent, null for the root. @default the parent of the neighbour, or the present parent */
  readonly parentId?: string | null | undefined;
  /** Its place among the nodes with that parent. @default "last" */
  readonly position?: TocPosition | undefined;
}

/**
 * Moves a node with everything below it. Reads the TOC, finds out the number of the place and sends one change.
 *
 * How a portal numbers siblings is not documented: samples begin with 0 and with 1. The number is counted from the lowest
 * that the new siblings have, as if the node had been taken out before. Changes that somebody else makes to the TOC
 * between reading and moving can lead to another place.
 *
 * @throws RequestValidationError when a node is not in the project, would be moved below itself, or `position` is no
 *   place; the errors of `toc.list` and `toc.update`.
 */
export async function moveTocNode(client: Transport, input: MoveTocNodeInput, options?: CallOptions): Promise<TocNode> {
  checkInput(ACTION, input, {
    projectId: "required",
    tocNodeId: "required",
    parentId: "optional",
    position: "optional",
  });
  const { projectId, tocNodeId } = input;
  const nodes = new Map((await client.request(toc.list, { projectId }, options)).map((node) => [node.id, node]));
  const node = find(nodes, tocNodeId, "tocNodeId");
  const { position = "last" } = input;
  const neighbour = neighbourOf(nodes, position);
  const parentId = input.parentId === undefined ? (neighbour ?? node).parentId : input.parentId;
  if (parentId !== null) refuseBelowItself(nodes, tocNodeId, find(nodes, parentId, "parentId"));
  if (neighbour && (neighbour.parentId !== parentId || neighbour === node)) {
    throw refused("position", `names the node ${neighbour.id}, which is no sibling in the new place`);
  }
  const all = [...nodes.values()].filter((other) => other.parentId === parentId).sort(byPosition);
  const siblings = all.filter((other) => other !== node);
  const index = indexOf(position, siblings, neighbour);
  // Among no siblings there is but one place, whatever its number is.
  const ordinalNo = siblings.length === 0 ? undefined : (all[0]?.ordinalNo ?? 0) + index;
  return client.request(toc.update, { projectId, tocNodeId, parentId, ordinalNo }, options);
}

function find(nodes: ReadonlyMap<string, TocNode>, id: string, path: string): TocNode {
  const node = nodes.get(id);
  if (!node) throw refused(path, `names the node ${id}, which is not in the project`);
  return node;
}

function neighbourOf(nodes: ReadonlyMap<string, TocNode>, position: TocPosition): TocNode | undefined {
  if (position === "first" || position === "last") return undefined;
  // Programs without types give anything.
  const { before, after } = Object(position) as { readonly before?: string; readonly after?: string };
  if ((before === undefined) === (after === undefined)) {
    throw refused("position", 'must be "first", "last", { before } or { after }');
  }
  return find(nodes, before ?? after ?? "", "position");
}

function refuseBelowItself(nodes: ReadonlyMap<string, TocNode>, tocNodeId: string, parent: TocNode): void {
  const seen = new Set<TocNode>();
  for (let above: TocNode | undefined = parent; above && !seen.has(above); above = nodes.get(above.parentId ?? "")) {
    if (above.id === tocNodeId) throw refused("parentId", "names the node itself, or one below it");
    seen.add(above);
  }
}

function indexOf(position: TocPosition, siblings: readonly TocNode[], neighbour: TocNode | undefined): number {
  if (position === "first") return 0;
  if (position === "last" || !neighbour) return siblings.length;
  return siblings.indexOf(neighbour) + (position.after === undefined ? 0 : 1);
}

function refused(path: string, message: string): RequestValidationError {
  return new RequestValidationError(ACTION, [{ path, message }]);
}
