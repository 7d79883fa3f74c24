/** Imports: a file becomes a new project, or topics of one that is there. */
import { projects, type ImportFormat, type ImportOptions } from "@clickhelp-js/protocol";
import { badRequest, conflict, notImplemented } from "../api-error.js";
import { checkNewId } from "../check-id.js";
import { findImportFile, type FileInput, type OpenFile } from "../import-file.js";
import type { ImportTarget } from "../import-plan.js";
import { createImportWork } from "../importing.js";
import { importers } from "../imports/index.js";
import { findProject } from "../permissions.js";
import { implement, signedIn, type Call } from "../portal.js";
import { startTask } from "./tasks.js";

interface ImportInput extends FileInput {
  readonly importFormat: ImportFormat;
  readonly options?: ImportOptions | undefined;
}

const importNew = implement(projects.importNew, (call, input) => {
  checkFormat(input);
  const openFile = findImportFile(filesOf(call), input);
  const { store, clock } = call.portal;
  const { newProjectId: id, newProjectName: title } = input;
  const language = checkLanguage(input.newProjectLanguageFourLetterCode);
  const projectId = id === undefined ? chooseId(call, title ?? "") : checkNewId("newProjectId", id);
  if (store.projects.isTaken(projectId)) {
    throw conflict(`There is a project or publication with the id "${projectId}" already.`);
  }
  const project = {
    ...{ id: projectId, parentId: null, title: title ?? projectId, visibility: "Private" as const },
    ...{ language: language ?? "en-US", groups: [], outputTags: [], createdOn: new Date(clock.now()) },
  };
  const row = store.projects.insert(project, "building");
  const target: ImportTarget = { kind: "new", project: { ...project, row }, given: { title, language } };
  return startImport(call, input, { openFile, target });
});

const importInto = implement(projects.importInto, (call, input) => {
  checkFormat(input);
  const project = findProject(call.portal.store.projects, input.projectId, call.caller);
  const openFile = findImportFile(filesOf(call), input);
  return startImport(call, input, { openFile, target: { kind: "existing", projectId: project.id } });
});

function filesOf({ portal, origin }: Call) {
  return { files: portal.store.files, origin };
}

interface ImportParts {
  readonly openFile: OpenFile;
  readonly target: ImportTarget;
}

function startImport(call: Call, { importFormat: format, options }: ImportInput, parts: ImportParts) {
  const { store, clock } = call.portal;
  const { login } = signedIn(call);
  const work = createImportWork({ store, login, now: clock.now(), format, options: options ?? {}, ...parts });
  return startTask(call, { name: "Importing a file", ...work });
}

function checkFormat({ importFormat }: ImportInput): void {
  if (importers[importFormat]) return;
  const known = Object.keys(importers).join(", ");
  throw notImplemented(`The emulator does not import the format ${importFormat} yet. It imports ${known}.`);
}

function checkLanguage(code: string | undefined): string | undefined {
  if (code === undefined || /^[a-z]{2}-[A-Za-z]{2}$/.test(code)) return code;
  throw badRequest(`"newProjectLanguageFourLetterCode" must be a code such as "en-US", not "${code}".`);
}

/** `User Guide` -> `project-user-guide`, the form that a portal gives; a number follows when that is taken. */
function chooseId({ portal }: Call, title: string): string {
  const words = title
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 80);
  const base = words === "" ? "project-imported" : `project-${words}`;
  let id = base;
  for (let number = 2; portal.store.projects.isTaken(id); number += 1) id = `${base}-${number}`;
  return id;
}

export const importHandlers = [importNew, importInto].map((handler) => ({ ...handler, bringsFile: true }));
