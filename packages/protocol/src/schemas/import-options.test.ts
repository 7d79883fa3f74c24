import * as z from "zod/mini";
import { expect, it } from "vitest";
import { ImportOptions } from "./import-options.js";

const issuesOf = (options: unknown) =>
  z
    .safeDecode(ImportOptions, options as ImportOptions)
    .error?.issues.map((issue) => (issue.code === "unrecognized_keys" ? issue.keys : issue.message));

it.each(["WordImportOptions", "MarkdownImportOptions", "DocfxBackupImportOptions"])(
  "%s say how documents are taken apart",
  (__type) => {
    expect(issuesOf({ __type, isDownloadExternalLinkedImages: false, tocGenerationType: "x" })).toBeUndefined();
    expect(issuesOf({ __type, splitModeType: "SingleTopic" })).toEqual([["splitModeType"]]);
  },
);

it("AutoDocsImportOptions say how an API is split, and take nothing of the others", () => {
  const __type = "AutoDocsImportOptions";
  expect(issuesOf({ __type, splitModeType: "SingleTopic" })).toBeUndefined();
  expect(issuesOf({ __type, tocGenerationType: "x" })).toEqual([["tocGenerationType"]]);
});

it.each([{}, { __type: "wordImportOptions" }, { tocGenerationType: "x" }])("%j have to name their kind", (options) => {
  expect(issuesOf(options)).toEqual([expect.stringMatching(/__type names their kind/)]);
});

it("begin with __type on the wire, as the portal reads them", () => {
  const options = { splitModeType: "SingleTopic", __type: "AutoDocsImportOptions" } as const;
  expect(Object.keys(z.encode(ImportOptions, options))).toEqual(["__type", "splitModeType"]);
});
