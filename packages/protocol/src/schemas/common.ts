/** Pieces that several entities and endpoints are made of. */
import * as z from "zod/mini";
import { described, notEmpty, withMeta } from "../schema.js";

/** An answer without a body. */
export const NoContent: z.ZodMiniType<undefined> = z.undefined();

type OpenEnum<T extends string> = z.ZodMiniType<T | (string & {}), string>;

/** Values known today; an answer with another string is accepted. */
export function openEnum<const T extends string>(values: readonly T[]): OpenEnum<T> {
  return withMeta(z.string(), { "x-extensible-enum": values });
}

/** The values of {@link Visibility}. */
export const visibilities = ["Private", "Restricted", "Public"] as const;

/** Who can read a publication. Projects are always `Private`. */
export type Visibility = (typeof visibilities)[number];

/** Printed formats give one file of that kind; `WebHelp` and `PureHtml` give a zip. */
export const exportFormats = ["Pdf", "Docx", "Doc", "Rtf", "Epub", "Odt", "Mht", "WebHelp", "PureHtml", "Chm"] as const;

/** A format that a publication can be exported to. */
export type ExportFormat = (typeof exportFormats)[number];

/** What the name of an exported file ends in, without the dot. */
export const exportExtensions: Readonly<Record<ExportFormat, string>> = {
  Pdf: "pdf",
  Docx: "docx",
  Doc: "doc",
  Rtf: "rtf",
  Epub: "epub",
  Odt: "odt",
  Mht: "mht",
  WebHelp: "zip",
  PureHtml: "zip",
  Chm: "chm",
};

const id = (description: string) => described(notEmpty(z.string()), description);

export const ProjectId = id("Id of a project, often but not always beginning with project-");
export const PublicationId = id("Id of a publication");
export const ProjectOrPublicationId = id("Id of a project or a publication");
export const TopicId = id("Id of a topic, unique in its project");
export const TocNodeId = id("Id of a TOC node, a GUID");
export const Login = id("Login of a user");

/** Where an export or a backup is put. */
export const OutputFileName = described(
  z
    .string()
    .check(
      z.regex(
        /^Storage\/(?!(?:.*\/)?\.{0,2}(?:\/|$)).+$/,
        'must be a full file name that begins with "Storage/" and has no empty, "." or ".." part',
      ),
    ),
  "Full name in the portal's Storage, with forward slashes: Storage/Exported/Title.pdf",
);

/** Marks a field that is known less well than the endpoint, or the best known of the endpoints, that it belongs to. */
export function evidence<T extends z.ZodMiniType>(mark: "sister" | "code" | "inferred", schema: T): T {
  return withMeta(schema, { ...z.globalRegistry.get(schema), "x-evidence": mark });
}
