import type { Safety } from "@clickhelp-js/protocol";
import { expect, it, vi } from "vitest";
import type { AttemptRequest } from "./options.js";
import { fetchByRuntime } from "./runtime-fetch.js";

const attempt = (safety: Safety): AttemptRequest => ({ headers: {}, safety, signal: new AbortController().signal });

it("a runtime that only resembles Node.js has the floor of its own fetch", async () => {
  vi.spyOn(process, "getBuiltinModule").mockReturnValue(undefined);
  vi.stubGlobal("fetch", () => Promise.resolve(new Response("sent")));
  const response = await fetchByRuntime("https://portal.example/", attempt("read"));
  expect(await response.text()).toBe("sent");
});

it("what must not arrive twice is sent on a connection of its own, where the runtime would send it again", async () => {
  const fetch = vi.fn<typeof globalThis.fetch>().mockImplementation(() => Promise.resolve(new Response()));
  vi.stubGlobal("fetch", fetch);
  vi.stubGlobal("Deno", { createHttpClient: (options: object) => options });
  const safeties = ["read", "idempotent", "read-once", "unsafe"] as const;
  for (const safety of safeties) await fetchByRuntime("https://portal.example/", attempt(safety));
  const sent = fetch.mock.calls.map(([, init]) => init);
  const own = { keepalive: false, client: { poolMaxIdlePerHost: 0 } };
  for (const init of sent.slice(0, 2)) expect(Object.keys(init ?? {})).toEqual(Object.keys(attempt("read")));
  expect(sent.slice(2)).toMatchObject([own, own]);
});
