import { inspect } from "node:util";
import { projects, search, storage, tasks, topics, users } from "@clickhelp-js/protocol";
import { afterEach, describe, expect, it, vi } from "vitest";
import {
  AUTHORIZATION,
  brokenBody,
  errorOf,
  failure,
  json,
  ORIGIN,
  script,
  stall,
  topic,
  transportOn,
} from "../test/support.js";
import { anonymous, basicAuth } from "./auth.js";
import { ConfigurationError } from "./errors.js";
import { createTransport, type Transport } from "./transport.js";
import { version } from "./version.js";

const topicInput = { projectId: "manual", topicId: "intro" };
const newTopic = { projectId: "p", id: "t", assigneeUserName: "a", ownerUserName: "a", statusName: "Draft" };
const asTopic = () => json(topic);

describe("a call", () => {
  it("sends what the endpoint declares and gives what its schema makes of the answer", async () => {
    const { fetch, sent } = script(asTopic);
    const result = await transportOn(fetch).request(topics.get, topicInput);

    expect(result).toMatchObject({ id: "intro", createdOn: new Date("2024-03-27T19:28:30Z") });
    expect(sent).toMatchObject([{ method: "GET", url: `${ORIGIN}/api/v1/projects/manual/articles/intro`, body: "" }]);
    const headers = sent[0]?.headers;
    expect(headers?.get("authorization")).toBe(AUTHORIZATION);
    expect(headers?.get("accept")).toBe("application/json");
    expect(headers?.get("user-agent")).toBe(`clickhelp-js/${version}`);
    expect(headers?.has("content-type")).toBe(false);
  });

  it("sends JSON as UTF-8", async () => {
    const { fetch, sent } = script(asTopic);
    await transportOn(fetch).request(topics.update, { ...topicInput, title: "Überblick 𝄞" });
    expect(sent[0]).toMatchObject({ method: "PATCH", body: '{"updatedFields":"title","title":"Überblick 𝄞"}' });
    expect(sent[0]?.headers.get("content-type")).toBe("application/json");
  });

  it("sends the bytes of a chunk with the header that says which they are", async () => {
    const { fetch, sent } = script(() => new Response(null, { status: 200 }));
    const chunk = new TextEncoder().encode("hello");
    const input = { filePath: "a b.bin", contentRange: { start: 5, end: 9, total: 10 }, chunk };
    expect(await transportOn(fetch).request(storage.uploadChunk, input)).toBeUndefined();
    expect(sent).toMatchObject([{ method: "PUT", url: `${ORIGIN}/api/v1/storage/a%20b.bin?format=resumable` }]);
    expect(sent[0]?.body).toBe("hello");
    expect(sent[0]?.headers.get("content-range")).toBe("bytes 5-9/10");
    expect(sent[0]?.headers.get("content-type")).toBe("application/octet-stream");
  });

  it("gives what the portal says about a file after its last chunk, where it says something", async () => {
    const file = { fileName: "a.bin", fileFullName: "Storage\\a.bin", isFolder: false, size: 1 };
    const { fetch } = script(() => json(file));
    const input = { filePath: "a.bin", contentRange: { start: 0, end: 0, total: 1 }, chunk: new Uint8Array(1) };
    expect(await transportOn(fetch).request(storage.uploadChunk, input)).toMatchObject({ size: 1 });
  });

  it("sends a form, whole again when it is repeated", async () => {
    const file = { fileName: "a.txt", fileFullName: "Storage\\a.txt", isFolder: false };
    const { fetch, sent } = script(
      () => failure(503, "busy", { "retry-after": "0" }),
      () => json(file, { status: 201 }),
    );
    const input = { filePath: "notes/a.txt", file: new TextEncoder().encode("hello"), isOverwrite: true };
    await transportOn(fetch).request(storage.uploadMultipart, input);
    expect(sent).toHaveLength(2);
    for (const { headers, body } of sent) {
      expect(headers.get("content-type")).toMatch(/^multipart\/form-data; boundary=/);
      expect(body).toContain('name="file"; filename="a.txt"');
      expect(body).toContain("\r\n\r\nhello\r\n");
    }
  });

  it("sends several users as a bare array", async () => {
    const { fetch, sent } = script(() => json([], { status: 201 }));
    const reader = { userName: "ravi", userInfo: { email: "ravi@portal.example" } };
    expect(await transportOn(fetch).request(users.createMany, { users: [reader] })).toEqual([]);
    expect(JSON.parse(sent[0]?.body ?? "")).toEqual([reader]);
  });

  it("sends headers of the transport and of the call, the latter winning in any letter case", async () => {
    const { fetch, sent } = script(asTopic);
    const transport = transportOn(fetch, { headers: { "X-Team": "docs", "X-Run": "1" }, userAgent: "nightly/1.0" });
    await transport.request(topics.get, topicInput, { headers: { "x-run": "2" } });
    const headers = sent[0]?.headers;
    expect([headers?.get("x-team"), headers?.get("x-run"), headers?.get("user-agent")]).toEqual([
      "docs",
      "2",
      "nightly/1.0",
    ]);
  });

  it("refuses a user agent that cannot be sent", () => {
    const create = () => transportOn(script(asTopic).fetch, { userAgent: "Приложение" });
    expect(create).toThrow(expect.objectContaining({ name: "ConfigurationError", option: "headers" }));
  });

  it("refuses bare credentials, which a program without types may pass", () => {
    // @ts-expect-error: no way to authenticate
    const create = () => createTransport({ portal: "hedronlabs", auth: { login: "anna", apiKey: "key" } });
    expect(create).toThrow(expect.objectContaining({ name: "ConfigurationError", option: "auth" }));
  });

  it("sends nothing when the input is not valid", async () => {
    const { fetch, sent } = script(asTopic);
    await expect(transportOn(fetch).request(topics.get, { ...topicInput, topicId: "" })).rejects.toMatchObject({
      name: "RequestValidationError",
      endpoint: "topics.get",
    });
    expect(sent).toEqual([]);
  });

  it("gives the answer as well when asked, for its headers", async () => {
    const location = `${ORIGIN}/api/v1/projects/p/articles/t`;
    const { fetch } = script(() => json(topic, { status: 201, headers: { location } }));
    const { data, response } = await transportOn(fetch).requestWithResponse(topics.create, newTopic);
    expect(data.id).toBe("intro");
    expect([response.status, response.headers.get("location"), response.bodyUsed]).toEqual([201, location, true]);
  });

  it("uses the global fetch when none is given", async () => {
    const { fetch, sent } = script(asTopic);
    vi.stubGlobal("fetch", (url: string, request: RequestInit) => fetch(new Request(url, request)));
    await createTransport({ portal: "hedronlabs" }).request(topics.get, topicInput);
    expect(sent[0]?.url).toBe("https://hedronlabs.clickhelp.co/api/v1/projects/manual/articles/intro");
  });
});

describe("an error", () => {
  it("says once who called when it is thrown again and again", async () => {
    const thrown = new ConfigurationError("No.", { option: "fetch", hint: "Never." });
    const stacks = new Set<string | undefined>();
    for (let turn = 0; turn < 3; turn += 1) {
      const error = await errorOf(transportOn(() => Promise.reject(thrown)).fetch("projects"));
      stacks.add((error as Error).stack);
    }
    expect(stacks.size).toBe(1);
  });

  it("is itself also where a program makes something else than texts of stacks", async () => {
    const given = Object.getOwnPropertyDescriptor(Error, "prepareStackTrace");
    try {
      Error.prepareStackTrace = (_error, sites) => sites;
      expect(await errorOf(transportOn(() => Promise.resolve(failure(404, "No."))).fetch("projects"))).toMatchObject({
        name: "NotFoundError",
      });
    } finally {
      Reflect.deleteProperty(Error, "prepareStackTrace");
      if (given) Object.defineProperty(Error, "prepareStackTrace", given);
    }
  });

  it("hides the key also where it stands in the address", async () => {
    const auth = basicAuth({ login: "anna", apiKey: "s3cr+t/key" });
    const transport = transportOn(() => Promise.resolve(failure(404, "No user s3cr+t/key.")), { auth });
    const error = await errorOf(transport.request(users.get, { login: "s3cr+t/key" }));
    expect(error).toMatchObject({ url: `${ORIGIN}/api/v1/users/[hidden]` });
    expect(inspect(error) + JSON.stringify(error)).not.toMatch(/s3cr/);
  });

  it.each<[string, (transport: Transport) => Promise<unknown>]>([
    ["request", (transport) => transport.request(topics.get, topicInput)],
    ["requestWithResponse", (transport) => transport.requestWithResponse(topics.get, topicInput)],
    ["fetch", (transport) => transport.fetch("projects")],
  ])("of %s says in its stack who called, and keeps its cause", async (_name, call) => {
    const cause = new Error("reset");
    const fail = () => Promise.reject(new TypeError("fetch failed", { cause }));
    const transport = transportOn(fail, { concurrency: 1 });
    async function readIntroduction(): Promise<void> {
      await call(transport);
    }
    const error = await errorOf(readIntroduction());
    expect(error).toMatchObject({
      stack: expect.stringMatching(/^ConnectionError: GET .* got no answer: .*\n[^]*readIntroduction/) as string,
      cause,
    });
  });
});

it("keeps the stack of an error that was thrown on purpose in a fetch that was given", async () => {
  function myFetch(): Promise<never> {
    throw new ConfigurationError("No.", { option: "fetch", hint: "Never." });
  }
  const error = await errorOf(transportOn(myFetch).fetch("projects"));
  expect(error).toHaveProperty("stack", expect.stringContaining("myFetch"));
});

describe("a fetch that was given and fails", () => {
  const mistakes: [string, RegExp, () => Promise<unknown>][] = [
    [
      "a mistake in it",
      /: TypeError: x is not a function \(/,
      () => Promise.reject(new TypeError("x is not a function")),
    ],
    ["an answer that is none", /: TypeError: .*undefined \(/, () => Promise.resolve(undefined)],
    ["no error", /: sending failed \(/, () => Promise.reject(Object.create(null) as Error)],
    ["many words", /: Error: (?:word ){58}wor \(/, () => Promise.reject(new Error("word ".repeat(10_000)))],
    ["a secret", /: Error: odd \[hidden\] thing \(/, () => Promise.reject(new Error(`odd ${AUTHORIZATION}\nthing.`))],
  ];

  it.each(mistakes)("is named, and so is what it says: %s", async (_name, message, fetch) => {
    // @ts-expect-error -- the point is a wrong fetch
    const error = await errorOf(transportOn(fetch).fetch("projects"));
    expect(error).toMatchObject({ name: "ConnectionError", reason: "unknown" });
    expect(error).toMatchObject({ message: expect.stringMatching(message) as string });
    expect(error).toMatchObject({ hint: expect.stringContaining("the fetch that was given") as string });
  });

  it("is not named where it says what went wrong on the way", async () => {
    const fetch = () => Promise.reject(new TypeError("fetch failed", { cause: new Error("odd bytes") }));
    expect(await errorOf(transportOn(fetch).fetch("projects"))).toMatchObject({
      message: expect.stringContaining("odd bytes") as string,
      hint: "Check the portal's address and the connection, and try again.",
    });
  });

  it("is not named where none was given", async () => {
    vi.stubGlobal("fetch", () => Promise.reject(new TypeError("odd")));
    const error = await errorOf(createTransport({ portal: ORIGIN }).fetch("projects"));
    expect(error).toMatchObject({ hint: "Check the portal's address and the connection, and try again." });
  });
});

describe("the question whether something exists", () => {
  const input = { filePath: "Exported/a.pdf" };

  it("is answered with true or false, and 404 is no error", async () => {
    const { fetch, sent } = script(
      () => new Response(null, { status: 200 }),
      () => new Response(null, { status: 404 }),
    );
    const transport = transportOn(fetch);
    expect(await transport.request(storage.exists, input)).toBe(true);
    const { data, response } = await transport.requestWithResponse(storage.exists, input);
    expect([data, response.status]).toEqual([false, 404]);
    expect(sent.map(({ method }) => method)).toEqual(["HEAD", "HEAD"]);
  });

  it("fails like every call when the portal does not say", async () => {
    const refuse = script(() => new Response(null, { status: 403 }));
    expect(await errorOf(transportOn(refuse.fetch).request(storage.exists, input))).toMatchObject({ status: 403 });
  });

  const page = (status: number) => new Response(null, { status, headers: { "content-type": "text/html" } });

  it("is not answered by a page, which comes from somebody else", async () => {
    const error = await errorOf(transportOn(script(() => page(200)).fetch).request(storage.exists, input));
    expect(error).toMatchObject({ name: "ResponseValidationError", status: 200, maybeApplied: false });
    expect(String(error)).toMatch(/is an HTML page, not the portal's answer.*sign-in page/);
  });

  it("is answered by the page of a file that is one, and by the page of a server that has none", async () => {
    const exists = (status: number, filePath: string) =>
      transportOn(script(() => page(status)).fetch).request(storage.exists, { filePath });
    expect(await exists(404, input.filePath)).toBe(false);
    for (const name of ["index.HTM", "a.html", "a.xhtml", "a.aspx"]) {
      expect(await exists(200, `Exported/${name}`)).toBe(true);
    }
  });

  it("is an error when nobody has declared it", async () => {
    const { fetch } = script(() => new Response(null, { status: 404 }));
    const head = transportOn(fetch).fetch("storage/a.pdf", { method: "HEAD" });
    expect(await errorOf(head)).toMatchObject({ name: "NotFoundError" });
  });
});

describe("credentials", () => {
  it("are not sent by anonymous calls", async () => {
    const { fetch, sent } = script(() => json([]));
    await transportOn(fetch, { auth: anonymous() }).request(search.portal, { q: "x" });
    expect(sent[0]?.headers.has("authorization")).toBe(false);
  });

  it("are asked for, before sending, by endpoints that need them", async () => {
    const { fetch, sent } = script(() => json([]));
    const error = await errorOf(transportOn(fetch, { auth: anonymous() }).request(users.list, {}));
    expect(error).toMatchObject({ name: "ConfigurationError", option: "auth" });
    expect(String(error)).toMatch(/users\.list.*CLICKHELP_API_KEY/);
    expect(sent).toEqual([]);
  });

  it("that changed are tried once after a 401, even for calls that may not be repeated", async () => {
    const keys = ["old", "new"];
    const auth = basicAuth(() => ({ login: "anna", apiKey: keys.shift() ?? "none" }));
    const { fetch, sent } = script(() => failure(401, "Wrong key."), asTopic);
    await transportOn(fetch, { auth, retry: 0 }).request(topics.create, newTopic);
    const used = sent.map(({ headers }) => atob(headers.get("authorization")?.slice(6) ?? ""));
    expect(used).toEqual(["anna:old", "anna:new"]);
    expect(sent[1]?.body).toBe(sent[0]?.body);
  });

  it("that are refused again, or have not changed, are an error", async () => {
    const refuse = () => failure(401, "Wrong key.");
    const same = script(refuse);
    const auth = basicAuth(() => ({ login: "anna", apiKey: "same" }));
    await expect(transportOn(same.fetch, { auth }).request(users.list, {})).rejects.toMatchObject({ status: 401 });
    expect(same.sent).toHaveLength(1);

    let asked = 0;
    const changing = script(refuse);
    const other = basicAuth(() => ({ login: "anna", apiKey: `key-${++asked}` }));
    await expect(transportOn(changing.fetch, { auth: other }).request(users.list, {})).rejects.toMatchObject({
      status: 401,
    });
    expect(changing.sent).toHaveLength(2);
  });

  it("are not sent by a fetch that is none", () => {
    expect(() => transportOn(5 as never)).toThrow(
      expect.objectContaining({ name: "ConfigurationError", option: "fetch" }),
    );
  });

  it("are refused in a browser, unless it is allowed", () => {
    vi.stubGlobal("window", {});
    vi.stubGlobal("document", {});
    const { fetch } = script(asTopic);
    expect(() => transportOn(fetch)).toThrow(expect.objectContaining({ option: "dangerouslyAllowBrowser" }));
    expect(() => transportOn(fetch, { dangerouslyAllowBrowser: true })).not.toThrow();
    expect(() => transportOn(fetch, { auth: anonymous() })).not.toThrow();
  });

  it.each([
    ["a browser's", "Mozilla/5.0 (X11; Linux x86_64)", true],
    ["workerd's", "Cloudflare-Workers", false],
    ["Deno's", "Deno/2.9.6", false],
    ["a server without a name", undefined, false],
  ])("in a worker of %s are as readable as in its pages: %s, refused %s", (_whose, userAgent, isRefused) => {
    vi.stubGlobal("WorkerGlobalScope", Function);
    vi.stubGlobal("navigator", userAgent && { userAgent });
    const make = () => transportOn(script(asTopic).fetch);
    if (isRefused) expect(make).toThrow(expect.objectContaining({ option: "dangerouslyAllowBrowser" }));
    else expect(make).not.toThrow();
  });

  it("cannot be given as a header", () => {
    const { fetch } = script(asTopic);
    const error = () => transportOn(fetch, { headers: { AUTHORIZATION: "Basic x" } });
    expect(error).toThrow(expect.objectContaining({ name: "ConfigurationError", option: "headers" }));
  });
});

describe("read-only mode", () => {
  it("lets reading through and refuses everything else before it is sent", async () => {
    const { fetch, sent } = script(asTopic);
    const transport = transportOn(fetch, { readOnly: true });
    await transport.request(topics.get, topicInput);
    const refused: Promise<unknown>[] = [
      transport.request(topics.create, newTopic),
      transport.request(topics.update, { ...topicInput, title: "x" }),
      transport.request(topics.delete, topicInput),
      transport.request(tasks.get, { taskKey: "a" }),
      transport.fetch("projects"),
      transport.fetch("projects", { method: "post" }),
      transport.fetch("users/anna/tokens", { safety: "unsafe" }),
    ];
    for (const call of refused) {
      expect(await errorOf(call)).toMatchObject({ name: "ConfigurationError", option: "readOnly" });
    }
    expect(sent).toHaveLength(1);
    await transport.fetch("projects", { safety: "read" });
    expect(sent).toHaveLength(2);
  });
});

describe("describe", () => {
  it("gives the request that would be sent, and sends nothing", () => {
    const { fetch, sent } = script(asTopic);
    const transport = transportOn(fetch, { readOnly: true });
    const description = transport.describe(projects.backup, { projectId: "p q", outputFileName: "Storage/a.zip" });
    expect(description).toEqual({
      method: "POST",
      url: new URL(`${ORIGIN}/api/v1/projects/p%20q?action=download`),
      body: { outputFileName: "Storage/a.zip" },
    });
    expect(transport.describe(topics.get, topicInput)).not.toHaveProperty("body");
    expect(transport.describe(topics.get, topicInput)).not.toHaveProperty("headers");
    const contentRange = { start: 0, end: 2, total: 3 };
    const upload = { filePath: "a.bin", contentRange, chunk: new Uint8Array(3) };
    expect(transport.describe(storage.uploadChunk, upload)).toMatchObject({
      headers: { "Content-Range": "bytes 0-2/3" },
      body: "<3 bytes>",
    });
    expect(() => transport.describe(topics.get, { ...topicInput, topicId: ".." })).toThrow(/topicId/);
    expect(sent).toEqual([]);
  });
});

describe("a signal", () => {
  const calls: [string, (transport: Transport, signal: AbortSignal) => Promise<unknown>][] = [
    ["request", (transport, signal) => transport.request(topics.get, topicInput, { signal })],
    ["fetch", (transport, signal) => transport.fetch("projects", { signal })],
  ];

  describe.each(calls)("of %s", (_name, call) => {
    it("that is aborted before keeps the call from being sent", async () => {
      const { fetch, sent } = script(asTopic);
      await expect(call(transportOn(fetch), AbortSignal.abort())).rejects.toMatchObject({ name: "AbortError" });
      expect(sent).toEqual([]);
    });

    it("that is aborted ends the wait for an answer, with its reason and without another attempt", async () => {
      const controller = new AbortController();
      const { fetch, sent } = script((request) => {
        queueMicrotask(() => {
          controller.abort();
        });
        return stall(request);
      });
      const error = await errorOf(call(transportOn(fetch), controller.signal));
      expect(error).toBeInstanceOf(DOMException);
      expect(error).toBe(controller.signal.reason);
      expect(sent).toHaveLength(1);
    });

    it("that is aborted ends the wait for the next attempt", async () => {
      const controller = new AbortController();
      const { fetch, sent } = script(() => failure(503, "Away.", { "retry-after": "50" }));
      const logger = {
        debug: () => undefined,
        warn: () => {
          controller.abort();
        },
      };
      const error = await errorOf(call(transportOn(fetch, { logger }), controller.signal));
      expect(error).toMatchObject({ name: "AbortError" });
      expect(sent).toHaveLength(1);
    });
  });

  it("that is aborted while the answer is read ends the call", async () => {
    const controller = new AbortController();
    const { fetch } = script(() => {
      const body = brokenBody('{"id"');
      controller.abort(new Error("changed my mind"));
      return new Response(body);
    });
    const error = await errorOf(transportOn(fetch).request(topics.get, topicInput, { signal: controller.signal }));
    expect(error).toBe(controller.signal.reason);
  });

  it.each([
    ["before the answer", () => new Promise<Response>(() => undefined)],
    ["within its body", () => Promise.resolve(new Response(new ReadableStream()))],
  ])("ends a call %s, even when the program's own fetch takes no notice of it", async (_when, fetch) => {
    const logger = { debug: vi.fn(), warn: vi.fn() };
    const transport = transportOn(fetch, { timeout: false, logger });
    const controller = new AbortController();
    const error = errorOf(transport.request(topics.get, topicInput, { signal: controller.signal }));
    setImmediate(() => {
      controller.abort(new Error("changed my mind"));
    });
    expect(await error).toBe(controller.signal.reason);
    expect(logger.debug).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ error: "AbortError" }));
  });
});

describe("time limits", () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  it("name what was passed", async () => {
    const { fetch } = script(stall);
    const error = await errorOf(transportOn(fetch, { retry: 0 }).request(topics.get, topicInput, { timeout: 3 }));
    expect(error).toMatchObject({ name: "TimeoutError", timeout: 3, endpoint: "topics.get" });
    expect(String(error)).toMatch(
      /GET \/api\/v1\/projects\/manual\/articles\/intro was not answered within 3 ms.*with timeout/,
    );
  });

  it("of a whole call name what was passed", async () => {
    const { fetch } = script(stall);
    const error = await errorOf(
      transportOn(fetch, { timeout: false, totalTimeout: 5 }).request(topics.get, topicInput),
    );
    expect(error).toMatchObject({ name: "TimeoutError", timeout: 5 });
    expect(String(error)).toMatch(/within 5 ms.*with totalTimeout/);
  });

  it.each([
    ["no attempt has a limit, whatever the clock says", false, 0],
    ["its timer rings a little early", 30_000, 4.5],
  ] as const)("of a whole call name what was passed when %s", async (_when, timeout, now) => {
    const clock = vi.spyOn(performance, "now").mockReturnValue(0);
    const { fetch } = script((request) => {
      clock.mockReturnValue(now);
      return stall(request);
    });
    const transport = transportOn(fetch, { timeout, totalTimeout: 5, retry: 0 });
    const error = await errorOf(transport.request(topics.get, topicInput));
    expect(error).toMatchObject({ name: "TimeoutError", timeout: 5 });
  });

  it("keep what comes late of one attempt out of the answer of the next", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const bodies: ReadableStreamDefaultController<Uint8Array>[] = [];
    const start = (body: ReadableStreamDefaultController<Uint8Array>) => {
      bodies.push(body);
    };
    const takesNoNotice = () => Promise.resolve(new Response(new ReadableStream({ start })));
    const call = transportOn(takesNoNotice, { timeout: 1000 }).request(topics.get, topicInput);
    await vi.advanceTimersByTimeAsync(1100);
    for (const [index, body] of [...bodies.entries()].reverse()) {
      body.enqueue(new TextEncoder().encode(JSON.stringify({ ...topic, title: `Answer ${index}` })));
      body.close();
    }
    expect(await call).toMatchObject({ title: "Answer 1" });
  });

  it.each([
    { timeout: 0 },
    { timeout: -1 },
    { timeout: Number.NaN },
    { timeout: 2 ** 31 },
    { totalTimeout: 0 },
    { retry: -1 },
    { retry: 1.5 },
    { retry: { baseDelay: -1 } },
    { maxResponseBytes: 0 },
    { concurrency: 0 },
    { rateLimit: { limit: 0 } },
  ])("and other numbers must make sense: %j", (options) => {
    const { fetch } = script(asTopic);
    expect(() => transportOn(fetch, options)).toThrow(expect.objectContaining({ name: "ConfigurationError" }));
  });
});
