/** Projects and publications: one shape, told apart by `parentId`. */
import * as z from "zod";
import { GmtDateTime } from "../wire.js";
import { openEnum, visibilities } from "./common.js";

const projectShape = z.looseObject({
  createdOn: GmtDateTime.describe("When it was created, GMT"),
  fullUrl: z.string().describe("Address in the browser; leads to the first topic of the TOC"),
  id: z.string().describe("Id, often beginning with project- for projects"),
  parentId: z.string().nullable().describe("Project that a publication belongs to; null for a project"),
  /** @deprecated Use `parentId`. */
  parentUrl: z.string().nullish().meta({ description: "Same as parentId", deprecated: true }),
  title: z.string().describe("Title"),
  /** @deprecated Use `id`. */
  url: z.string().nullish().meta({ description: "Same as id", deprecated: true }),
  visibility: openEnum(visibilities).describe("Private, Restricted or Public; always Private for a project"),
});

/** A project, or a publication when `parentId` is not null. */
export interface Project extends z.output<typeof projectShape> {}
export const Project: z.ZodType<Project> = projectShape;
