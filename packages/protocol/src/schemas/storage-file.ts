/** Files and folders in a portal's Storage. */
import * as z from "zod";
import { Base64Bytes, GmtDateTime, StorageFullName } from "../wire.js";

const storageFileShape = z.looseObject({
  fileName: z.string().describe("Name with extension"),
  fileFullName: StorageFullName,
  content: Base64Bytes.nullish().describe("Content, base64; null unless one file is read with format=base64"),
  modifiedBy: z.string().nullish().describe("Login of whoever changed it last"),
  modifiedOn: GmtDateTime.nullish().describe("When it was last changed, GMT"),
  size: z.int().nullish().describe("Size in bytes"),
  isFolder: z.boolean().describe("Whether it is a folder"),
});

/** A file or folder in Storage. `content` is there only when one file is read with `format: "base64"`. */
export interface StorageFile extends z.output<typeof storageFileShape> {}
export const StorageFile: z.ZodType<StorageFile> = storageFileShape;
