import { expect, it } from "vitest";
import { createFakePortal } from "../test/fake-portal.js";
import { ClickHelpError, forEachItem, type Client } from "./index.js";

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
  ["no file", ({ projects }) => projects.backupToFile(any({ projectId: "p" })), "it is not a path"],
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
];

it.each(given)("refuses %s, and asks the portal for nothing", async (_name, call, said) => {
  const { client, calls } = createFakePortal({});
  const error = await Promise.resolve(call(client)).catch((reason: unknown) => reason);
  expect(ClickHelpError.isInstance(error)).toBe(true);
  expect(String(error)).toContain(said);
  expect(calls).toEqual([]);
});
