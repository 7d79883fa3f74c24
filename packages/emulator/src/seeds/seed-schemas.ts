/** The form of seeds: of a file, with texts and files by their paths, and of what a program gives. */
import { userTypes, visibilities } from "@clickhelp-js/protocol";
import * as z from "zod";

const filled = z.string().min(1);

const user = z.strictObject({
  login: filled,
  /** When absent, a contributor gets a random one; null for none. */
  apiKey: filled.nullish(),
  password: filled.optional(),
  purpose: filled.optional(),
  userType: z.enum(userTypes),
  userRole: filled.optional(),
  isEnabled: z.boolean().optional(),
  email: filled.optional(),
  firstName: z.string().optional(),
  lastName: z.string().optional(),
  about: z.string().optional(),
});

const tocNodeAlone = z.strictObject({
  id: filled.optional(),
  title: filled.optional(),
  caption: z.string().optional(),
  status: filled.optional(),
  owner: filled.optional(),
  assignee: filled.optional(),
  keywords: z.array(filled).optional(),
  bodyHtml: z.string().optional(),
  /** Path of a file with the HTML, relative to the seed file. */
  bodyFile: filled.optional(),
  isShowInToc: z.boolean().optional(),
});

/** A topic when it has an id, otherwise a folder. */
export interface FileTocNode extends z.output<typeof tocNodeAlone> {
  children?: FileTocNode[] | undefined;
}
const tocNode: z.ZodType<FileTocNode> = tocNodeAlone.extend({
  children: z.lazy(() => z.array(tocNode)).optional(),
});

const project = z.strictObject({
  id: filled,
  title: filled,
  language: z
    .string()
    .regex(/^[a-z]{2}-[A-Za-z]{2}$/, "must be a code such as en-US")
    .optional(),
  toc: z.array(tocNode).default([]),
});

const publication = z.strictObject({
  id: filled,
  title: filled,
  projectId: filled,
  visibility: z.enum(visibilities),
  isPublishOnlyReadyTopics: z.boolean().optional(),
  groups: z.array(filled).optional(),
});

const storedFile = z
  .strictObject({
    path: filled,
    /** Path of the file to store, relative to the seed file. */
    file: filled.optional(),
    text: z.string().optional(),
    base64: z.base64().optional(),
  })
  .refine(
    ({ file, text, base64 }) => [file, text, base64].filter((content) => content !== undefined).length === 1,
    "must have one of file, text and base64",
  );

export const seedFile = z.strictObject({
  users: z.array(user).optional(),
  projects: z.array(project).default([]),
  publications: z.array(publication).default([]),
  files: z.array(storedFile).default([]),
});

/** A seed file that has the right form; what it names may still be missing. */
export type SeedFileContent = z.output<typeof seedFile>;
export type FileUser = z.output<typeof user>;
export type FileStored = z.output<typeof storedFile>;

const codeUser = user.extend({
  apiKey: filled.nullable(),
  password: filled.nullish(),
  purpose: z.string(),
  userRole: z.string().nullable(),
  email: z.string(),
  firstName: z.string(),
  lastName: z.string(),
});

const codeNode: z.ZodType<FileTocNode> = tocNodeAlone
  .omit({ bodyFile: true })
  .extend({ children: z.lazy(() => z.array(codeNode)).optional() })
  .refine(({ id, bodyHtml }) => id === undefined || bodyHtml !== undefined, {
    path: ["bodyHtml"],
    error: "is required of a topic",
  });

const codeFile = z.strictObject({
  path: filled,
  load: z.custom<() => Uint8Array>((value) => typeof value === "function", "must be a function that gives the bytes"),
});

/** The form of a `PortalSeed`, for programs whose types nobody has checked. */
export const portalSeed = z.strictObject({
  users: z.array(codeUser),
  projects: z.array(project.extend({ toc: z.array(codeNode) })),
  publications: z.array(publication),
  files: z.array(codeFile),
});
