import { setImmediate as turn } from "node:timers/promises";
import { expect, test } from "vitest";
import { createVirtualClock } from "../clock.js";
import { openStore } from "../store/store.js";
import { createTaskEngine } from "../tasks.js";
import { withTaskFaults } from "./faults.js";

test("a slow task that is stopped when its time has come does not begin", async () => {
  const store = openStore(null);
  const clock = createVirtualClock();
  const engine = createTaskEngine(store, clock, () => undefined);
  const tasks = withTaskFaults(engine, clock, () => ({ kind: "slowTask", ms: 1000 }));
  let isBegun = false;
  const run = () => {
    isBegun = true;
    return Promise.resolve(() => "Done.");
  };
  tasks.start({ name: "Testing", startedBy: "admin", run, cleanUp: () => undefined });
  await turn();
  await turn();
  clock.advance(1000);
  tasks.stop();
  await turn();
  expect(isBegun).toBe(false);
  store.database.close();
});
