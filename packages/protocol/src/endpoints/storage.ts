/** Files and folders in the portal's Storage. */
import * as z from "zod";
import { defineEndpoint, defineInput, type InputOf } from "../endpoint.js";
import { NoContent } from "../schemas/common.js";
import { StorageFile } from "../schemas/storage-file.js";
import { Base64Bytes, QueryBoolean } from "../wire.js";

const filePath = z
  .string()
  .min(1, "must not be empty")
  .describe("Path in Storage with forward slashes, without the leading Storage/: Exported/Title.pdf");

const getFileInput = defineInput({
  params: { filePath },
  query: {
    format: z.literal("base64").optional().describe("base64 to get the content; without it only the description"),
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

const listFolderInput = defineInput({
  params: {
    folderPath: z
      .string()
      .describe("Path in Storage with forward slashes, without the leading Storage/; empty for all of it"),
  },
  query: {
    filter: z.string().min(1).describe("Mask for file names; * stands for any characters"),
    isRecursive: QueryBoolean.optional().describe("Whether to list subfolders too; not when absent"),
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

const uploadInput = defineInput({
  params: { filePath },
  query: { isOverwrite: QueryBoolean.optional().describe("Whether to overwrite an existing file; not when absent") },
  body: {
    content: Base64Bytes.optional().describe("Content, base64; an empty file when absent"),
    isFolder: z.boolean().optional().describe("Whether to create a folder; the content is ignored then"),
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
  ...uploadInput,
  success: 201,
  response: StorageFile,
});

const deleteInput = defineInput({ params: { filePath } });
/** Input of `storage.delete`. */
export interface DeleteInput extends InputOf<typeof deleteInput> {}
/** Deletes a file. */
const deleteFile = defineEndpoint<DeleteInput, undefined>({
  id: "storage.delete",
  method: "DELETE",
  path: "storage/{filePath+}",
  summary: "Deletes a file.",
  access: "basic",
  safety: "idempotent",
  evidence: "code",
  ...deleteInput,
  success: 204,
  response: NoContent,
});
export { deleteFile as delete };
