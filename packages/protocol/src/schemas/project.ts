/** Projects and publications: one shape, told apart by `parentId`. */
import * as z from "zod/mini";
import { described, looseObject, withMeta } from "../schema.js";
import { GmtDateTime } from "../wire.js";
import { evidence, openEnum, visibilities } from "./common.js";

const projectShape = looseObject({
  createdOn: described(GmtDateTime, "When it was created, GMT"),
  fullUrl: described(z.string(), "Address in the browser; leads to the first topic of the TOC"),
  id: evidence("code", described(z.string(), "Id, often beginning with project- for projects")),
  parentId: evidence(
    "code",
    described(z.nullable(z.string()), "Project that a publication belongs to; null for a project"),
  ),
  /** @deprecated Use `parentId`. */
  parentUrl: withMeta(z.nullish(z.string()), { description: "Same as parentId", deprecated: true }),
  title: described(z.string(), "Title"),
  /** @deprecated Use `id`. */
  url: withMeta(z.nullish(z.string()), { description: "Same as id", deprecated: true }),
  visibility: described(openEnum(visibilities), "Private, Restricted or Public; always Private for a project"),
});

/** A project, or a publication when `parentId` is not null. */
export interface Project extends z.output<typeof projectShape> {}
export const Project: z.ZodMiniType<Project> = projectShape;
