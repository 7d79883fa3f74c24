import { basicAuth, createClient } from "@clickhelp-js/client";
import { expect, test } from "vitest";
import { describeBytes, type PortalIds } from "./kill-state.ts";
import { createWriter, findDifferences } from "./kill-writer.ts";

const acknowledged = new Map([
  ["topic a", "1"],
  ["topic b", "1"],
]);
/** One transaction. */
const attempted = new Map([
  ["topic a", "2"],
  ["topic b", undefined],
]);
const pending = new Map([["publication p", "1"]]);

test.each<[what: string, found: [string, string][], differences: string[]]>([
  ["not at all", [...acknowledged], []],
  ["wholly", [["topic a", "2"]], []],
  [
    "in part",
    [
      ["topic a", "2"],
      ["topic b", "1"],
    ],
    ["topic a: 2 instead of 1"],
  ],
])("a write without an answer that is there %s is judged by it", (_what, found, differences) => {
  expect(findDifferences(new Map(found), { acknowledged, attempted })).toEqual(differences);
});

test("what a task brings may be there or not, with the write without an answer or without it", () => {
  for (const task of [[], [...pending]]) {
    for (const write of [[...acknowledged], [["topic a", "2"]] as const]) {
      expect(findDifferences(new Map([...write, ...task]), { acknowledged, pending, attempted })).toEqual([]);
    }
  }
});

test.each<[what: string, found: [string, string][], difference: string]>([
  ["gone", [["topic a", "1"]], "topic b: nothing instead of 1"],
  ["changed back", [...acknowledged, ["topic b", "0"]], "topic b: 0 instead of 1"],
  ["there though nobody asked for it", [...acknowledged, ["topic c", "1"]], "topic c: 1 instead of nothing"],
])("what is %s is a difference", (_what, found, difference) => {
  expect(findDifferences(new Map(found), { acknowledged })).toEqual([difference]);
});

const noIds: PortalIds = { nodes: new Map(), tasks: new Map(), chapter: "" };

/** A client whose every connection breaks. */
function createBrokenClient(onRequest: () => void = () => undefined) {
  return createClient({
    portal: "https://portal.example",
    auth: basicAuth({ login: "admin", apiKey: "key" }),
    fetch: () => {
      onRequest();
      return Promise.reject(new TypeError("fetch failed"));
    },
    retry: 0,
  });
}

test("a connection that breaks before the kill is an error of the run", async () => {
  const writer = createWriter(0, noIds);
  await writer.write(createBrokenClient(), new AbortController().signal, () => undefined);
  expect(writer.errors).toEqual([expect.stringContaining("soak0-")]);
});

test("a connection that breaks by the kill is none", async () => {
  const killed = new AbortController();
  const writer = createWriter(0, noIds);
  await writer.write(
    createBrokenClient(() => {
      killed.abort();
    }),
    killed.signal,
    () => undefined,
  );
  expect(writer.errors).toEqual([]);
});

test("the description of bytes says every one of them", () => {
  expect(describeBytes(Uint8Array.of(7, 7, 7, 8, 7))).toBe("3x7 1x8 1x7");
  expect(describeBytes(new Uint8Array())).toBe("");
});
