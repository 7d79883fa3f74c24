/** Projects, and what concerns projects and publications alike. */
import * as z from "zod/mini";
import { described, notEmpty, optional } from "../schema.js";
import { defineEndpoint, defineInput, type InputOf, type InputRule } from "../endpoint.js";
import { evidence, OutputFileName, ProjectId, ProjectOrPublicationId } from "../schemas/common.js";
import { ImportOptions, importFormats, importOptionRules } from "../schemas/import-options.js";
import { Project } from "../schemas/project.js";
import { TaskStart } from "../schemas/task.js";
import { User, userTypes } from "../schemas/user.js";
import { Base64Bytes, commaSeparated } from "../wire.js";

const listInput = defineInput({
  query: {
    types: evidence(
      "sister",
      optional(commaSeparated(z.enum(["Project", "Publication"])), "Kinds to list, comma-separated; all when absent"),
    ),
    parentId: evidence("sister", optional(ProjectId, "Project whose publications are wanted")),
  },
});
/** Input of `projects.list`. */
export interface ListInput extends InputOf<typeof listInput> {}
/** Lists the projects and publications that the caller can see. */
export const list = defineEndpoint<ListInput, Project[]>({
  id: "projects.list",
  method: "GET",
  path: "projects",
  summary: "Lists the projects and publications that the caller can see.",
  access: "basic",
  safety: "read",
  evidence: "doc",
  ...listInput,
  success: 200,
  response: z.array(Project),
});

const getInput = defineInput({ params: { projectId: ProjectOrPublicationId } });
/** Input of `projects.get`. */
export interface GetInput extends InputOf<typeof getInput> {}
/** Reads one project or publication. */
export const get = defineEndpoint<GetInput, Project>({
  id: "projects.get",
  method: "GET",
  path: "projects/{projectId}",
  summary: "Reads one project or publication.",
  access: "basic",
  safety: "read",
  evidence: "sister",
  ...getInput,
  success: 200,
  response: Project,
});

const backupInput = defineInput({ params: { projectId: ProjectId }, body: { outputFileName: OutputFileName } });
/** Input of `projects.backup`. */
export interface BackupInput extends InputOf<typeof backupInput> {}
/** Starts a backup of a project into the portal's Storage. */
export const backup = defineEndpoint<BackupInput, TaskStart>({
  id: "projects.backup",
  method: "POST",
  path: "projects/{projectId}?action=download",
  summary: "Starts a backup of a project into the portal's Storage.",
  access: "basic",
  safety: "unsafe",
  evidence: "code",
  inferred: ["status"],
  ...backupInput,
  success: 200,
  response: TaskStart,
});

const importSource = {
  query: { format: described(z.enum(["url", "base64"]), "How the data is given: inputFileUrl or inputFileContent") },
  body: {
    importFormat: described(z.enum(importFormats), "Format of the data; letter case matters"),
    inputFileContent: optional(Base64Bytes, "The file, for the format base64"),
    inputFileName: optional(z.string(), "File name with extension, for the format base64"),
    inputFileUrl: optional(z.string(), "Public address, or path of a file in Storage, for the format url"),
    options: optional(ImportOptions, "Options of the format; whether they may be absent is not documented"),
  },
};

const importRules: readonly InputRule[] = [
  { when: z.object({ format: z.enum(["url"]) }), then: z.object({ inputFileUrl: notEmpty(z.string()) }) },
  {
    when: z.object({ format: z.enum(["base64"]) }),
    then: z.object({ inputFileContent: z.string(), inputFileName: notEmpty(z.string()) }),
  },
  ...importOptionRules,
];

const importNewInput = defineInput({
  query: importSource.query,
  body: {
    newProjectId: optional(ProjectId, "Id of the new project; this or newProjectName is needed"),
    newProjectName: optional(z.string(), "Title of the new project; this or newProjectId is needed"),
    newProjectLanguageFourLetterCode: optional(z.string(), "Language of the project; en-US when absent"),
    ...importSource.body,
  },
});
/** Input of `projects.importNew`. */
export interface ImportNewInput extends InputOf<typeof importNewInput> {}
/** Starts importing a file as a new project. */
export const importNew = defineEndpoint<ImportNewInput, TaskStart>({
  id: "projects.importNew",
  method: "POST",
  path: "projects/?action=import",
  requiresOneOf: [["newProjectId", "newProjectName"]],
  rules: importRules,
  summary: "Starts importing a file as a new project.",
  access: "basic",
  safety: "unsafe",
  evidence: "doc",
  inferred: ["status", "answer"],
  ...importNewInput,
  success: 200,
  response: TaskStart,
});

const importIntoInput = defineInput({ params: { projectId: ProjectId }, ...importSource });
/** Input of `projects.importInto`. */
export interface ImportIntoInput extends InputOf<typeof importIntoInput> {}
/** Starts importing a file into an existing project. */
export const importInto = defineEndpoint<ImportIntoInput, TaskStart>({
  id: "projects.importInto",
  method: "POST",
  path: "projects/{projectId}/?action=import",
  rules: importRules,
  summary: "Starts importing a file into an existing project.",
  access: "basic",
  safety: "unsafe",
  evidence: "doc",
  inferred: ["status", "answer"],
  ...importIntoInput,
  success: 200,
  response: TaskStart,
});

const listUsersInput = defineInput({
  params: { projectId: ProjectOrPublicationId },
  query: {
    types: optional(commaSeparated(z.enum(userTypes)), "Kinds of users, comma-separated; all when absent"),
  },
});
/** Input of `projects.listUsers`. */
export interface ListUsersInput extends InputOf<typeof listUsersInput> {}
/** Lists the users who have access to a project or publication. */
export const listUsers = defineEndpoint<ListUsersInput, User[]>({
  id: "projects.listUsers",
  method: "GET",
  path: "projects/{projectId}/users",
  summary: "Lists the users who have access to a project or publication.",
  access: "basic",
  safety: "read",
  evidence: "doc",
  ...listUsersInput,
  success: 200,
  response: z.array(User),
});

const deleteInput = defineInput({
  params: { projectId: ProjectOrPublicationId },
  body: {
    isDeleteFiles: optional(z.boolean(), "Whether to delete its folder of files too; not when absent"),
    isDeleteStyles: optional(z.boolean(), "Whether to delete styles not used elsewhere; not when absent"),
    isDeleteScripts: optional(z.boolean(), "Whether to delete scripts not used elsewhere; not when absent"),
  },
});
/** Input of `projects.delete`. */
export interface DeleteInput extends InputOf<typeof deleteInput> {}
const deleteProject = defineEndpoint<DeleteInput, TaskStart>({
  id: "projects.delete",
  method: "DELETE",
  path: "projects/{projectId}",
  summary: "Starts deleting a project or publication.",
  access: "basic",
  safety: "unsafe",
  evidence: "doc",
  inferred: ["status"],
  ...deleteInput,
  success: 200,
  response: TaskStart,
});
export {
  /** Starts deleting a project or publication. */
  deleteProject as delete,
};
