/** The form of seeds: of a file, with texts and files by their paths, and of what a program gives. */
import { userTypes, visibilities } from "@clickhelp-js/protocol";
import * as z from "zod/mini";
import { administrator } from "./well-known-users.js";

const filled = z.string().check(z.minLength(1));

const user = z.strictObject({
  login: filled,
  /** When absent, a contributor gets a random one; null for none. */
  apiKey: z.nullish(filled),
  password: z.optional(filled),
  purpose: z.optional(filled),
  userType: z.enum(userTypes),
  userRole: z.optional(filled),
  isEnabled: z.optional(z.boolean()),
  email: z.optional(filled),
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

const storedFile = z
  .strictObject({
    path: filled,
    /** Path of the file to store, relative to the seed file. */
    file: z.optional(filled),
    text: z.optional(z.string()),
    base64: z.optional(z.base64()),
  })
  .check(
    z.refine(
      ({ file, text, base64 }) => [file, text, base64].filter((content) => content !== undefined).length === 1,
      "must have one of file, text and base64",
    ),
  );

export const seedFile = z.strictObject({
  users: z._default(z.array(user), [administrator]),
  projects: z._default(z.array(project), []),
  publications: z._default(z.array(publication), []),
  files: z._default(z.array(storedFile), []),
});

export type FileUser = z.output<typeof user>;
export type FileStored = z.output<typeof storedFile>;

const codeUser = z.extend(user, {
  apiKey: z.nullable(filled),
  password: z.nullish(filled),
  purpose: z.string(),
  userRole: z.nullable(z.string()),
  email: z.string(),
  firstName: z.string(),
  lastName: z.string(),
});

const codeNode: z.ZodMiniType<FileTocNode> = z
  .extend(z.omit(tocNodeAlone, { bodyFile: true }), { children: z.optional(z.lazy(() => z.array(codeNode))) })
  .check(
    z.refine(({ id, bodyHtml }) => id === undefined || bodyHtml !== undefined, {
      path: ["bodyHtml"],
      error: "is required of a topic",
    }),
  );

const codeFile = z.strictObject({
  path: filled,
  load: z.custom<() => Uint8Array>((value) => typeof value === "function", "must be a function that gives the bytes"),
});

/** The form of a `PortalSeed`, for programs whose types nobody has checked. */
export const portalSeed = z.strictObject({
  users: z.array(codeUser),
  projects: z.array(z.extend(project, { toc: z.array(codeNode) })),
  publications: z.array(publication),
  files: z.array(codeFile),
});
