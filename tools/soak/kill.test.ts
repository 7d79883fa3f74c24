import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { killAgainAndAgain } from "./kill.ts";

/** Each needs no more time than the machine takes; the limit is for a portal that hangs. */
const timeout = 300_000;

test("what was acknowledged is there after a kill, and of the rest everything or nothing", { timeout }, async () => {
  const moments = [60, 61, 62].map((writes) => ({ writes, milliseconds: 0 }));
  const { acknowledged, compared, lost, faults, errors } = await killAgainAndAgain({ moments, writers: 5 });
  expect({ lost, faults, errors }).toEqual({ lost: [], faults: [], errors: [] });
  expect(acknowledged.map((writes, kill) => writes >= (moments[kill]?.writes ?? 0))).toEqual([true, true, true]);
  expect([...compared.keys()]).toEqual(expect.arrayContaining(["topic", "node", "user", "file"]));
});

/** What a portal that is not durable might do to each kind. */
const damage = {
  topic: "UPDATE topics SET body = replace(body, 'Body', 'Bodies') WHERE id LIKE 'soak%'",
  node: "UPDATE toc_nodes SET is_shown = 1 - is_shown WHERE caption LIKE 'soak%'",
  user: "DELETE FROM users WHERE login LIKE 'soak%'",
  file: "UPDATE chunks SET bytes = zeroblob(length(bytes))",
};

test("what a portal loses or changes is found, whatever it is", { timeout }, async () => {
  const { lost } = await killAgainAndAgain({
    moments: [{ writes: 60, milliseconds: 0 }],
    writers: 5,
    afterKill(dataDir) {
      const database = new DatabaseSync(join(dataDir, "portal.db"));
      for (const sql of Object.values(damage)) database.exec(sql);
      database.close();
    },
  });
  const kinds = new Set(lost.map((difference) => difference.replace(/ .*/s, "")));
  expect([...kinds]).toEqual(expect.arrayContaining(Object.keys(damage)));
});
