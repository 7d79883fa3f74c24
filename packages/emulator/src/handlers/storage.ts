/** Files and folders in the portal's Storage. */
import { storage, toStoragePath, type StorageFile } from "@clickhelp-js/protocol";
import { badRequest, conflict, forbidden, notFound } from "../api-error.js";
import { mapBatches } from "../batches.js";
import type { Answer } from "../encode.js";
import { createMask } from "../mask.js";
import { canReadFile } from "../permissions.js";
import { implement, signedIn, type Call } from "../portal.js";
import { refuseBeingUpdated } from "../publishing.js";
import { toApiUrl, toStorageFile } from "../represent.js";
import { refuseLargeFile } from "../request-body.js";
import { checkParents, checkStoragePath } from "../storage-path.js";
import type { FileRecord, FileStore } from "../store/files.js";
import { forgetAbandonedUploads, type Store } from "../store/store.js";

/** Most bytes of a file that comes in chunks: 1 GB. */
const largestUpload = 1024 ** 3;

function find(files: FileStore, path: string): FileRecord {
  const file = files.get(checkStoragePath(path));
  if (!file) throw notFound(`There is no file or folder "Storage/${path}".`);
  return file;
}

function refuseUnreadable({ portal, caller }: Call, path: string): void {
  if (canReadFile(portal.store.projects, path, caller)) return;
  throw forbidden(`You have no permission to read "Storage/${path}": none of your access groups may.`);
}

const getFile = implement(storage.getFile, (call, { filePath, format }) => {
  const { files } = call.portal.store;
  refuseUnreadable(call, filePath);
  const file = find(files, filePath);
  const value = toStorageFile(file);
  if (format !== "base64" || file.contentRow === null) return { value };
  return { value, field: "content", pieces: files.readPieces(file.contentRow) };
});

const listFolder = implement(storage.listFolder, (call, { folderPath, filter, isRecursive }) => {
  const { files, projects } = call.portal.store;
  refuseUnreadable(call, folderPath);
  if (folderPath !== "" && !find(files, folderPath).isFolder) {
    throw badRequest(`"Storage/${folderPath}" is a file. Leave out "filter" to read it.`);
  }
  const fits = createMask(filter);
  const batches = mapBatches(files.listBatches(folderPath, isRecursive ?? false), (batch) =>
    batch.filter(({ name, path }) => fits(name) && canReadFile(projects, path, call.caller)).map(toStorageFile),
  );
  return { batches };
});

interface Upload {
  path: string;
  content: Uint8Array;
  isFolder: boolean;
  isOverwrite: boolean;
}

const upload = implement(storage.upload, (call, { filePath, content, isFolder = false, isOverwrite = false }) =>
  answerUpload(call, { path: filePath, content: content ?? new Uint8Array(), isFolder, isOverwrite }),
);

const uploadMultipart = implement(storage.uploadMultipart, (call, { filePath, file, isOverwrite = false }) =>
  answerUpload(call, { path: filePath, content: file, isFolder: false, isOverwrite }),
);

/** The samples of these answers alone have their fields in alphabetical order. */
const order = ["content", "fileFullName", "fileName", "isFolder", "modifiedBy", "modifiedOn", "size"];

function answerUpload(call: Call, wanted: Upload): Answer<StorageFile> {
  const path = checkStoragePath(wanted.path);
  refuseLargeFile(wanted.content);
  const isNew = put(call, { ...wanted, path });
  const value = toStorageFile(find(call.portal.store.files, path));
  return { value, order, location: toFileUrl(call, path), status: isNew ? 201 : 200 };
}

function toFileUrl({ origin }: Call, path: string): string {
  return toApiUrl(origin, "storage", ...path.split("/"));
}

const startUpload = implement(storage.startUpload, (call, { filePath, isOverwrite = false }) => {
  const { store, clock } = call.portal;
  const path = checkStoragePath(filePath);
  const isNew = checkTarget(store, { path, isFolder: false, isOverwrite });
  forgetAbandonedUploads(store, clock.now());
  store.database.transaction(() => {
    forgetUpload(store, path);
    const contentRow = store.files.createContent();
    const { login: startedBy } = signedIn(call);
    store.uploads.insert({ path, contentRow, isOverwrite, startedBy, total: null, touchedOn: new Date(clock.now()) });
  });
  return { value: undefined, location: isNew ? toNearestFolderUrl(call, path) : toFileUrl(call, path) };
});

/** The file itself is not there before its last chunk: this is the listing of the folder that will have it, or of one above. */
function toNearestFolderUrl({ portal, origin }: Call, path: string): string {
  const names = path.split("/").slice(0, -1);
  while (names.length > 0 && !portal.store.files.get(names.join("/"))) names.pop();
  return `${toApiUrl(origin, "storage", ...names)}?filter=*`;
}

/** An upload that is started again begins anew. */
function forgetUpload(store: Store, path: string): void {
  const upload = store.uploads.get(path);
  if (!upload) return;
  store.uploads.delete(path);
  store.files.discard([upload.contentRow]);
}

const uploadChunk = implement(storage.uploadChunk, (call, { filePath, contentRange, chunk }) => {
  const { store, clock } = call.portal;
  const path = checkStoragePath(filePath);
  forgetAbandonedUploads(store, clock.now());
  const upload = store.uploads.get(path);
  if (!upload) {
    const advice = "Start it with a POST; one that nobody goes on with for a day is forgotten.";
    throw notFound(`There is no upload to "Storage/${path}" under way. ${advice}`);
  }
  refuseLargeFile(chunk);
  const total = checkChunk(contentRange, chunk, {
    total: upload.total,
    received: store.files.sizeOf(upload.contentRow),
  });
  const isLast = contentRange.end + 1 === total;
  if (isLast) checkTarget(store, { path, isFolder: false, isOverwrite: upload.isOverwrite });
  store.database.transaction(() => {
    store.files.append(upload.contentRow, chunk);
    store.uploads.touch(path, total, clock.now());
    if (!isLast) return;
    store.uploads.delete(path);
    store.files.place(path, upload.contentRow, upload.startedBy, clock.now());
  });
  return { value: isLast ? toStorageFile(find(store.files, path)) : undefined };
});

/**
 * Throws 400 when a chunk does not continue its upload; otherwise gives the size of the whole file, null when nobody
 * said it.
 */
function checkChunk(
  { start, end, total: said }: storage.UploadChunkInput["contentRange"],
  chunk: Uint8Array,
  { total: saidBefore, received }: { total: number | null; received: number },
): number | null {
  if (start !== received) throw badRequest(`The chunk must begin with byte ${received}, not with byte ${start}.`);
  const length = end - start + 1;
  if (chunk.length !== length) {
    throw badRequest(`"Content-Range" names ${length} bytes, but the body has ${chunk.length}.`);
  }
  const total = saidBefore ?? said ?? null;
  if ((said ?? total) !== total || (total !== null && end >= total)) {
    throw badRequest(`An earlier chunk said that the file has ${total} bytes. Keep to it, or start the upload again.`);
  }
  if (Math.max(end + 1, total ?? 0) > largestUpload)
    throw badRequest("The file is too large: at most 1 GB is accepted.");
  return total;
}

const exists = implement(storage.exists, (call, { filePath }) => {
  refuseUnreadable(call, filePath);
  const path = checkStoragePath(filePath);
  return { value: path === "" || call.portal.store.files.get(path) !== undefined };
});

const update = implement(storage.update, (call, { filePath, content }) => {
  const { files } = call.portal.store;
  const { path, isFolder } = find(files, filePath);
  if (isFolder) throw badRequest(`"Storage/${path}" is a folder, which has no content.`);
  if (content) {
    refuseLargeFile(content);
    put(call, { path, content, isFolder: false, isOverwrite: true });
  }
  return { value: toStorageFile(find(files, path)) };
});

/** Stores a file or folder; says whether it is new. */
function put(call: Call, { path, content, isFolder, isOverwrite }: Upload): boolean {
  const { store, clock } = call.portal;
  const { login } = signedIn(call);
  const isNew = checkTarget(store, { path, isFolder, isOverwrite });
  store.database.transaction(() => {
    if (isFolder) {
      store.files.makeFolder(path, login, clock.now());
      return;
    }
    const contentRow = store.files.createContent();
    store.files.append(contentRow, content);
    store.files.place(path, contentRow, login, clock.now());
  });
  return isNew;
}

/** Throws 409 while the publication whose folder this is in is being updated, which replaces what is in the folder. */
function refuseWhileUpdated(store: Store, path: string): void {
  const [id = ""] = path.split("/");
  refuseBeingUpdated(store, { id });
}

/** Throws 409 when nothing of this kind can be put there; otherwise says whether the place is free. */
function checkTarget(store: Store, { path, isFolder, isOverwrite }: Omit<Upload, "content">): boolean {
  const present = store.files.get(path);
  if (present && present.isFolder !== isFolder) {
    throw conflict(`There is a ${present.isFolder ? "folder" : "file"} at "Storage/${path}" already.`);
  }
  if (present && !isOverwrite) {
    throw conflict(`"Storage/${path}" exists already.`);
  }
  checkParents(store.files, path);
  refuseWhileUpdated(store, path);
  return !present;
}

const deleteHandler = implement(storage.delete, ({ portal }, { filePath }) => {
  deleteFile(portal.store, filePath);
  return { value: undefined };
});

/**
 * Deletes all of them or none. Whether a portal wants the names with their leading `Storage/` is not known: both are taken,
 * with slashes of either kind, and a folder may be named together with what is in it.
 */
const deleteMany = implement(storage.deleteMany, ({ portal }, { fileFullNames }) => {
  const { store } = portal;
  const paths = [...new Set(fileFullNames.map(toStoragePath))];
  const deepestFirst = paths.toSorted((left, right) => right.length - left.length);
  store.database.transaction(() => {
    for (const path of deepestFirst) deleteFile(store, path);
  });
  return { value: undefined };
});

function deleteFile(store: Store, path: string): void {
  const { files } = store;
  const file = find(files, path);
  refuseWhileUpdated(store, file.path);
  if (file.isFolder && files.list(file.path, false).length > 0) {
    throw conflict(`The folder "Storage/${file.path}" is not empty. Delete what is in it first.`);
  }
  files.delete(file.path);
}

export const storageHandlers = [
  getFile,
  listFolder,
  { ...upload, bringsFile: true },
  { ...uploadMultipart, bringsFile: true },
  startUpload,
  uploadChunk,
  exists,
  { ...update, bringsFile: true },
  deleteHandler,
  deleteMany,
];
