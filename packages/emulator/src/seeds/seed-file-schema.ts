/** The form of a seed file: what `PortalSeed` is in a program, with texts and files by their paths. */
import { userTypes, visibilities } from "@clickhelp-js/protocol";
import * as z from "zod";

const filled = z.string().min(1);

const user = z.strictObject({
  login: filled,
  /** When absent, a contributor gets a random one; null for none. */
  apiKey: filled.nullish(),
  password: filled.exactOptional(),
  purpose: filled.exactOptional(),
  userType: z.enum(userTypes),
  userRole: filled.exactOptional(),
  isEnabled: z.boolean().exactOptional(),
  email: filled.exactOptional(),
  firstName: z.string().exactOptional(),
  lastName: z.string().exactOptional(),
  about: z.string().exactOptional(),
});

const tocNodeAlone = z.strictObject({
  id: filled.exactOptional(),
  title: filled.exactOptional(),
  caption: z.string().exactOptional(),
  status: filled.exactOptional(),
  owner: filled.exactOptional(),
  assignee: filled.exactOptional(),
  keywords: z.array(filled).exactOptional(),
  bodyHtml: z.string().exactOptional(),
  /** Path of a file with the HTML, relative to the seed file. */
  bodyFile: filled.exactOptional(),
  isShowInToc: z.boolean().exactOptional(),
});

/** A topic when it has an id, otherwise a folder. */
export interface FileTocNode extends z.output<typeof tocNodeAlone> {
  children?: FileTocNode[];
}
const tocNode: z.ZodType<FileTocNode> = tocNodeAlone.extend({
  children: z.lazy(() => z.array(tocNode)).exactOptional(),
});

const project = z.strictObject({
  id: filled,
  title: filled,
  language: z
    .string()
    .regex(/^[a-z]{2}-[A-Za-z]{2}$/, "must be a code such as en-US")
    .exactOptional(),
  toc: z.array(tocNode).default([]),
});

const publication = z.strictObject({
  id: filled,
  title: filled,
  projectId: filled,
  visibility: z.enum(visibilities),
  isPublishOnlyReadyTopics: z.boolean().exactOptional(),
  groups: z.array(filled).exactOptional(),
});

/** Has exactly one of `file`, `text` and `base64`. */
const storedFile = z.strictObject({
  path: filled,
  /** Path of the file to store, relative to the seed file. */
  file: filled.exactOptional(),
  text: z.string().exactOptional(),
  base64: z.base64().exactOptional(),
});

export const seedFile = z.strictObject({
  users: z.array(user).exactOptional(),
  projects: z.array(project).default([]),
  publications: z.array(publication).default([]),
  files: z.array(storedFile).default([]),
});

/** A seed file that has the right form; what it names may still be missing. */
export type SeedFileContent = z.output<typeof seedFile>;
export type FileUser = z.output<typeof user>;
export type FileStored = z.output<typeof storedFile>;
