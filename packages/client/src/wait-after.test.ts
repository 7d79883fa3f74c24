import { expect, it } from "vitest";
import { brokenConnection, createFakePortal, errorAnswer, type Answer } from "../test/fake-portal.js";
import { waitAfter } from "./wait-after.js";

async function failureBy(answer: Answer): Promise<unknown> {
  const { client } = createFakePortal({ "GET projects": answer });
  return client.projects.list().catch((error: unknown) => error);
}

function busy(seconds: number): Answer {
  return () => new Response("{}", { status: 429, headers: { "retry-after": String(seconds) } });
}

it.each([
  ["as long as it would anyway after a broken connection", brokenConnection, 500, 500],
  ["as long as the portal asks for", busy(30), 500, 30_000],
  ["as long as it would anyway when the portal asks for less", busy(1), 5_000, 5_000],
  ["not at all when the portal asks for more than a minute", busy(61), 500, undefined],
  ["longer than a minute when it would anyway", busy(61), 90_000, 90_000],
  ["not at all when waiting does not help", () => errorAnswer(400), 500, undefined],
])("waits %s", async (_what, answer, delay, wait) => {
  expect(waitAfter(await failureBy(answer), delay)).toBe(wait);
});
