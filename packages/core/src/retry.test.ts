import { afterEach, describe, expect, it, vi } from "vitest";
import { ConnectionError } from "./errors.js";
import { createCall, type Call } from "./call.js";
import { mergeOptions, toSettings, type RetryOptions } from "./options.js";
import { parseRetryAfter, waitBeforeRetry } from "./retry.js";

afterEach(() => {
  vi.restoreAllMocks();
});

function callAfter(attempts: number, retry: RetryOptions): Call {
  const settings = mergeOptions(toSettings({ portal: "docs.example.com" }, {}), { retry });
  const call = createCall({
    endpoint: "topics.get",
    method: "GET",
    url: "https://docs.example.com/api/v1/projects",
    safety: "read",
    body: undefined,
    isRepeatable: true,
    readsBody: true,
    asksWhetherExists: false,
    settings,
    headers: {},
  });
  return Object.assign(call, { attempts });
}

const broken = new ConnectionError("The connection broke.", {
  endpoint: "topics.get",
  method: "GET",
  url: "https://docs.example.com/api/v1/projects",
  reason: "interrupted",
  maybeApplied: false,
});

describe("the wait before the next attempt", () => {
  const waits = (retry: RetryOptions) =>
    [1, 2, 3, 4].map((attempts) => waitBeforeRetry(callAfter(attempts, retry), broken));

  it("doubles its bound with each attempt, up to the ceiling", () => {
    vi.spyOn(Math, "random").mockReturnValue(1);
    expect(waits({ baseDelay: 100, maxDelay: 300 })).toEqual([100, 200, 300, 300]);
  });

  it("is random below its bound, down to nothing", () => {
    const random = vi.spyOn(Math, "random").mockReturnValue(0.25);
    expect(waits({ baseDelay: 100, maxDelay: 10_000 })).toEqual([25, 50, 100, 200]);
    random.mockReturnValue(0);
    expect(waits({ baseDelay: 100, maxDelay: 10_000 })).toEqual([0, 0, 0, 0]);
  });
});

describe("Retry-After", () => {
  const parse = (headers: Record<string, string>) => parseRetryAfter(new Headers(headers));

  it("is taken in seconds", () => {
    expect(parse({ "retry-after": "7" })).toBe(7000);
  });

  it("is taken as a date, on the clock of the server that wrote it", () => {
    expect(parse({ date: "Wed, 01 Jan 2020 00:00:00 GMT", "retry-after": "Wed, 01 Jan 2020 00:00:07 GMT" })).toBe(7000);
  });

  it("is no time to come back when it is neither", () => {
    expect(["-1", "soon", ""].map((value) => parse({ "retry-after": value }))).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});
