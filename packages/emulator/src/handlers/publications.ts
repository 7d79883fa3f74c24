/** Publications: made from a project, updated, shown to readers, exported. */
import { publications, type TaskStart } from "@clickhelp-js/protocol";
import { badRequest, conflict, notFound, notImplemented } from "../api-error.js";
import { mapBatches } from "../batches.js";
import { checkNewId } from "../check-id.js";
import type { Answer } from "../encode.js";
import { checkFormat, exportPublication } from "../exporting.js";
import { canUserRead, findProject, findPublication, findReadable } from "../permissions.js";
import { implement, signedIn, type Call } from "../portal.js";
import {
  checkTocNodeIds,
  publishFiles,
  publishInFull,
  publishInPart,
  refuseBeingUpdated,
  type PublishingPlan,
} from "../publishing.js";
import { toProject } from "../represent.js";
import { checkOutputPath, fromOutputFileName } from "../storage-path.js";
import type { ProjectRecord } from "../store/projects.js";
import type { TaskProgress } from "../tasks.js";
import { startFileTask, startTask } from "./tasks.js";

interface PublishOptions {
  isPublishOnlyReadyTopics?: boolean | undefined;
  publishedTocNodeIds?: readonly string[] | undefined;
}

const create = implement(publications.create, (call, input) => {
  const { store, clock } = call.portal;
  const project = findProject(store.projects, input.projectId, call.caller);
  const id = checkNewId("pubId", input.pubId);
  checkTocNodeIds(store, project, input.publishedTocNodeIds);
  if (store.projects.isTaken(id)) throw conflict(`There is a project or publication with the id "${id}" already.`);
  const publication = {
    id,
    parentId: project.id,
    title: input.pubName,
    // The default is not documented. The safe one is that nobody reads what was not meant for readers.
    visibility: input.pubVisibility ?? "Private",
    language: project.language,
    groups: [],
    outputTags: input.outputTags ?? [],
    createdOn: new Date(clock.now()),
  };
  const targetRow = store.projects.insert(publication, "building");
  const plan = makePlan(call, project, { ...publication, row: targetRow }, input);
  return startPublishing(call, plan, (progress) => publishInFull(plan, progress));
});

const update = implement(publications.update, (call, input) => {
  const { store } = call.portal;
  const project = findProject(store.projects, input.projectId, call.caller);
  const live = findUpdated(call, project, input.updatedPubId);
  checkTocNodeIds(store, project, input.publishedTocNodeIds);
  refuseBeingUpdated(store, live);
  const publication = {
    ...live,
    title: input.pubName ?? live.title,
    visibility: input.pubVisibility ?? live.visibility,
    outputTags: input.outputTags ?? live.outputTags,
  };
  const targetRow = store.projects.insert(publication, "replacing");
  const isPartial = input.updateMode === "Partial";
  const plan = {
    ...makePlan(call, project, { ...publication, row: targetRow }, input),
    replaced: live,
    isPartial,
  };
  const publish = (progress: TaskProgress) =>
    isPartial ? publishInPart(plan, progress) : publishInFull(plan, progress);
  return startPublishing(call, plan, publish, () => {
    // What was changed while the task ran was asked for later.
    const { visibility, groups } = store.projects.get(live.id) ?? live;
    if (visibility !== live.visibility) store.projects.setVisibility(targetRow, visibility);
    store.projects.setGroups(targetRow, groups);
  });
});

function findUpdated(call: Call, project: ProjectRecord, id: string): ProjectRecord {
  const { projects } = call.portal.store;
  if (!projects.get(id)) {
    throw notFound(`There is no publication with the id "${id}". To make a new one, send "pubId" and "pubName".`);
  }
  const publication = findPublication(projects, id, call.caller);
  if (publication.parentId === project.id) return publication;
  throw badRequest(`"${id}" is a publication of "${publication.parentId ?? ""}", not of "${project.id}".`);
}

function makePlan(call: Call, project: ProjectRecord, target: ProjectRecord, options: PublishOptions): PublishingPlan {
  return {
    store: call.portal.store,
    project,
    targetRow: target.row,
    relinking: { fromProjectId: project.id, toProjectId: target.id, origin: call.origin },
    isOnlyReady: options.isPublishOnlyReadyTopics ?? false,
    tocNodeIds: options.publishedTocNodeIds,
  };
}

/** A deletion may have been asked for before, and tasks run one after the other. */
function refuseDeleted({ store, project, replaced }: PublishingPlan): void {
  for (const { id, row } of replaced ? [project, replaced] : [project]) {
    if (store.projects.get(id)?.row !== row) throw notFound(`"${id}" was deleted before the task began.`);
  }
}

function startPublishing(
  call: Call,
  plan: PublishingPlan,
  publish: (progress: TaskProgress) => Promise<string>,
  beforeShowing: () => void = () => undefined,
): Answer<TaskStart> {
  const { store, targetRow } = plan;
  const { login } = signedIn(call);
  return startTask(call, {
    name: "Publishing a project",
    async run(progress) {
      refuseDeleted(plan);
      const words = await publish(progress);
      return () => {
        beforeShowing();
        store.projects.publish(targetRow);
        publishFiles(plan, login, call.portal.clock.now());
        return words;
      };
    },
    cleanUp() {
      store.projects.delete(targetRow);
    },
  });
}

const setVisibility = implement(publications.setVisibility, ({ portal, caller, origin }, input) => {
  const { projects } = portal.store;
  const found = findReadable(projects, input.publicationId, caller);
  if (found.parentId === null) {
    throw badRequest(`"${found.id}" is a project, and projects are always Private. Give the id of a publication.`);
  }
  projects.setVisibility(found.row, input.visibility);
  return { value: toProject({ ...found, visibility: input.visibility }, origin) };
});

const exportHandler = implement(publications.export, (call, input) => {
  const { store, clock } = call.portal;
  const publication = findPublication(store.projects, input.publicationId, call.caller);
  if (input.ftpInfo) throw notImplemented('The emulator does not upload to FTP servers. Leave out "ftpInfo".');
  if (input.exportPresetName !== undefined && input.exportPresetName !== "Default") {
    throw badRequest(`There is no export preset "${input.exportPresetName}". The emulator has one: Default.`);
  }
  const path = fromOutputFileName(input.outputFileName);
  checkOutputPath(store.files, path);
  checkFormat(input.format);
  const exportedOn = new Date(clock.now());
  return startFileTask(call, "Exporting a publication", path, (progress, write) =>
    exportPublication(store, publication.id, { format: input.format, exportedOn }, progress, write),
  );
});

const listForUser = implement(publications.listForUser, ({ portal, origin }, { login }) => {
  const user = portal.store.users.get(login);
  if (!user) throw notFound(`There is no user with the login "${login}".`);
  const batches = mapBatches(portal.store.projects.listBatches(), (batch) =>
    batch
      .filter((project) => project.parentId !== null && canUserRead(project, user))
      .map((project) => toProject(project, origin)),
  );
  return { batches };
});

export const publicationHandlers = [create, update, setVisibility, exportHandler, listForUser];
