/** The shorter way of `createNodeFetch`: what it gives is what `fetch` gives. */
import type { IncomingMessage, RequestListener } from "node:http";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { projects, storage } from "@clickhelp-js/protocol";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { basicAuth, createTransport, type AttemptRequest } from "../src/index.js";
import { createNodeFetch, type NodeFetch } from "../src/node/index.js";
import { createAuthority, httpsServer, listen, type Authority } from "./servers.js";
import { API_KEY, errorOf, LOGIN } from "./support.js";

let authority: Authority;
let nodeFetch: NodeFetch;
beforeAll(async () => {
  authority = await createAuthority();
  nodeFetch = createNodeFetch({ ca: authority.ca });
});
afterAll(() => nodeFetch.close());

const attempt = (more: RequestInit = {}): AttemptRequest => ({
  method: "GET",
  redirect: "manual",
  ...more,
  headers: { accept: "application/json", ...(more.headers as Record<string, string> | undefined) },
  safety: "read",
  signal: more.signal ?? new AbortController().signal,
});

/** A server that stays for one test. */
async function serve(answer: RequestListener) {
  const server = await listen(httpsServer(authority, answer));
  return {
    url: `https://localhost:${server.port}/some%20where?a=%C3%A4&b`,
    origin: `https://localhost:${server.port}`,
    connections: () => server.connections(),
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

async function readRequest(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const part of request.setEncoding("utf8")) text += String(part);
  return text;
}

describe("what is sent", () => {
  /** Answers with what was asked. */
  const echo: RequestListener = (request, response) => {
    const { method, url, headers } = request;
    void readRequest(request).then((body) => response.end(JSON.stringify({ method, url, headers, body })));
  };
  interface Asked {
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
  }
  /** What only `fetch` says, of which no portal needs to know. */
  const ofFetch = ["accept-language", "sec-fetch-mode", "accept-encoding"];
  const headersOf = ({ headers }: Asked) =>
    Object.fromEntries(Object.entries(headers).filter(([name]) => !ofFetch.includes(name)));

  it.for<[string, RequestInit]>([
    ["nothing but an address", {}],
    ["JSON", { method: "PUT", body: '{"title":"Zürich"}', headers: { "content-type": "application/json" } }],
    ["bytes", { method: "POST", body: new TextEncoder().encode("ä\0b"), headers: { "content-type": "a/b" } }],
    ["a DELETE with a body", { method: "DELETE", body: "[]" }],
    ["a header in Latin-1", { headers: { "x-name": "Zürich" } }],
    ["a header with the end of its line", { headers: { "x-name": "\tfrom a file\r\n" } }],
    ["a header that is a number", { headers: { "x-name": 5 as never } }],
    ["a host, which the address has", { headers: { host: "docs.example.com" } }],
  ])("is what fetch sends: %s", async ([, init]) => {
    await using server = await serve(echo);
    const sent = attempt({ ...init, headers: { "user-agent": "test", ...(init.headers as object | undefined) } });
    const sending = [nodeFetch.sendToRead(server.url, sent), nodeFetch(server.url, sent)];
    const asked = await Promise.all(sending.map(async (each) => (await each).json()));
    const [direct, byFetch] = asked as [Asked, Asked];
    const { "content-type": type, ...rest } = headersOf(byFetch);
    // fetch names a type where none is given.
    const named = "content-type" in sent.headers ? { "content-type": type } : {};
    expect({ ...direct, headers: headersOf(direct) }).toEqual({ ...byFetch, headers: { ...rest, ...named } });
    expect(direct).toMatchObject({ url: "/some%20where?a=%C3%A4&b", method: init.method ?? "GET" });
  });

  it("may be a form or a stream, which go by fetch", async () => {
    await using server = await serve(echo);
    const form = new FormData();
    form.append("f", new Blob(["abc"]), "f.txt");
    const sentForm = await nodeFetch.sendToRead(server.url, attempt({ method: "POST", body: form }));
    expect(((await sentForm.json()) as Asked).body).toContain('filename="f.txt"');
    const stream = { method: "PUT", body: new Blob(["abc"]).stream(), duplex: "half" } as RequestInit;
    const sentStream = await nodeFetch.sendToRead(server.url, attempt(stream));
    expect(((await sentStream.json()) as Asked).body).toBe("abc");
  });

  it("asks for compressed answers, unless the caller asks for something else", async () => {
    await using server = await serve(echo);
    const codings = async (headers: Record<string, string>) => {
      const response = await nodeFetch.sendToRead(server.url, attempt({ headers }));
      return ((await response.json()) as Asked).headers["accept-encoding"];
    };
    expect(await codings({})).toBe("gzip, br");
    expect(await codings({ "accept-encoding": "identity" })).toBe("identity");
  });

  it("is nothing when the call was ended before", async () => {
    let requests = 0;
    await using server = await serve((_request, response) => {
      requests += 1;
      response.end();
    });
    const signal = AbortSignal.abort(new Error("enough"));
    expect(String(await errorOf(nodeFetch.sendToRead(server.url, attempt({ signal }))))).toBe("Error: enough");
    await nodeFetch(server.url);
    expect(requests).toBe(1);
  });
});

describe("an answer", () => {
  const text = JSON.stringify(Array.from({ length: 20_000 }, (_, number) => ({ number })));

  it.each([
    ["as it is", undefined, Buffer.from(text)],
    ["as gzip", "gzip", gzipSync(text)],
    ["as x-gzip", " X-GZip", gzipSync(text)],
    ["as gzip without its end", "gzip", gzipSync(text).subarray(0, -8)],
    ["as br", "br", brotliCompressSync(text)],
    ["as something unknown, which stays as it is", "none", Buffer.from(text)],
  ])("is read %s", async (_name, coding, body) => {
    await using server = await serve((_request, response) => {
      response.writeHead(200, "Fine", { "set-cookie": ["a=1", "b=2"], ...(coding && { "content-encoding": coding }) });
      response.end(body);
    });
    const response = await nodeFetch.sendToRead(server.url, attempt());
    expect(response).toMatchObject({ status: 200, statusText: "Fine", url: server.url, ok: true, redirected: false });
    expect(response.headers.getSetCookie()).toEqual(["a=1", "b=2"]);
    expect(await response.text()).toBe(text);
  });

  it.each([
    ["404 Не найдено", "in UTF-8"],
    ["404 Nicht gef\xFCnden", "in Latin-1"],
    ["999 Request denied", "with a status that is none"],
    ["204 Нет", "without a body"],
  ])("is what fetch gives: %s, %s", async (line, name) => {
    const bytes = Buffer.from(line, name === "in Latin-1" ? "latin1" : "utf8");
    await using server = await serve(({ socket }) => {
      socket.write(Buffer.concat([Buffer.from("HTTP/1.1 "), bytes, Buffer.from("\r\ncontent-length: 0\r\n\r\n")]));
    });
    const direct = await nodeFetch.sendToRead(server.url, attempt());
    const { status, statusText, ok, url, redirected } = await nodeFetch(server.url, attempt());
    expect(direct).toMatchObject({ status, statusText, ok, url, redirected });
  });

  it("that is not what its header says breaks", async () => {
    await using server = await serve((_request, response) => {
      response.writeHead(200, { "content-encoding": "gzip" }).end("not gzip");
    });
    const response = await nodeFetch.sendToRead(server.url, attempt());
    expect(await errorOf(response.text())).toMatchObject({ code: "Z_DATA_ERROR" });
  });

  it("without a body leaves the connection to the next call", async () => {
    await using server = await serve((_request, response) => {
      response.writeHead(204, { "content-encoding": "gzip" }).end();
    });
    const post = attempt({ method: "POST", body: "x" });
    for (let call = 0; call < 10; call += 1) {
      const response = await nodeFetch.sendToRead(server.url, post);
      expect([response.status, response.body]).toEqual([204, null]);
    }
    expect(server.connections()).toBeLessThanOrEqual(2);
  });

  it("to HEAD has no body", async () => {
    const statuses = [200, 404];
    await using server = await serve((_request, response) => {
      response.writeHead(statuses.shift() ?? 500, { "content-length": "1000000", "content-encoding": "gzip" }).end();
    });
    const auth = basicAuth({ login: LOGIN, apiKey: API_KEY });
    const transport = createTransport({ portal: server.origin, auth, fetch: nodeFetch });
    expect(await transport.request(storage.exists, { filePath: "a.png" })).toBe(true);
    expect(await transport.request(storage.exists, { filePath: "a.png" })).toBe(false);
  });

  it("that is no HTTP fails as it does with fetch", async () => {
    await using server = await serve(({ socket }) => void socket.write("hello\r\n\r\n"));
    const failures = [nodeFetch.sendToRead(server.url, attempt()), nodeFetch(server.url)].map(errorOf);
    const [direct, byFetch] = (await Promise.all(failures)) as [TypeError, TypeError];
    expect(direct).toMatchObject({ message: byFetch.message, cause: { name: "HTTPParserError" } });
    expect(direct).toBeInstanceOf(TypeError);
  });

  it.each(["before it was read", "in the middle"])(
    "that is cancelled %s ends the connection, and nothing else",
    async (moment) => {
      const { promise: closed, resolve } = Promise.withResolvers<undefined>();
      await using server = await serve((request, response) => {
        request.socket.on("close", () => {
          resolve(undefined);
        });
        response.writeHead(200).write(text.slice(0, 100_000));
      });
      const response = await nodeFetch.sendToRead(server.url, attempt());
      const reader = response.body?.getReader();
      if (moment === "in the middle") await reader?.read();
      await reader?.cancel();
      await closed;
    },
  );

  it("whose connection breaks before it is read fails for who reads, and for nobody else", async () => {
    await using server = await serve((request, response) => {
      response.writeHead(200, { "content-length": "1000" });
      response.write("[", () => request.socket.destroy());
    });
    const response = await nodeFetch.sendToRead(server.url, attempt());
    await nodeFetch(server.url)
      .then((second) => second.text())
      .catch(() => undefined);
    expect(await errorOf(response.text())).toMatchObject({ code: "UND_ERR_SOCKET" });
  });

  it("ends with the call's signal", async () => {
    await using server = await serve((_request, response) => void response.writeHead(200).write("["));
    const controller = new AbortController();
    const response = await nodeFetch.sendToRead(server.url, attempt({ signal: controller.signal }));
    const reading = errorOf(response.text());
    controller.abort(new Error("enough"));
    expect(String(await reading)).toBe("Error: enough");
  });
});

it("makes no Request, which would take longer than the rest of a small call", async () => {
  await using server = await serve((_request, response) => void response.end("[]"));
  const auth = basicAuth({ login: LOGIN, apiKey: API_KEY });
  const transport = createTransport({ portal: server.origin, auth, fetch: nodeFetch });
  const made = vi.spyOn(globalThis, "Request");
  await transport.request(projects.list, {}, { signal: new AbortController().signal });
  expect(made).not.toHaveBeenCalled();
  made.mockRestore();
});

it("is for calls of endpoints; an answer that is handed on comes from fetch", async () => {
  await using server = await serve((_request, response) => void response.end("[]"));
  const used: string[] = [];
  const fetch = Object.assign(
    (request: Request) => {
      used.push("fetch");
      return nodeFetch(request);
    },
    {
      sendToRead: (url: string, request: AttemptRequest) => {
        used.push("sendToRead");
        return nodeFetch.sendToRead(url, request);
      },
    },
  );
  const transport = createTransport({
    portal: server.origin,
    auth: basicAuth({ login: LOGIN, apiKey: API_KEY }),
    fetch,
  });
  await transport.request(projects.list, {});
  await (await transport.fetch("projects")).text();
  expect(used).toEqual(["sendToRead", "fetch"]);
});
