/** How files of Storage are shown. */
import type { StorageFile } from "@clickhelp-js/protocol";
import type { Column } from "../output/result.js";
import { shownPath, toPath } from "../portal/storage-path.js";

/** The fields of a file that can be selected. */
export const storageFields = ["fileName", "fileFullName", "isFolder", "size", "modifiedBy", "modifiedOn"];

export const storageColumns: readonly Column<StorageFile>[] = [
  {
    label: "path",
    value: ({ fileFullName, isFolder }) => `${shownPath(toPath(fileFullName))}${isFolder ? "/" : ""}`,
  },
  {
    label: "size",
    value: ({ size, isFolder }, format) => (isFolder ? "" : format.size(size)),
    align: "right",
    whenNarrow: "leave-out",
  },
  { label: "changed", value: ({ modifiedOn }, format) => format.date(modifiedOn), whenNarrow: "leave-out" },
  { label: "by", value: ({ modifiedBy }) => modifiedBy, whenNarrow: "leave-out" },
];
