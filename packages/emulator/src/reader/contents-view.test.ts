import { Parser } from "htmlparser2";
import { expect, test } from "vitest";
import { contentsView } from "./contents-view.js";

/** Shows entries at these depths, the current one by its number; gives the tags, and the labels of what is folded open. */
async function show(depths: readonly number[], current: number) {
  const entries = depths.map((depth, index) => {
    return { depth, label: `${index}`, topicId: `t${index}`, isCurrent: index === current };
  });
  const place = { entries, isShortened: false, above: [], previous: undefined, next: undefined };
  const html = String(await contentsView("guide", place));
  const open = [...html.matchAll(/<details open><summary aria-label="Below (\d+)">/g)].map(([, label]) => label);
  return { html, open, folds: html.match(/<details/g)?.length ?? 0 };
}

const long = Array.from({ length: 12 }, () => [0, 1, 2]).flat();

test("short contents are open altogether", async () => {
  expect(await show([0, 1, 2, 0, 1], 0)).toMatchObject({ open: ["0", "1", "3"], folds: 3 });
});

test.each([
  ["a topic without others below it", 32, ["30", "31"]],
  ["a topic with others below it", 31, ["30", "31"]],
  ["a topic of the first level", 3, ["3"]],
  ["none", -1, []],
])(
  "of long contents, those are open that lead to the current topic, and what is below it: %s",
  async (_what, current, open) => {
    expect(await show(long, current)).toMatchObject({ open, folds: 24 });
  },
);

test("lists are closed where they are opened, however deep they are", async () => {
  const { html } = await show([0, 1, 2, 3, 1, 0, ...Array.from({ length: 60 }, (_, depth) => depth), 0], 4);
  const open: string[] = [];
  const parser = new Parser({
    onopentag: (name) => open.push(name),
    onclosetag: (name, isImplied) => {
      expect([isImplied, open.pop()]).toEqual([false, name]);
    },
  });
  parser.end(html);
  expect(open).toEqual([]);
});
