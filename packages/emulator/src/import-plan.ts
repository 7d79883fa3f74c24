/** What is to be imported, and where to. */
import type { ImportFormat } from "@clickhelp-js/protocol";
import type { OpenFile } from "./import-file.js";
import type { ImportSource } from "./imports/index.js";
import type { ProjectRecord } from "./store/projects.js";
import type { Store } from "./store/store.js";

export interface ImportPlan {
  readonly store: Store;
  /** Who imports: the owner and assignee of new topics. */
  readonly login: string;
  readonly now: number;
  readonly format: ImportFormat;
  readonly options: ImportSource["options"];
  readonly openFile: OpenFile;
  readonly target: ImportTarget;
}

/** A new project, in the making since the request, or one that is there. */
export type ImportTarget =
  | {
      readonly kind: "new";
      readonly project: ProjectRecord;
      /** What the caller asked for; the rest is taken from the file. */
      readonly given: { readonly title?: string | undefined; readonly language?: string | undefined };
    }
  | { readonly kind: "existing"; readonly projectId: string };
