/** The escape hatch for requests that nobody has declared. */
import { describe, expect, it } from "vitest";
import { basicAuth } from "../src/index.js";
import { AUTHORIZATION, errorOf, failure, json, LOGIN, ORIGIN, script, topic, transportOn } from "./support.js";

const asTopic = () => json(topic);

describe("fetch", () => {
  it("sends to any path of the same origin, with credentials, and leaves the body unread", async () => {
    const { fetch, sent } = script(() => new Response("abc"));
    const transport = transportOn(fetch);
    for (const path of ["reports/x?y=1", "/resources/Storage/a.png", `${ORIGIN}/api/v2/projects`]) {
      const response = await transport.fetch(path, { headers: new Headers({ Accept: "*/*" }) });
      expect(await response.text()).toBe("abc");
    }
    expect(sent.map(({ url }) => url)).toEqual([
      `${ORIGIN}/api/v1/reports/x?y=1`,
      `${ORIGIN}/resources/Storage/a.png`,
      `${ORIGIN}/api/v2/projects`,
    ]);
    for (const { headers } of sent) {
      expect([headers.get("authorization"), headers.get("accept")]).toEqual([AUTHORIZATION, "*/*"]);
    }
  });

  it.each([
    "https://other.example.com/x",
    "//other.example.com/x",
    "\\\\other.example.com\\x",
    "http://docs.example.com/x",
    "https://",
    "https://anna@docs.example.com/x",
    "https://:s3cret@docs.example.com/x",
  ])("does not send to %s", async (path) => {
    const { fetch, sent } = script(asTopic);
    const error = await errorOf(transportOn(fetch).fetch(path));
    expect(error).toMatchObject({ name: "RequestValidationError", issues: [{ path: "path" }] });
    expect(String(error)).not.toContain("s3cret");
    expect(sent).toEqual([]);
  });

  it.each([{ method: "GET", body: "x" }, { method: "A B" }])(
    "refuses an init of which no request can be made: %j",
    async (init) => {
      const { fetch, sent } = script(asTopic);
      const error = await errorOf(transportOn(fetch).fetch("projects", init));
      expect(error).toMatchObject({ name: "RequestValidationError", issues: [{ path: "init" }] });
      expect(String(error)).toMatch(/[^.]\.$/);
      expect(sent).toEqual([]);
    },
  );

  it("refuses a stream that is being read already", async () => {
    const { fetch, sent } = script(asTopic);
    const body = new Blob(["x"]).stream();
    body.getReader();
    const call = transportOn(fetch).fetch("storage/a", { method: "PUT", body });
    expect(await errorOf(call)).toMatchObject({ name: "RequestValidationError", maybeApplied: false });
    expect(sent).toEqual([]);
  });

  it("makes typed errors of error statuses", async () => {
    const { fetch } = script(() => failure(404, "No such report."));
    await expect(transportOn(fetch).fetch("reports/x")).rejects.toMatchObject({
      name: "NotFoundError",
      endpoint: "fetch",
      serverMessage: "No such report.",
    });
  });

  it("says what a slash at the beginning means, when nothing is found there", async () => {
    const { fetch } = script(() => new Response("<!doctype html>", { status: 404 }));
    const error = await errorOf(transportOn(fetch).fetch("/projects"));
    expect(error).toMatchObject({ status: 404, hint: expect.stringContaining("relative to /api/v1/") as string });
  });

  it("repeats only what cannot have arrived, unless the caller says that the call only reads", async () => {
    const unavailable = () => failure(502, "Away.");
    const unknown = script(unavailable);
    await errorOf(transportOn(unknown.fetch).fetch("users/anna/tokens"));
    expect(unknown.sent).toHaveLength(1);
    const reading = script(unavailable);
    expect(await errorOf(transportOn(reading.fetch).fetch("reports/x", { safety: "read" }))).toMatchObject({
      maybeApplied: false,
    });
    expect(reading.sent).toHaveLength(3);
  });

  async function* generate() {
    yield await Promise.resolve(new TextEncoder().encode("some bytes"));
  }
  const readOnce = [
    ["a stream", () => new Blob(["some bytes"]).stream()],
    ["an async generator", generate],
  ] as const;

  it.each(readOnce)("sends %s once, although the portal says when to come back", async (_what, make) => {
    const { fetch, sent } = script(() => failure(503, "Away.", { "retry-after": "0" }), asTopic);
    const init = { method: "PUT", body: make(), safety: "idempotent" } as const;
    expect(await errorOf(transportOn(fetch).fetch("storage/a.bin", init))).toMatchObject({ status: 503 });
    expect(sent).toMatchObject([{ method: "PUT", body: "some bytes" }]);
  });

  it.each(readOnce)("sends %s once, although there are other credentials", async (_what, make) => {
    let asked = 0;
    const auth = basicAuth(() => ({ login: LOGIN, apiKey: `key-${++asked}` }));
    const { fetch, sent } = script(() => failure(401, "Unknown."), asTopic);
    const call = transportOn(fetch, { auth }).fetch("storage/a.bin", { method: "PUT", body: make() });
    expect(await errorOf(call)).toMatchObject({ status: 401 });
    expect(sent).toMatchObject([{ method: "PUT", body: "some bytes" }]);
  });

  it("gives the answer that nothing has changed", async () => {
    const { fetch } = script(() => new Response(null, { status: 304 }));
    const response = await transportOn(fetch).fetch("projects", { headers: { "If-None-Match": '"1"' } });
    expect(response.status).toBe(304);
  });

  it("does not limit the length of a body that it does not read", async () => {
    const { fetch } = script(() => new Response("x".repeat(5000)));
    const response = await transportOn(fetch, { maxResponseBytes: 100 }).fetch("storage/a.bin");
    expect(await response.text()).toHaveLength(5000);
  });
});
