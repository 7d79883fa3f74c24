/** Files and folders in the portal's Storage. */
import * as z from "zod/mini";
import { described, notEmpty, optional } from "../schema.js";
import { defineEndpoint, defineInput, type InputOf } from "../endpoint.js";
import { NoContent } from "../schemas/common.js";
import { StorageFile } from "../schemas/storage-file.js";
import { Base64Bytes, Bytes, ContentRange, QueryBoolean, storagePath } from "../wire.js";

const filePath = described(
  storagePath(notEmpty(z.string())),
  "Path in Storage with forward slashes; a leading Storage/ is left out: Exported/Title.pdf",
);

const getFileInput = defineInput({
  params: { filePath },
  query: {
    format: optional(z.enum(["base64"]), "base64 to get the content; without it only the description"),
  },
});
/** Input of `storage.getFile`. */
export interface GetFileInput extends InputOf<typeof getFileInput> {}
/** Reads one file, with its content when the format is base64. */
export const getFile = defineEndpoint<GetFileInput, StorageFile>({
  id: "storage.getFile",
  method: "GET",
  path: "storage/{filePath+}",
  summary: "Reads one file, with its content when the format is base64.",
  access: "basic",
  safety: "read",
  evidence: "doc",
  ...getFileInput,
  success: 200,
  response: StorageFile,
});

const rootOrPath = described(
  storagePath(z.string()),
  "Path in Storage with forward slashes; a leading Storage/ is left out; empty for all of it",
);

const listFolderInput = defineInput({
  params: { folderPath: rootOrPath },
  query: {
    filter: described(notEmpty(z.string()), "Mask for file names; * stands for any characters"),
    isRecursive: optional(QueryBoolean, "Whether to list subfolders too; not when absent"),
  },
});
/** Input of `storage.listFolder`. */
export interface ListFolderInput extends InputOf<typeof listFolderInput> {}
/** Lists the files and folders in a folder whose names fit a mask. */
export const listFolder = defineEndpoint<ListFolderInput, StorageFile[]>({
  id: "storage.listFolder",
  method: "GET",
  path: "storage/{folderPath+}",
  pickedBy: "filter",
  summary: "Lists the files and folders in a folder whose names fit a mask.",
  access: "basic",
  safety: "read",
  evidence: "doc",
  ...listFolderInput,
  success: 200,
  response: z.array(StorageFile),
});

const isOverwrite = optional(QueryBoolean, "Whether to overwrite an existing file; not when absent");

const uploadInput = defineInput({
  params: { filePath },
  query: { isOverwrite },
  body: {
    content: optional(Base64Bytes, "Content, base64; an empty file when absent"),
    isFolder: optional(z.boolean(), "Whether to create a folder; the content is ignored then"),
  },
});
/** Input of `storage.upload`. */
export interface UploadInput extends InputOf<typeof uploadInput> {}
/** Creates a file of up to 10 MB, or a folder. */
export const upload = defineEndpoint<UploadInput, StorageFile>({
  id: "storage.upload",
  method: "POST",
  path: "storage/{filePath+}?format=base64",
  summary: "Creates a file of up to 10 MB, or a folder.",
  access: "basic",
  safety: "unsafe",
  evidence: "doc",
  inferred: ["status"],
  ...uploadInput,
  success: 201,
  response: StorageFile,
});

const deleteInput = defineInput({ params: { filePath } });
/** Input of `storage.delete`. */
export interface DeleteInput extends InputOf<typeof deleteInput> {}
const deleteFile = defineEndpoint<DeleteInput, undefined>({
  id: "storage.delete",
  method: "DELETE",
  path: "storage/{filePath+}",
  summary: "Deletes a file.",
  access: "basic",
  safety: "idempotent",
  evidence: "code",
  inferred: ["status"],
  ...deleteInput,
  success: 204,
  response: NoContent,
});
export {
  /** Deletes a file. */
  deleteFile as delete,
};

const uploadMultipartInput = defineInput({
  params: { filePath },
  query: { isOverwrite },
  body: { file: described(Bytes, "Content of the file, the form part file") },
});
/** Input of `storage.uploadMultipart`. */
export interface UploadMultipartInput extends InputOf<typeof uploadMultipartInput> {}
/** Creates a file of up to 10 MB from a form part. */
export const uploadMultipart = defineEndpoint<UploadMultipartInput, StorageFile>({
  id: "storage.uploadMultipart",
  method: "POST",
  path: "storage/{filePath+}?format=multipart",
  bodyForm: "multipart",
  summary: "Creates a file of up to 10 MB from a form part.",
  access: "basic",
  safety: "unsafe",
  evidence: "doc",
  inferred: ["status"],
  ...uploadMultipartInput,
  success: 201,
  response: StorageFile,
});

const startUploadInput = defineInput({ params: { filePath }, query: { isOverwrite } });
/** Input of `storage.startUpload`. */
export interface StartUploadInput extends InputOf<typeof startUploadInput> {}
/** Starts a resumable upload of a file of up to 1 GB. */
export const startUpload = defineEndpoint<StartUploadInput, undefined>({
  id: "storage.startUpload",
  method: "POST",
  path: "storage/{filePath+}?format=resumable",
  summary: "Starts a resumable upload of a file of up to 1 GB.",
  access: "basic",
  safety: "unsafe",
  evidence: "doc",
  inferred: ["status"],
  ...startUploadInput,
  success: 200,
  response: NoContent,
});

const uploadChunkInput = defineInput({
  params: { filePath },
  headers: { contentRange: ContentRange },
  body: { chunk: described(Bytes, "The bytes of the chunk") },
});
/** Input of `storage.uploadChunk`. */
export interface UploadChunkInput extends InputOf<typeof uploadChunkInput> {}
/** Uploads the next chunk, of up to 10 MB, of a resumable upload. */
export const uploadChunk = defineEndpoint<UploadChunkInput, StorageFile | undefined>({
  id: "storage.uploadChunk",
  method: "PUT",
  path: "storage/{filePath+}?format=resumable",
  bodyForm: "bytes",
  summary: "Uploads the next chunk, of up to 10 MB, of a resumable upload.",
  access: "basic",
  safety: "unsafe",
  evidence: "doc",
  inferred: ["status", "answer"],
  ...uploadChunkInput,
  success: 200,
  response: z.optional(StorageFile),
});

const existsInput = defineInput({ params: { filePath: rootOrPath } });
/** Input of `storage.exists`. */
export interface ExistsInput extends InputOf<typeof existsInput> {}
/** Tells whether a file or folder exists. */
export const exists = defineEndpoint<ExistsInput, boolean>({
  id: "storage.exists",
  method: "HEAD",
  path: "storage/{filePath+}",
  summary: "Tells whether a file or folder exists.",
  access: "basic",
  safety: "read",
  evidence: "sister",
  ...existsInput,
  success: 200,
  response: z.boolean(),
});

const updateInput = defineInput({
  params: { filePath },
  body: { content: optional(Base64Bytes, "The new content, base64") },
});
/** Input of `storage.update`. */
export interface UpdateInput extends InputOf<typeof updateInput> {}
/** Replaces the content of a file and returns its description. */
export const update = defineEndpoint<UpdateInput, StorageFile>({
  id: "storage.update",
  method: "PATCH",
  path: "storage/{filePath+}",
  summary: "Replaces the content of a file and returns its description.",
  access: "basic",
  safety: "idempotent",
  evidence: "sister",
  inferred: ["status", "answer"],
  ...updateInput,
  success: 200,
  response: StorageFile,
});

const deleteManyInput = defineInput({
  body: {
    fileFullNames: described(
      notEmpty(z.array(notEmpty(z.string()))),
      "Names of the files; whether a portal wants the leading Storage/ is not documented",
    ),
  },
});
/** Input of `storage.deleteMany`. */
export interface DeleteManyInput extends InputOf<typeof deleteManyInput> {}
/** Deletes several files. */
export const deleteMany = defineEndpoint<DeleteManyInput, undefined>({
  id: "storage.deleteMany",
  method: "DELETE",
  path: "storage",
  summary: "Deletes several files.",
  access: "basic",
  safety: "idempotent",
  evidence: "sister",
  inferred: ["status"],
  ...deleteManyInput,
  success: 204,
  response: NoContent,
});
