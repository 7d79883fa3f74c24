/** What the emulator does of each operation, and how well: the one place that says so. */
import type { Evidence } from "@clickhelp-js/protocol";
import { declaredEndpoints } from "./declared.js";
import { madeFormats } from "./documents/exporters.js";

/** `complete`: as far as the operation is known; `simplified`: less, or other, than a portal does; `none`: answers 501. */
export type Fidelity = "complete" | "simplified" | "none";

/** How well one operation is emulated. */
export interface OperationCoverage {
  /** `topics.get` */
  readonly id: string;
  /** `GET` */
  readonly method: string;
  /** `projects/{projectId}/articles/{topicId}` */
  readonly path: string;
  readonly fidelity: Fidelity;
  /** How well the operation itself is known. */
  readonly evidence: Evidence;
  /** What is not done, is a choice of our own, or may differ on a portal; empty when there is nothing to say. */
  readonly differs: string;
}

type Row = readonly [Fidelity, string];

const allOrNothing = "All are deleted or, when one is not there, none.";
const autoTopics = "Topics that were made from an API definition are read-only.";
const importFormats =
  "`ProjectBackup`, `Word`, `Html`, `Markdown`, `Epub` and `AutoDocs`; other formats answer 501. A number in `tocGenerationType` is the level of headings to split at. " +
  "`isDownloadExternalLinkedImages` and `isDownloadExternalLinkedFiles` change nothing: what lies on other sites is never downloaded.";
const overwrite =
  "409 for what is there already, unless `isOverwrite`; 200 when something was overwritten. Names that differ in letter case are two files; names that Windows refuses are refused.";
const published =
  "`outputTags` are kept, but take nothing in or out: how topics are tagged is not public. Topics that change meanwhile are as before or after.";
const ownLooks =
  "`isReplacePubScripts` and `isReplacePubStyles` change nothing: a publication has no scripts and styles of its own.";
const readerEvents = "Events come from the pages alone, not from calls of the API.";

/** By operation; those without a row are not emulated. */
export const coverageRows: Readonly<Record<string, Row>> = {
  "projects.list": ["complete", ""],
  "projects.get": ["complete", ""],
  "projects.listUsers": ["complete", ""],
  "projects.backup": ["simplified", "A zip of our own form: a manifest, the topics as HTML, the files."],
  "projects.importNew": ["simplified", `${importFormats} A backup comes back whole, with its publications.`],
  "projects.importInto": ["simplified", `${importFormats} Nothing that is there is overwritten.`],
  "projects.delete": ["simplified", "409 while a project has publications. There are no styles and scripts to delete."],
  "publications.listForUser": ["complete", ""],
  "publications.create": ["simplified", `\`Private\` unless \`pubVisibility\` says otherwise. ${published}`],
  "publications.update": ["simplified", `\`FullReplace\` when \`updateMode\` is absent. ${published} ${ownLooks}`],
  "publications.setVisibility": ["complete", ""],
  "publications.export": [
    "simplified",
    `${madeFormats}; other formats and FTP answer 501. One preset, \`Default\`; not shown topics are exported, too.`,
  ],
  "topics.list": ["complete", "Anonymous callers may list a public publication."],
  "topics.search": ["complete", "The parameters are those of `search.portal`."],
  "topics.get": ["complete", "`html` links to a style sheet that all publications share."],
  "topics.create": [
    "complete",
    "Statuses are `Draft`, `Under Review` and `Ready`; owner and assignee are contributors.",
  ],
  "topics.update": [
    "complete",
    `Topics of publications can be changed, too, until the next full update brings the project's back. ${autoTopics}`,
  ],
  "topics.delete": ["complete", `Its TOC node goes, too; the nodes below take its place. ${autoTopics}`],
  "topics.deleteMany": ["complete", allOrNothing],
  "toc.list": ["complete", "In reading order."],
  "toc.get": ["complete", ""],
  "toc.listChildren": ["complete", "In reading order."],
  "toc.create": ["complete", "Siblings are numbered from 0 without gaps."],
  "toc.update": ["complete", "A node is taken out before it is put in; it cannot be moved below itself."],
  "toc.delete": ["complete", "The topic stays, without a place in the contents; the nodes below take the place."],
  "toc.deleteMany": ["complete", allOrNothing],
  "users.list": ["complete", "Settings that nothing depends on have fixed values, in every profile."],
  "users.get": ["complete", "Reviewers and contributors without a role read no profile but their own."],
  "users.create": ["complete", "The mail with the password goes to an outbox. API keys are made on the profile page."],
  "users.createMany": ["complete", "All are created or, when one login is taken, none."],
  "users.update": ["complete", "409 for what would leave the portal without an enabled administrator."],
  "users.createLoginToken": ["complete", "400 for a disabled account, and for an end in the past."],
  "storage.getFile": ["complete", ""],
  "storage.exists": ["complete", ""],
  "storage.listFolder": [
    "complete",
    "`filter` is required. `format=base64`, which the documented sample has, changes nothing.",
  ],
  "storage.upload": ["complete", overwrite],
  "storage.uploadMultipart": ["complete", overwrite],
  "storage.startUpload": [
    "complete",
    "Starting again begins anew. `Location` is the file to be overwritten, or else the listing of the folder that is there so far.",
  ],
  "storage.uploadChunk": [
    "complete",
    "200 without a body, and with the file after the last chunk. An upload that nobody goes on with for a day is forgotten.",
  ],
  "storage.update": ["complete", ""],
  "storage.delete": ["complete", "Folders must be empty."],
  "storage.deleteMany": ["complete", `${allOrNothing} Names are taken with and without \`Storage/\`.`],
  "search.portal": [
    "complete",
    'All words, `"phrases"`, `begin*`, `-without`, `this OR that`; English word forms; scripts without spaces, such as those of Chinese, Japanese and Thai, by their characters; the ranking is our own. Pages of any site may ask, without credentials.',
  ],
  "reports.searchQueries": [
    "complete",
    `${readerEvents} A search over all publications has no \`projectId\`. The \`projectID\` of the documented sample is answered as every name in the wrong letter case, with 500.`,
  ],
  "reports.topicViews": ["complete", `${readerEvents} Links between topics are direct navigation.`],
  "tasks.get": ["complete", "Tasks run one after the other. One that was interrupted has failed."],
};

const declared = declaredEndpoints.toSorted((left, right) => (left.id < right.id ? -1 : 1));

/** Every known operation, in alphabetical order. */
export const coverage: readonly OperationCoverage[] = declared.map(({ id, method, path, evidence }) => {
  const [fidelity, differs] = coverageRows[id] ?? (["none", ""] as const);
  return { id, method, path, fidelity, evidence, differs };
});
