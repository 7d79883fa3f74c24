import { storage, topics, users } from "@clickhelp-js/protocol";
import { describe, expect, it } from "vitest";
import { API_KEY, AUTHORIZATION, errorOf, json, ORIGIN, script, topic, transportOn } from "../test/support.js";
import type { Transport } from "./transport.js";

const input = { projectId: "old", topicId: "intro" };
const redirect =
  (location: string, status = 302) =>
  () =>
    new Response(null, { status, headers: { location } });

const SENT = encodeURIComponent(AUTHORIZATION);

describe("a redirect", () => {
  it.each([301, 302, 303, 307, 308])("with %i to the same origin is followed when reading", async (status) => {
    const { fetch, sent } = script(redirect("/api/v1/projects/new/articles/intro", status), () => json(topic));
    await transportOn(fetch).request(topics.get, input);
    expect(sent.map(({ url }) => url)).toEqual([
      `${ORIGIN}/api/v1/projects/old/articles/intro`,
      `${ORIGIN}/api/v1/projects/new/articles/intro`,
    ]);
    expect(sent[1]?.headers.get("authorization")).toBe(AUTHORIZATION);
  });

  it("is followed five times at most", async () => {
    const { fetch, sent } = script(redirect("/api/v1/around"));
    expect(await errorOf(transportOn(fetch).request(topics.get, input))).toMatchObject({
      name: "ApiError",
      status: 302,
    });
    expect(sent).toHaveLength(6);
  });

  it.each([
    [
      "another host",
      "https://new.example.com/api/v1/x",
      /to https:\/\/new\.example\.com\/api\/v1\/x.*Set portal to https:\/\/new\.example\.com/,
    ],
    ["another host without a scheme", "//new.example.com/x", /https:\/\/new\.example\.com\/x/],
    ["plain HTTP", "http://docs.example.com/x", /http:\/\/docs\.example\.com\/x/],
    ["another port", "https://docs.example.com:8443/x", /:8443/],
    ["a place with a login token", "https://sso.example.com/?t=s3cret", /t=hidden/],
    ["credentials", "https://a:s3cret@docs.example.com/x", /docs\.example\.com\/x/],
    ["a place with the key", `https://sso.example.com/?state=${API_KEY}`, /state=\[hidden\],/],
    ["a place with what was sent", `https://sso.example.com/?state=${SENT}`, /%20\[hidden\]%3D,/],
    [
      "the same without its end",
      `https://sso.example.com/?state=${SENT.replace(/%3D$/, "")}`,
      /state=Basic%20\[hidden\],/,
    ],
    ["nowhere", "https://", /does not name/],
  ])("to %s is an error that names the address, and nothing is sent there", async (_name, location, message) => {
    const { fetch, sent } = script(redirect(location));
    const error = await errorOf(transportOn(fetch).request(topics.get, input));
    expect(error).toMatchObject({ name: "ApiError", status: 302, endpoint: "topics.get", maybeApplied: false });
    expect(String(error)).toMatch(message);
    expect(String(error)).not.toContain("s3cret");
    expect(sent).toHaveLength(1);
  });

  it("is not followed after the call was ended, even when the program's own fetch takes no notice", async () => {
    const controller = new AbortController();
    const { fetch, sent } = script(
      () => {
        controller.abort(new Error("enough"));
        return redirect("/api/v1/projects/new/articles/intro")();
      },
      () => json(topic),
    );
    const call = transportOn(fetch).request(topics.get, input, { signal: controller.signal });
    expect(await errorOf(call)).toBe(controller.signal.reason);
    await new Promise((resolve) => setImmediate(resolve));
    expect(sent).toHaveLength(1);
  });

  type Ask = (transport: Transport) => Promise<unknown>;
  it.each<[string, Ask]>([
    ["a GET that does something", (transport) => transport.request(users.createLoginToken, { login: "anna" })],
    [
      "a HEAD, for which a sign-in page exists",
      (transport) => transport.request(storage.exists, { filePath: "a.png" }),
    ],
  ])("is not followed by %s", async (_name, ask) => {
    const { fetch, sent } = script(redirect("/login"), () => json({}));
    expect(await errorOf(ask(transportOn(fetch)))).toMatchObject({ name: "ApiError", status: 302 });
    expect(sent).toHaveLength(1);
  });

  it("is followed by a plain GET of fetch, of which nobody said that it does something", async () => {
    const { fetch } = script(redirect("/login"), () => new Response("Sign in"));
    expect(await (await transportOn(fetch).fetch("/articles/manual")).text()).toBe("Sign in");
    const unsafe = transportOn(script(redirect("/login")).fetch).fetch("x", { safety: "unsafe" });
    expect(await errorOf(unsafe)).toMatchObject({ status: 302 });
  });

  it("is not followed by a call that changes something", async () => {
    const { fetch, sent } = script(redirect("/api/v1/elsewhere", 307), () => json(topic));
    const error = await errorOf(transportOn(fetch).request(topics.update, { ...input, title: "x" }));
    expect(error).toMatchObject({ name: "ApiError", status: 307, maybeApplied: false });
    expect(sent).toHaveLength(1);
  });
});
