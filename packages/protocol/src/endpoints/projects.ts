/** Projects, and what concerns projects and publications alike. */
import * as z from "zod";
import { defineEndpoint, defineInput, type InputOf } from "../endpoint.js";
import { OutputFileName, ProjectId, ProjectOrPublicationId } from "../schemas/common.js";
import { Project } from "../schemas/project.js";
import { TaskStart } from "../schemas/task.js";
import { commaSeparated } from "../wire.js";

const listInput = defineInput({
  query: {
    types: commaSeparated(z.enum(["Project", "Publication"]))
      .optional()
      .describe("Kinds to list, comma-separated; all when absent"),
    parentId: ProjectId.optional().describe("Project whose publications are wanted"),
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
  description:
    "One flat list: an entry is a project when its parentId is null, otherwise a publication of that project.",
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
  ...backupInput,
  success: 200,
  response: TaskStart,
});
