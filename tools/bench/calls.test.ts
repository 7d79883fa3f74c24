import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { countValues, createAnswers, LIST_BYTES, LIST_LENGTH, paths, TOPIC_BYTES } from "./answers.ts";
import { measureBulk } from "./bulk.ts";
import { measureCalls } from "./calls.ts";
import { startClient, type CallsCommand } from "./client-worker.ts";
import { clients } from "./clients/client.ts";
import { startPortal, type Portal } from "./portal.ts";

const answers = createAnswers();
let portal: Portal;
beforeAll(async () => {
  portal = await startPortal();
});
afterAll(async () => {
  await portal[Symbol.asyncDispose]();
});

describe.each(clients)("the client $label", ({ id }) => {
  it("sends one request a call and reads the answer", async () => {
    await using client = startClient(id, portal);
    const answerTo = async (operation: CallsCommand["operation"]) => {
      const before = await portal.requests();
      const { answer } = await client.ask({ operation, count: 4, inFlight: 2 });
      return { answer, requests: (await portal.requests()) - before };
    };
    const title = expect.stringMatching(/^x+$/) as string;
    expect(await answerTo("get")).toEqual({ answer: title, requests: 4 });
    expect(await answerTo("list")).toEqual({ answer: LIST_LENGTH, requests: 4 });
    expect(await answerTo("bulk")).toEqual({ answer: title, requests: 4 });
  });
});

it("answers every client with as many bytes", () => {
  const sizes = new Set([...answers.values()].map((text) => Buffer.byteLength(text)));
  expect(sizes).toEqual(new Set([TOPIC_BYTES, LIST_BYTES]));
});

it("answers no client with fewer values than ours", () => {
  const values = (path: string) => countValues(JSON.parse(answers.get(path) ?? ""));
  for (const { get, list } of Object.values(paths)) {
    expect(values(get)).toBeGreaterThanOrEqual(values(paths.clickhelp.get));
    expect(values(list)).toBeGreaterThanOrEqual(values(paths.clickhelp.list));
  }
});

it("makes a row of every client that it measures", async () => {
  const wanted = clients.filter(({ id }) => ["fetch", "ky", "clickhelp", "clickhelp-node", "axios"].includes(id));
  const few = (operation: "get" | "list") => ({ operation, count: 4, inFlight: 2 });
  const { rows, targets } = await measureCalls({ rounds: 1, onProgress: () => undefined }, wanted, {
    small: few("get"),
    list: few("list"),
    many: few("get"),
  });
  expect(rows).toHaveLength(5);
  expect(targets.map(({ measured }) => Number.isFinite(measured))).toEqual(Array(7).fill(true));
  expect(rows.every((row) => Object.values(row).every((cell) => cell !== null && !Number.isNaN(cell)))).toBe(true);
});

it("measures many reads against the ideal", async () => {
  const { rows, targets } = await measureBulk({ rounds: 1, onProgress: () => undefined }, 10);
  expect(rows).toHaveLength(4);
  expect(targets.map(({ measured }) => Number.isFinite(measured))).toEqual([true, true]);
});
