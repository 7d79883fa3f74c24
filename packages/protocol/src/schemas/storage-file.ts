/** Files and folders in a portal's Storage. */
import * as z from "zod/mini";
import { described, looseObject, nullish } from "../schema.js";
import { Base64Bytes, GmtDateTime, StorageFullName } from "../wire.js";

const storageFileShape = looseObject({
  fileName: described(z.string(), "Name with extension"),
  fileFullName: StorageFullName,
  content: nullish(Base64Bytes, "Content, base64; null unless one file is read with format=base64"),
  modifiedBy: nullish(z.string(), "Login of whoever changed it last"),
  modifiedOn: nullish(GmtDateTime, "When it was last changed, GMT"),
  size: nullish(z.int(), "Size in bytes"),
  isFolder: described(z.boolean(), "Whether it is a folder"),
});

/** A file or folder in Storage. `content` is there only when one file is read with `format: "base64"`. */
export interface StorageFile extends z.output<typeof storageFileShape> {}
export const StorageFile: z.ZodMiniType<StorageFile> = storageFileShape;
