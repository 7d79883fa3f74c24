import { constants } from "node:buffer";
import { expect, test } from "vitest";
import { toResponse } from "../reply.js";
import { openStore } from "../store/store.js";
import { createTaskEngine } from "../tasks.js";
import { createControl } from "./control-api.js";
import { createFaultRules } from "./fault-rules.js";
import { createJournal } from "./journal.js";

test("a snapshot that is too large for one answer is refused with what to do instead", async () => {
  const store = openStore(null);
  const clock = { now: () => 0 };
  const errors: unknown[] = [];
  const onError = (error: unknown) => errors.push(error);
  const nothing = () => undefined;
  // Nobody writes to it, so that it takes no memory.
  const bytes = new Uint8Array(Math.ceil((constants.MAX_STRING_LENGTH / 4) * 3));
  const control = createControl({
    portal: { store, clock, tasks: createTaskEngine(store, clock, onError), noteActivity: nothing },
    emulator: { reset: nothing, snapshot: () => ({ bytes }) },
    restoreInTurns: () => Promise.resolve(),
    rules: createFaultRules(() => []),
    journal: createJournal(),
    onError,
  });
  const answer = toResponse(await control(new Request("https://localhost/__emulator/snapshot")));
  expect(answer.status).toBe(400);
  expect(await answer.text()).toContain("too large for this: at most 38");
  expect(errors).toEqual([]);
  store.database.close();
});
