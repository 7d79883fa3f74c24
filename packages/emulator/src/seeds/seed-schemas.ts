/** The form of seeds: of a file, with texts and files by their paths, and of what a program gives. */
import { userTypes, visibilities } from "@clickhelp-js/protocol";
import * as z from "zod/mini";
import { administrator } from "./well-known-users.js";

const filled = z.string().check(z.minLength(1));

const user = z.strictObject({
  login: filled,
  /** When absent, a contributor gets a random one; null for none. */
  apiKey: z.nullish(filled),
  password: z.nullish(filled),
  purpose: z.optional(z.string()),
  userType: z.enum(userTypes),
  userRole: z.nullish(z.string()),
  isEnabled: z.optional(z.boolean()),
  email: z.optional(z.string()),
  firstName: z.optional(z.string()),
  lastName: z.optional(z.string()),
  about: z.optional(z.string()),
});

const tocNodeAlone = z.strictObject({
  id: z.optional(filled),
  title: z.optional(filled),
  caption: z.optional(z.string()),
  status: z.optional(filled),
  owner: z.optional(filled),
  assignee: z.optional(filled),
  keywords: z.optional(z.array(filled)),
  bodyHtml: z.optional(z.string()),
  /** Path of a file with the HTML, relative to the seed file. */
  bodyFile: z.optional(filled),
  isShowInToc: z.optional(z.boolean()),
});

/** A topic when it has an id, otherwise a folder. */
export interface FileTocNode extends z.output<typeof tocNodeAlone> {
  children?: FileTocNode[] | undefined;
}
const tocNode: z.ZodMiniType<FileTocNode> = z.extend(tocNodeAlone, {
  children: z.optional(z.lazy(() => z.array(tocNode))),
});

const project = z.strictObject({
  id: filled,
  title: filled,
  language: z.optional(z.string().check(z.regex(/^[a-z]{2}-[A-Za-z]{2}$/, "must be a code such as en-US"))),
  toc: z._default(z.array(tocNode), []),
});

const publication = z.strictObject({
  id: filled,
  title: filled,
  projectId: filled,
  visibility: z.enum(visibilities),
  isPublishOnlyReadyTopics: z.optional(z.boolean()),
  groups: z.optional(z.array(filled)),
});

const storedText = z.strictObject({ path: filled, text: z.optional(z.string()), base64: z.optional(z.base64()) });

const hasContent = (other: "file" | "load") =>
  z.refine<Partial<Record<typeof other | "text" | "base64", unknown>>>(
    ({ [other]: elsewhere, text, base64 }) =>
      [elsewhere, text, base64].filter((content) => content !== undefined).length === 1,
    `must have one of ${other}, text and base64`,
  );

const storedFile = z
  .extend(storedText, {
    /** Path of the file to store, relative to the seed file. */
    file: z.optional(filled),
  })
  .check(hasContent("file"));

export const seedFile = z.strictObject({
  users: z._default(z.array(user), [administrator]),
  projects: z._default(z.array(project), []),
  publications: z._default(z.array(publication), []),
  files: z._default(z.array(storedFile), []),
});

export type FileUser = z.output<typeof user>;
export type FileStored = z.output<typeof storedFile>;

const codeNode: z.ZodMiniType<FileTocNode> = z.extend(z.omit(tocNodeAlone, { bodyFile: true }), {
  children: z.optional(z.lazy(() => z.array(codeNode))),
});

const codeFile = z
  .extend(storedText, {
    load: z.optional(
      z.custom<() => Uint8Array>((value) => typeof value === "function", "must be a function that gives the bytes"),
    ),
  })
  .check(hasContent("load"));

/** The form of a `PortalSeed`, for programs whose types nobody has checked. */
export const portalSeed = z.extend(seedFile, {
  projects: z._default(z.array(z.extend(project, { toc: z._default(z.array(codeNode), []) })), []),
  files: z._default(z.array(codeFile), []),
});
