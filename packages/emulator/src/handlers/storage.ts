/** Files and folders in the portal's Storage. */
import { storage } from "@clickhelp-js/protocol";
import { badRequest, conflict, notFound } from "../api-error.js";
import { checkParents } from "../exporting.js";
import { createMask } from "../mask.js";
import { implement, signedIn, type Call } from "../portal.js";
import { toApiUrl, toStorageFile } from "../represent.js";
import { checkStoragePath } from "../storage-path.js";
import type { FileRecord, FileStore } from "../store/files.js";

/** Most bytes of one uploaded file: 10 MB. */
const largestFile = 10 * 1024 * 1024;

function find(files: FileStore, path: string): FileRecord {
  const file = files.get(checkStoragePath(path));
  if (!file) throw notFound(`There is no file or folder "Storage/${path}".`);
  return file;
}

const getFile = implement(storage.getFile, ({ portal }, { filePath, format }) => {
  const { files } = portal.store;
  const file = find(files, filePath);
  const content = format === "base64" && file.contentRow !== null ? files.read(file.contentRow) : null;
  return { value: toStorageFile(file, content) };
});

const listFolder = implement(storage.listFolder, ({ portal }, { folderPath, filter, isRecursive }) => {
  const { files } = portal.store;
  if (folderPath !== "" && !find(files, folderPath).isFolder) {
    throw badRequest(`"Storage/${folderPath}" is a file. Leave out "filter" to read it.`);
  }
  const fits = createMask(filter);
  const found = files.list(folderPath, isRecursive ?? false).filter(({ name }) => fits(name));
  return { value: found.map((file) => toStorageFile(file)) };
});

interface Upload {
  path: string;
  content: Uint8Array;
  isFolder: boolean;
  isOverwrite: boolean;
}

const upload = implement(storage.upload, (call, input) => {
  const path = checkStoragePath(input.filePath);
  const content = input.content ?? new Uint8Array();
  if (content.length > largestFile)
    throw badRequest("The file is too large: at most 10 MB are accepted in one request.");
  const isFolder = input.isFolder ?? false;
  const isNew = put(call, { path, content, isFolder, isOverwrite: input.isOverwrite ?? false });
  const value = toStorageFile(find(call.portal.store.files, path));
  const location = toApiUrl(call.origin, "storage", ...path.split("/"));
  return { value, location, status: isNew ? 201 : 200 };
});

/** Stores a file or folder; says whether it is new. */
function put(call: Call, { path, content, isFolder, isOverwrite }: Upload): boolean {
  const { store, clock } = call.portal;
  const { login } = signedIn(call);
  const present = store.files.get(path);
  if (present && present.isFolder !== isFolder) {
    throw conflict(`There is a ${present.isFolder ? "folder" : "file"} at "Storage/${path}" already.`);
  }
  if (present && !isOverwrite) {
    throw conflict(`"Storage/${path}" exists already. Send isOverwrite=true to overwrite it.`);
  }
  checkParents(store, path);
  store.database.transaction(() => {
    if (isFolder) {
      store.files.makeFolder(path, login, clock.now());
      return;
    }
    const contentRow = store.files.createContent();
    store.files.append(contentRow, content);
    store.files.place(path, contentRow, login, clock.now());
  });
  return !present;
}

const deleteHandler = implement(storage.delete, ({ portal }, { filePath }) => {
  const { files } = portal.store;
  const file = find(files, filePath);
  if (file.isFolder && files.list(file.path, false).length > 0) {
    throw conflict(`The folder "Storage/${file.path}" is not empty. Delete what is in it first.`);
  }
  files.delete(file.path);
  return { value: undefined };
});

export const storageHandlers = [getFile, listFolder, upload, deleteHandler];
