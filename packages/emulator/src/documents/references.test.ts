import { describe, expect, it } from "vitest";
import { createTopicFinder, storagePathOf, walk } from "./references.js";
import type { DocumentNode } from "./source.js";

const topic = (topicId: string, children: DocumentNode[] = []): DocumentNode => ({
  topicId,
  caption: topicId,
  readBody: () => "",
  children,
});

describe("storage addresses", () => {
  it.each([
    ["/resources/Storage/a/b%20c.png", "a/b c.png"],
    ["../../resources/Storage/a.png?x=1#y", "a.png"],
    ["https://docs.example.com/resources/Storage/a.png", "a.png"],
    ["Storage/a.png", "a.png"],
    ["/resources/Styles/a.css", undefined],
    ["/resources/Storage/../a.png", undefined],
    ["/resources/Storage/%2e%2e/a.png", undefined],
    ["/resources/Storage/a%5c..%5cb.png", undefined],
    ["/resources/Storage//etc/passwd", undefined],
    ["/resources/Storage/%E0%A4%A", undefined],
    ["a.png", undefined],
  ])("%s is %s", (address, path) => {
    expect(storagePathOf(address)).toBe(path);
  });
});

describe("topic addresses", () => {
  const source = {
    id: "guide",
    title: "",
    language: "en",
    nodes: [topic("a b", [topic("c")])],
    readResource: () => undefined,
    exportedOn: new Date(0),
  };
  const find = createTopicFinder({ ...source, projectIds: ["project-guide"] });

  it.each([
    ["/articles/guide/c", "c", ""],
    ["/smart/project-guide/a%20b?t=1#x%20y", "a b", "x y"],
    ["c.html#z", "c", "z"],
    ["./c", "c", ""],
  ])("%s leads to %s", (address, topicId, fragment) => {
    expect(find(address)).toEqual({ topicId, fragment });
  });

  it.each(["/articles/other/c", "/articles/guide/d", "https://x/c", "mailto:c", "c/d", "#c", "", "/c"])(
    "%s leads to none",
    (address) => {
      expect(find(address)).toBeUndefined();
    },
  );

  it("may name any project when none is given", () => {
    expect(createTopicFinder(source)("/articles/other/c")).toEqual({ topicId: "c", fragment: "" });
  });
});

it("walks nodes in reading order with their places", () => {
  const found = [...walk([topic("a", [topic("b"), topic("c", [topic("d")])]), topic("e")])];
  expect(found.map(({ node, place }) => `${place.join(".")} ${node.caption}`)).toEqual([
    "1 a",
    "1.1 b",
    "1.2 c",
    "1.2.1 d",
    "2 e",
  ]);
});
