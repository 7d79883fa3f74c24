import { publications, storage, tasks, topics, users } from "@clickhelp-js/protocol";
import { describe, expect, it, vi } from "vitest";
import { API_KEY, errorOf, failure, html, json, script, topic, transportOn, type Answer } from "../test/support.js";
import { anonymous } from "./auth.js";

const topicInput = { projectId: "manual", topicId: "intro" };
const getTopic = (answer: Answer) =>
  transportOn(script(answer).fetch, { retry: 0, maxResponseBytes: 2000 }).request(topics.get, topicInput);
const failedTopic = (answer: Answer) => errorOf(getTopic(answer));

describe("a good answer", () => {
  it("may begin with a byte-order mark, or not", async () => {
    expect(await getTopic(() => json(topic))).toHaveProperty("id", "intro");
    expect(await getTopic(() => new Response(JSON.stringify(topic)))).toHaveProperty("id", "intro");
  });

  it("may have a wrong content type", async () => {
    const answer = () => new Response(JSON.stringify(topic), { headers: { "content-type": "text/html" } });
    expect(await getTopic(answer)).toHaveProperty("id", "intro");
  });

  it("may have fields that nobody has declared, and keeps them", async () => {
    expect(await getTopic(() => json({ ...topic, isAutoTopic: true }))).toHaveProperty("isAutoTopic", true);
  });

  it("may come in pieces that cut a character", async () => {
    const bytes = new TextEncoder().encode(JSON.stringify({ ...topic, title: "Ü𝄞" }));
    const body = ReadableStream.from(Array.from(bytes, (byte) => Uint8Array.of(byte)));
    expect(await getTopic(() => new Response(body))).toHaveProperty("title", "Ü𝄞");
  });

  it.each([
    ["204", () => new Response(null, { status: 204 })],
    ["an empty 200", () => new Response("")],
    ["a 200 with a body", () => json({ ok: true })],
  ])("without content may be %s", async (_name, answer) => {
    const transport = transportOn(script(answer).fetch);
    await expect(transport.request(topics.delete, topicInput)).resolves.toBeUndefined();
  });

  it("without content may have a body where the status is 200 by declaration", async () => {
    const transport = transportOn(script(() => json({})).fetch);
    const started = transport.request(storage.startUpload, { filePath: "video.mp4" });
    await expect(started).resolves.toBeUndefined();
  });

  it("without content is not an HTML page", async () => {
    const transport = transportOn(script(() => html()).fetch);
    const error = await errorOf(transport.request(topics.delete, topicInput));
    expect(error).toMatchObject({ name: "ResponseValidationError", maybeApplied: true });
  });
});

describe("an answer that cannot be understood", () => {
  it("names every field that does not fit, and keeps the body", async () => {
    const body = { ...topic, createdOn: "yesterday", title: undefined };
    const error = await failedTopic(() => json(body));
    expect(error).toMatchObject({
      name: "ResponseValidationError",
      code: "invalid-response",
      endpoint: "topics.get",
      status: 200,
      body: JSON.stringify(body),
    });
    expect(error).toHaveProperty("issues", [
      { path: "createdOn", message: "is no date as ClickHelp sends it: yesterday" },
      { path: "title", message: "is missing" },
    ]);
    expect(String(error)).toMatch(
      /GET \/api\/v1\/projects\/manual\/articles\/intro \(200\).*createdOn.*title is missing/,
    );
  });

  it("names the item of a list", async () => {
    const transport = transportOn(script(() => json([topic, { ...topic, id: 5 }])).fetch);
    const error = await errorOf(transport.request(topics.list, { projectId: "manual" }));
    expect(error).toHaveProperty("issues", [{ path: "[1].id", message: "must be string, not number" }]);
  });

  it("names no more than a hundred items of a list, and counts all", async () => {
    const transport = transportOn(script(() => json(Array(150).fill({ ...topic, id: 5 }))).fetch);
    const error = await errorOf(transport.request(topics.list, { projectId: "manual" }));
    expect(error).toHaveProperty("issues.length", 100);
    expect(String(error)).toMatch(/; and 145 more\.$/);
  });

  it("may be nested deeper than can be walked through", async () => {
    const deep = `[{"x":${"[".repeat(20_000)}${"]".repeat(20_000)}}]`;
    const transport = transportOn(script(() => new Response(deep)).fetch);
    const error = await errorOf(transport.request(topics.list, { projectId: "manual" }));
    expect(error).toMatchObject({
      name: "ResponseValidationError",
      body: expect.stringMatching(/^\[{"x":\[{98}null/) as string,
    });
  });

  it("says when it is empty", async () => {
    expect(String(await failedTopic(() => new Response("")))).toMatch(/\(200\) is empty/);
  });

  it("says when it was cut off, and keeps what came", async () => {
    const error = await failedTopic(() => new Response('{"id":"in'));
    expect(String(error)).toMatch(/not whole JSON/);
    expect(error).toMatchObject({ body: '{"id":"in' });
  });

  it("says when it is an HTML page, and what that may mean", async () => {
    const error = await failedTopic(() => html());
    expect(String(error)).toMatch(/is an HTML page.*proxy/);
    expect(error).toMatchObject({ body: expect.stringContaining("Please sign in") as string });
  });

  it.each([
    ["announced", { "content-length": "3000" }],
    ["not announced", {}],
    ["announced as shorter than it is", { "content-length": "10" }],
  ])("says when it is too long, and that is %s", async (_name, headers: Record<string, string>) => {
    const error = await failedTopic(() => new Response("x".repeat(3000), { headers }));
    expect(String(error)).toMatch(/longer than 2000 bytes.*maxResponseBytes/);
  });

  it("hides a secret of any length that it was cut off in", async () => {
    const transport = transportOn(script(() => new Response(`{"token":"${"s".repeat(20_000_000)}`)).fetch);
    const error = await errorOf(transport.request(topics.get, topicInput));
    expect(error).toMatchObject({ name: "ResponseValidationError", body: '{"token":"[hidden]' });
  });

  it("is kept up to 64 KiB", async () => {
    const transport = transportOn(script(() => new Response("x".repeat(100_000))).fetch);
    const error = await errorOf(transport.request(topics.get, topicInput));
    expect(error).toHaveProperty("body", "x".repeat(65_536));
  });
});

it("an error that was read already is an error all the same", async () => {
  const refused = failure(403, "No.");
  await refused.text();
  const error = await errorOf(transportOn(() => Promise.resolve(refused)).request(topics.get, topicInput));
  expect(error).toMatchObject({ name: "PermissionError", status: 403, body: "" });
});

it("an answer that was read already, such as that of a mock, is told as such, and not asked for again", async () => {
  const mock = vi.fn().mockResolvedValue(json(topic));
  const transport = transportOn(mock);
  await transport.request(topics.get, topicInput);
  const error = await errorOf(transport.request(topics.get, topicInput));
  expect(error).toMatchObject({
    name: "ResponseValidationError",
    hint: "Give a new Response for each call.",
  });
  expect(String(error)).toMatch(/was read before/);
  expect(mock).toHaveBeenCalledTimes(2);
});

describe("an error answer", () => {
  it("may be nested deeper than can be walked through", async () => {
    const deep = `{"Message":"No.","x":${"[".repeat(20_000)}${"]".repeat(20_000)}}`;
    const error = await failedTopic(() => new Response(deep, { status: 500 }));
    expect(error).toMatchObject({ name: "ServerError", serverMessage: "No." });
  });

  it("gives all that it says", async () => {
    const error = await failedTopic(() =>
      failure(400, "The title is too long.", { "x-request-id": "7", "set-cookie": "a=b" }),
    );
    expect(error).toMatchObject({
      name: "BadRequestError",
      code: "bad-request",
      status: 400,
      endpoint: "topics.get",
      method: "GET",
      url: "https://docs.example.com/api/v1/projects/manual/articles/intro",
      serverMessage: "The title is too long.",
      exceptionType: "ApiException",
      headers: { "x-request-id": "7", "set-cookie": "[hidden]" },
      body: { Message: "The title is too long." },
    });
    expect(String(error)).toMatch(
      /GET \/api\/v1\/projects\/manual\/articles\/intro was answered with 400: The title is too long\./,
    );
  });

  it.each([
    ["message in lower case", () => json({ message: "Gone." }, { status: 404 }), "Gone."],
    ["plain text", () => new Response("Gone.\n", { status: 404 }), "Gone."],
    ["a JSON string", () => json("Gone.", { status: 404 }), "Gone."],
    ["nothing", () => new Response(null, { status: 404 }), undefined],
    ["JSON without a message", () => json([1], { status: 404 }), undefined],
    [
      "announced as HTML and empty",
      () => new Response("", { status: 404, headers: { "content-type": "text/html" } }),
      undefined,
    ],
  ])("may be %s", async (_name, answer, serverMessage) => {
    expect(await failedTopic(answer)).toMatchObject({ name: "NotFoundError", status: 404, serverMessage });
  });

  it("does not say that nothing was found when it is a page: somebody else gave it", async () => {
    const error = await failedTopic(() => html(404));
    expect(error).toMatchObject({ name: "ApiError", status: 404, serverMessage: undefined });
    expect(String(error)).toMatch(/HTML page.*Check the portal's address/);
    const at = (path: string) => errorOf(transportOn(script(() => html(404)).fetch).fetch(path));
    expect(await at("storage/a.png")).toMatchObject({ name: "ApiError" });
    expect(await at("/articles/no-such-page")).toMatchObject({ name: "NotFoundError" });
    expect(String(await at("/resources/Storage/none.png"))).not.toMatch(/JSON|proxy/);
  });

  it("cannot write lines of its own, nor steer a terminal", async () => {
    const told = "No.\r\n2026-01-01 root logged in \u001b[2J\u009b1m";
    const error = await failedTopic(() => failure(400, told));
    expect(error).toMatchObject({ serverMessage: told });
    expect(String(error)).toContain("400: No. 2026-01-01 root logged in  [2J 1m");
    const invalid = await failedTopic(() => json({ ...topic, createdOn: told }));
    expect(String(invalid)).not.toMatch(/\p{Cc}/u);
  });

  it("shortens a long text", async () => {
    const error = await failedTopic(() => new Response("x".repeat(1900), { status: 400 }));
    expect(String(error).length).toBeLessThan(1000);
  });

  it("does not show the key, even when the portal repeats it", async () => {
    const error = await failedTopic(() => failure(401, `The key ${API_KEY} is not valid.`));
    expect(error).toMatchObject({ serverMessage: "The key [hidden] is not valid." });
    expect(JSON.stringify(error)).not.toContain(API_KEY);
  });

  it("gives the time to wait in milliseconds", async () => {
    expect(await failedTopic(() => failure(429, "Slow down.", { "retry-after": "7" }))).toMatchObject({
      name: "RateLimitError",
      retryAfter: 7000,
    });
  });
});

describe("the hint for", () => {
  const answer = (status: number) => script(() => failure(status, "No."));

  it("a refused key says that it is not the password", async () => {
    expect(await failedTopic(() => failure(401, "No."))).toMatchObject({
      hint: expect.stringMatching(/API key.*password/) as string,
    });
  });

  it("a refused anonymous call says that credentials are missing", async () => {
    const transport = transportOn(answer(401).fetch, { auth: anonymous() });
    expect(await errorOf(transport.request(topics.get, topicInput))).toMatchObject({
      hint: expect.stringMatching(/has no credentials/) as string,
    });
  });

  it.each([
    [403, /contributors may use the API/],
    [500, /letter case/],
    [409, /another identifier.*or wait/],
    [501, /does not offer/],
    [503, /later/],
    [404, /Check the path, id or login/],
  ])("%i", async (status, hint) => {
    expect(await failedTopic(() => failure(status, "No."))).toMatchObject({
      hint: expect.stringMatching(hint) as string,
    });
  });

  it("the wrong kind of id says which kind is meant", async () => {
    const transport = transportOn(answer(404).fetch);
    const publish = await errorOf(transport.request(publications.create, { projectId: "p", pubId: "x", pubName: "X" }));
    expect(publish).toMatchObject({ hint: expect.stringMatching(/id of a project, not/) as string });
    const input = { publicationId: "p", format: "Pdf", outputFileName: "Storage/x.pdf" } as const;
    const exported = await errorOf(transport.request(publications.export, input));
    expect(exported).toMatchObject({ hint: expect.stringMatching(/id of a publication, not/) as string });
  });

  it("a task that is gone says why", async () => {
    const error = await errorOf(transportOn(answer(404).fetch).request(tasks.get, { taskKey: "a" }));
    expect(error).toMatchObject({ hint: expect.stringMatching(/forgets a finished task/) as string });
  });

  it("an HTML page with an error status speaks of proxies", async () => {
    const error = await errorOf(transportOn(script(() => html(403)).fetch).request(users.list, {}));
    expect(error).toMatchObject({ name: "PermissionError", hint: expect.stringMatching(/HTML.*proxy/) as string });
  });

  it("an HTML page of a portal that is away asks to wait", async () => {
    const transport = transportOn(script(() => html(503)).fetch, { retry: 0 });
    const error = await errorOf(transport.request(users.list, {}));
    expect(error).toMatchObject({ name: "ServerError", hint: "The portal or its proxy is away: try again later." });
  });
});
