/** Publications: made from a project, updated, shown to readers, exported. */
import * as z from "zod/mini";
import { described, notEmpty, optional } from "../schema.js";
import { defineEndpoint, defineInput, type InputOf } from "../endpoint.js";
import {
  exportFormats,
  Login,
  OutputFileName,
  ProjectId,
  PublicationId,
  TocNodeId,
  visibilities,
  evidence,
} from "../schemas/common.js";
import { Project } from "../schemas/project.js";
import { TaskStart } from "../schemas/task.js";

const publishFields = {
  isPublishOnlyReadyTopics: optional(z.boolean(), "Whether to publish only topics in the status Ready"),
  outputTags: optional(z.array(z.string()), "Output tags to apply"),
  pubVisibility: optional(z.enum(visibilities), "Who can read the publication; letter case matters"),
  publishedTocNodeIds: optional(z.array(TocNodeId), "TOC nodes to publish; the whole project when absent"),
};

const createInput = defineInput({
  params: { projectId: ProjectId },
  body: {
    pubId: described(PublicationId, "Id of the new publication"),
    pubName: described(notEmpty(z.string()), "Title of the new publication"),
    ...publishFields,
  },
});
/** Input of `publications.create`. */
export interface CreateInput extends InputOf<typeof createInput> {}
/** Starts publishing a project as a new publication. */
export const create = defineEndpoint<CreateInput, TaskStart>({
  id: "publications.create",
  method: "POST",
  path: "projects/{projectId}?action=publish",
  summary: "Starts publishing a project as a new publication.",
  access: "basic",
  safety: "unsafe",
  evidence: "code",
  ...createInput,
  success: 200,
  response: TaskStart,
});

const updateInput = defineInput({
  params: { projectId: ProjectId },
  body: {
    updatedPubId: described(PublicationId, "Id of the publication to update"),
    pubName: optional(notEmpty(z.string()), "Title of the publication"),
    updateMode: optional(
      z.enum(["FullReplace", "Partial"]),
      "FullReplace makes the publication anew; Partial updates and adds topics and deletes nothing",
    ),
    isReplacePubScripts: evidence("sister", optional(z.boolean(), "Whether to replace the publication's scripts")),
    isReplacePubStyles: evidence("sister", optional(z.boolean(), "Whether to replace the publication's styles")),
    ...publishFields,
    publishedTocNodeIds: evidence("sister", publishFields.publishedTocNodeIds),
  },
});
/** Input of `publications.update`. */
export interface UpdateInput extends InputOf<typeof updateInput> {}
/** Starts publishing a project over an existing publication. */
export const update = defineEndpoint<UpdateInput, TaskStart>({
  id: "publications.update",
  method: "POST",
  path: "projects/{projectId}?action=publish",
  pickedBy: "updatedPubId",
  summary: "Starts publishing a project over an existing publication.",
  access: "basic",
  safety: "unsafe",
  evidence: "code",
  inferred: ["status"],
  ...updateInput,
  success: 200,
  response: TaskStart,
});

const setVisibilityInput = defineInput({
  params: { publicationId: PublicationId },
  body: { visibility: described(z.enum(visibilities), "Who can read the publication; letter case matters") },
});
/** Input of `publications.setVisibility`. */
export interface SetVisibilityInput extends InputOf<typeof setVisibilityInput> {}
/** Changes who can read a publication. */
export const setVisibility = defineEndpoint<SetVisibilityInput, Project>({
  id: "publications.setVisibility",
  method: "PATCH",
  path: "projects/{publicationId}",
  summary: "Changes who can read a publication.",
  access: "basic",
  safety: "idempotent",
  evidence: "doc",
  inferred: ["status"],
  ...setVisibilityInput,
  success: 200,
  response: Project,
});

const exportInput = defineInput({
  params: { publicationId: PublicationId },
  body: {
    format: evidence(
      "sister",
      described(z.enum(exportFormats), "Format of the file; WebHelp and PureHtml give one zip; letter case matters"),
    ),
    outputFileName: described(
      notEmpty(z.string()),
      "Full name in the portal's Storage, with forward slashes: Storage/Exported/Title.pdf. With ftpInfo its meaning is not public",
    ),
    exportPresetName: optional(z.string(), "Export preset, for printed formats: Default"),
    ftpInfo: evidence(
      "sister",
      optional(
        z.strictObject({
          hostName: described(z.string(), "Host to upload to"),
          userName: optional(z.string(), "User to sign in as"),
          password: optional(z.string(), "Password of that user"),
          isUsePassiveMode: optional(z.boolean(), "Whether to use passive mode"),
          port: optional(z.int(), "Port of the FTP server"),
        }),
        "FTP server to upload to instead of the portal's Storage",
      ),
    ),
  },
});
/** Input of `publications.export`. */
export interface ExportInput extends InputOf<typeof exportInput> {}
const exportPublication = defineEndpoint<ExportInput, TaskStart>({
  id: "publications.export",
  method: "POST",
  path: "projects/{publicationId}?action=export",
  summary: "Starts exporting a publication to a file in the portal's Storage.",
  description:
    "The path takes the id of the publication, not of its project. The finished file is read with storage.getFile. Of the formats only Pdf was seen in use.",
  access: "basic",
  safety: "unsafe",
  evidence: "code",
  inferred: ["status"],
  rules: [{ when: z.object({ ftpInfo: z.optional(z.never()) }), then: z.object({ outputFileName: OutputFileName }) }],
  ...exportInput,
  success: 200,
  response: TaskStart,
});
export {
  /** Starts exporting a publication to a file in the portal's Storage. */
  exportPublication as export,
};

const listForUserInput = defineInput({ params: { login: Login } });
/** Input of `publications.listForUser`. */
export interface ListForUserInput extends InputOf<typeof listForUserInput> {}
/** Lists the publications that a power reader can see. */
export const listForUser = defineEndpoint<ListForUserInput, Project[]>({
  id: "publications.listForUser",
  method: "GET",
  path: "users/{login}/projects",
  summary: "Lists the publications that a power reader can see.",
  access: "basic",
  safety: "read",
  evidence: "sister",
  ...listForUserInput,
  success: 200,
  response: z.array(Project),
});
