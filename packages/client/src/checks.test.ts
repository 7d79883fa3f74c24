import { expect, it } from "vitest";
import { createFakePortal } from "../test/fake-portal.js";
import { ClickHelpError, forEachItem, moveTocNode, type Client } from "./index.js";

/** What programs without types give. */
const any = (input: unknown) => input as never;

const given: readonly [name: string, call: (client: Client) => unknown, said: string][] = [
  ["a misspelt field", ({ toc }) => toc.move(any({ projectId: "p", tocNodeId: "t", postion: "first" })), "postion"],
  ["a field of an endpoint", ({ toc }) => toc.move(any({ projectId: "p", tocNodeId: "t", ordinalNo: 0 })), "ordinalNo"],
  ["a folder by another name", ({ storage }) => storage.walk(any({ folder: "a" })).next(), "folder"],
  ["no input", ({ toc }) => toc.move(any(undefined)), "projectId is missing; tocNodeId is missing"],
  ["no key", ({ tasks }) => tasks.wait(any({})), "taskKey is missing"],
  [
    "no name in Storage",
    ({ tasks }) => tasks.saveResult(any({ taskKey: "k", file: "f" })),
    "outputFileName is missing",
  ],
  ["no id", ({ projects }) => projects.backupToFile(any({ file: "no-such-backup.zip" })), "projectId is missing"],
  ["no file", ({ projects }) => projects.backupToFile(any({ projectId: "p" })), "file is missing"],
  [
    "a URL as a file",
    ({ storage }) => storage.downloadToFile(any({ filePath: "a", file: new URL("file:///a") })),
    "it is not a path",
  ],
  ["a number as a path", ({ storage }) => storage.walk(any({ folderPath: 5 })).next(), "folderPath must be string"],
  ["no path", ({ storage }) => storage.uploadLargeFile(any({ filePath: null, file: "f" })), "filePath must be string"],
  ["a folder as a file", ({ storage }) => storage.uploadLargeFile({ filePath: "a/", file: "f" }), "empty part"],
  [
    "a misspelt option",
    ({ storage }) => storage.downloadToFile({ filePath: "a", file: "no-such-file" }, any({ overWrite: false })),
    "overWrite",
  ],
  [
    "a misspelt time",
    ({ tasks }) => tasks.wait({ taskKey: "k" }, any({ timeOut: 5 })),
    "Use signal, timeout, interval",
  ],
  [
    "an option among the input",
    ({ publications }) =>
      publications.exportToFile(any({ publicationId: "p", format: "Pdf", file: "no-such-file", overwrite: false })),
    "overwrite is an option: give it in the second argument",
  ],
  [
    "a word for an option that is true or false",
    ({ storage }) => storage.downloadToFile({ filePath: "a", file: "no-such-file" }, any({ overwrite: "false" })),
    "The value must be boolean (option overwrite)",
  ],
  [
    "null for an option that is true or false, and true where it is left out",
    ({ storage }) => storage.downloadToFile({ filePath: "a", file: "no-such-file" }, any({ overwrite: null })),
    "The value must be boolean (option overwrite)",
  ],
  [
    "what cannot be called",
    ({ storage }) => storage.uploadLargeFile({ filePath: "a", file: new Uint8Array() }, any({ onUpload: 5 })),
    "The value must be function (option onUpload)",
  ],
  [
    "a number of milliseconds in words",
    ({ tasks }) => tasks.wait({ taskKey: "k" }, any({ timeout: "5" })),
    "must be number (option timeout)",
  ],
  ["forEachItem without an action", () => forEachItem([1, 2], any(undefined)), "action must be function"],
  ["a listener of forEachItem that is none", () => forEachItem([1], Number, any({ onOutcome: 5 })), "must be function"],
  [
    "an option of forEachItem that is none",
    () => forEachItem([1], () => Promise.resolve(), any({ concurency: 1 })),
    "concurency",
  ],
  [
    "two ids",
    ({ topics }) => topics.upsert(any({ projectId: "p", id: "a", topicId: "b" })),
    "topicId is not known here",
  ],
  [
    "a misspelt field for new topics",
    ({ topics }) => topics.upsert(any({ projectId: "p", id: "a", whenCreated: { statusNme: "Draft" } })),
    "statusNme is not known here",
  ],
  [
    "a wrong type for new topics",
    ({ topics }) => topics.upsert(any({ projectId: "p", id: "a", isShowInToc: "yes" })),
    "isShowInToc must be boolean",
  ],
  ["null for topics.upsert", ({ topics }) => topics.upsert(any(null)), "id is missing"],
  ["null for topics.updateIfUnmodified", ({ topics }) => topics.updateIfUnmodified(any(null)), "topicId is missing"],
  ["null for topics.watch", ({ topics }) => topics.watch(any(null)).next(), "projectId is missing"],
  [
    "null for publications.exportToFile",
    ({ publications }) => publications.exportToFile(any(null)),
    "format is missing",
  ],
  ["null for projects.backupToFile", ({ projects }) => projects.backupToFile(any(null)), "projectId is missing"],
  ["null for storage.downloadToFile", ({ storage }) => storage.downloadToFile(any(null)), "filePath is missing"],
  ["null for storage.uploadLargeFile", ({ storage }) => storage.uploadLargeFile(any(null)), "filePath is missing"],
  ["null for tasks.saveResult", ({ tasks }) => tasks.saveResult(any(null)), "outputFileName is missing"],
  ["null for tasks.wait", ({ tasks }) => tasks.wait(any(null)), "taskKey is missing"],
  ["null for toc.move", ({ toc }) => toc.move(any(null)), "tocNodeId is missing"],
  ["null for toc.tree", ({ toc }) => toc.tree(any(null)), "projectId is missing"],
  ["null for users.loginLink", ({ users }) => users.loginLink(any(null)), "link is missing"],
  ["null for moveTocNode", (client) => moveTocNode(client, any(null)), "tocNodeId is missing"],
];

it("takes null for a listener that is not wanted", async () => {
  expect(await forEachItem([1], (item) => item, any({ onOutcome: null }))).toMatchObject([{ item: 1 }]);
});

it.each(given)("refuses %s, and asks the portal for nothing", async (_name, call, said) => {
  const { client, calls } = createFakePortal({});
  const error = await Promise.resolve(call(client)).catch((reason: unknown) => reason);
  expect(ClickHelpError.isInstance(error)).toBe(true);
  expect(String(error)).toContain(said);
  expect(calls).toEqual([]);
});
