/** Projects, and what concerns projects and publications alike. */
import { projects } from "@clickhelp-js/protocol";
import { conflict } from "../api-error.js";
import { backUpProject } from "../backing-up.js";
import { mapBatches } from "../batches.js";
import { canRead, canUserRead, findProject, findReadable, findStillThere, isOpenToAll } from "../permissions.js";
import { implement } from "../portal.js";
import { refuseBeingUpdated } from "../publishing.js";
import { toProject, toUser } from "../represent.js";
import { checkOutputPath, fromOutputFileName } from "../storage-path.js";
import { startFileTask, startTask } from "./tasks.js";

const list = implement(projects.list, ({ portal, caller, origin }, { types, parentId }) => {
  const batches = mapBatches(portal.store.projects.listBatches(), (batch) =>
    batch
      .filter((project) => canRead(project, caller))
      .filter((project) => !types || types.includes(project.parentId === null ? "Project" : "Publication"))
      .filter((project) => parentId === undefined || project.parentId === parentId)
      .map((project) => toProject(project, origin)),
  );
  return { batches };
});

const get = implement(projects.get, ({ portal, caller, origin }, { projectId }) => ({
  value: toProject(findReadable(portal.store.projects, projectId, caller), origin),
}));

const backup = implement(projects.backup, (call, { projectId, outputFileName }) => {
  const { store, clock } = call.portal;
  const project = findProject(store.projects, projectId, call.caller);
  const path = fromOutputFileName(outputFileName);
  checkOutputPath(store.files, path);
  const createdOn = new Date(clock.now());
  return startFileTask(call, "Backing up a project", path, (progress, write) =>
    backUpProject(store, project.id, createdOn, progress, write),
  );
});

const listUsers = implement(projects.listUsers, ({ portal, caller }, { projectId, types }) => {
  const project = findReadable(portal.store.projects, projectId, caller);
  const batches = mapBatches(portal.store.users.listBatches(), (batch) =>
    batch
      .filter((user) => canUserRead(project, user))
      .filter(({ type }) => types?.includes(type) ?? true)
      .map(toUser),
  );
  return { batches };
});

// Styles and scripts are not kept here, so there are none to delete. What a portal does with the publications of a deleted
// project is not documented; here they have to go first, and nothing is deleted that was not named.
const deleteHandler = implement(projects.delete, (call, { projectId, isDeleteFiles = false }) => {
  const { store } = call.portal;
  const project = findReadable(store.projects, projectId, call.caller);
  refuseBeingUpdated(store, project);
  const publications = store.projects.publicationIds(project.id);
  if (publications.length > 0) {
    const ids = publications.map((id) => `"${id}"`).join(", ");
    throw conflict(`"${project.id}" has publications: ${ids}. Delete them first.`);
  }
  return startTask(call, {
    name: project.parentId === null ? "Deleting a project" : "Deleting a publication",
    async run(progress) {
      await progress.pause();
      return () => {
        // Who reads it may have changed since the request.
        const current = findStillThere(store.projects, project.id);
        store.projects.delete(current.row);
        if (!isOpenToAll(current)) store.projects.closeFolder(project.id);
        if (isDeleteFiles) store.files.deleteFolder(project.id);
        return `Deleted: ${project.id}.`;
      };
    },
    cleanUp: () => undefined,
  });
});

export const projectHandlers = [list, get, backup, listUsers, deleteHandler];
