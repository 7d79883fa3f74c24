import { expect, test } from "vitest";
import { createApp } from "./app.js";
import { fromRequest } from "./portal-request.js";
import { openStore } from "./store/store.js";
import { createTaskEngine } from "./tasks.js";

test("what fails on the way to a page is answered with 500, and told", async () => {
  const store = openStore(null);
  const clock = { now: () => 0 };
  const errors: unknown[] = [];
  const onError = (error: unknown) => errors.push(error);
  const tasks = createTaskEngine(store, clock, onError);
  const portal = { store, clock, tasks, noteActivity: () => undefined };
  const app = createApp(portal, { byteOrderMark: false, strict: true, onError });
  const failure = new Error("this makes no request");
  const toRequest = () => {
    throw failure;
  };
  const reply = await app({ ...fromRequest(new Request("https://portal.example/login")), toRequest });
  expect(reply.status).toBe(500);
  expect(errors).toEqual([failure]);
  store.database.close();
});
