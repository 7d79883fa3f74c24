/** Projects, and what concerns projects and publications alike. */
import { projects } from "@clickhelp-js/protocol";
import { backUpProject, checkOutputPath } from "../exporting.js";
import { canRead, findProject, findReadable } from "../permissions.js";
import { implement } from "../portal.js";
import { toProject } from "../represent.js";
import { fromOutputFileName } from "../storage-path.js";
import { startFileTask } from "./tasks.js";

const list = implement(projects.list, ({ portal, caller, origin }, { types, parentId }) => {
  const value = portal.store.projects
    .list()
    .filter((project) => canRead(project, caller))
    .filter((project) => !types || types.includes(project.parentId === null ? "Project" : "Publication"))
    .filter((project) => parentId === undefined || project.parentId === parentId)
    .map((project) => toProject(project, origin));
  return { value };
});

const get = implement(projects.get, ({ portal, caller, origin }, { projectId }) => ({
  value: toProject(findReadable(portal.store.projects, projectId, caller), origin),
}));

const backup = implement(projects.backup, (call, { projectId, outputFileName }) => {
  const { store, clock } = call.portal;
  const project = findProject(store.projects, projectId, call.caller);
  const path = fromOutputFileName(outputFileName);
  checkOutputPath(store, path);
  const createdOn = new Date(clock.now());
  return startFileTask(call, "Backing up a project", path, (progress) =>
    backUpProject(store, project.id, createdOn, progress),
  );
});

export const projectHandlers = [list, get, backup];
