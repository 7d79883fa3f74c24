/** Calls over real connections: certificates, proxies, and servers that misbehave. */
import { execFile } from "node:child_process";
import { mkdtempDisposable, writeFile } from "node:fs/promises";
import { createServer, type RequestListener } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import tls from "node:tls";
import { inspect, promisify } from "node:util";
import { projects, topics } from "@clickhelp-js/protocol";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { basicAuth, createTransport, type Transport, type TransportOptions } from "../src/index.js";
import { createNodeFetch, type NodeFetchOptions } from "../src/node/index.js";
import {
  createAuthority,
  freePort,
  httpsServer,
  listen,
  proxyServer,
  tcpServer,
  type Authority,
  type Listening,
} from "./servers.js";
import { API_KEY, AUTHORIZATION, errorOf, LOGIN } from "./support.js";

let authority: Authority;
beforeAll(async () => {
  authority = await createAuthority();
});

const auth = basicAuth({ login: LOGIN, apiKey: API_KEY });
const newTopic = { projectId: "p", id: "t", assigneeUserName: "a", ownerUserName: "a", statusName: "Draft" };

const answerEmptyList: RequestListener = (request, response) => {
  const isKnown = request.headers.authorization === AUTHORIZATION;
  response.writeHead(isKnown ? 200 : 401, { "content-type": "application/json" }).end("[]");
};

function transportTo(portal: string, options: Partial<TransportOptions> = {}) {
  return createTransport({ portal, auth, retry: { baseDelay: 0 }, ...options });
}

/** Runs with a `fetch` of its own and closes its connections. */
async function withNodeFetch<T>(
  options: NodeFetchOptions,
  run: (fetch: typeof globalThis.fetch) => Promise<T>,
): Promise<T> {
  const fetch = createNodeFetch(options);
  try {
    return await run(fetch);
  } finally {
    await fetch.close();
  }
}

/** In a process of its own, since Node.js reads the environment at its start. It uses the built package. */
const reachTwo = `
  import { createNodeFetch } from "@clickhelp-js/core/node";
  const { ca, portals } = JSON.parse(process.env.TEST_SETTING);
  for (const replaceCa of [false, true]) {
    const fetch = createNodeFetch({ ca, replaceCa });
    for (const portal of portals) {
      console.log(replaceCa, await fetch(portal).then(({ status }) => status, () => "refused"));
    }
    await fetch.close();
  }
`;

it("authorities that are named join those of the system, or replace them", async () => {
  const ofSystem = await createAuthority();
  await using first = await listen(httpsServer(ofSystem, answerEmptyList));
  await using second = await listen(httpsServer(authority, answerEmptyList));
  await using folder = await mkdtempDisposable(join(tmpdir(), "authorities-"));
  const file = join(folder.path, "system.pem");
  await writeFile(file, ofSystem.ca);
  const portals = [first, second].map(({ port }) => `https://localhost:${port}`);
  const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "--eval", reachTwo], {
    cwd: `${import.meta.dirname}/..`,
    env: { ...process.env, NODE_EXTRA_CA_CERTS: file, TEST_SETTING: JSON.stringify({ ca: authority.ca, portals }) },
  });
  expect(stdout.trim().split("\n")).toEqual(["false 401", "false 401", "true refused", "true 401"]);
});

it("a connection that the portal closes when it is used again leads to no second request that may do harm", async () => {
  const requests: string[] = [];
  const connections = new Set<unknown>();
  const answer: RequestListener = (request, response) => {
    requests.push(request.method ?? "");
    connections.add(request.socket);
    if (requests.length === 1) answerEmptyList(request, response);
    else request.socket.destroy();
  };
  await using server = await listen(httpsServer(authority, answer));
  await withNodeFetch({ ca: authority.ca }, async (fetch) => {
    const transport = transportTo(`https://localhost:${server.port}`, { fetch });
    await transport.request(projects.list, {});
    await new Promise(setImmediate); // The connection is free again.
    const error = await errorOf(transport.request(topics.create, newTopic));
    expect(error).toMatchObject({ name: "ConnectionError", maybeApplied: true });
  });
  expect(requests).toEqual(["GET", "POST"]);
  expect(connections.size).toBe(1);
});

describe("the fetch of Node.js", () => {
  it("can be closed and destroyed as often as one likes", async () => {
    await using fetch = createNodeFetch();
    await Promise.all([fetch.close(), fetch.close()]);
    await fetch.destroy();
    await fetch.close();
  });

  it("says that it is closed to who goes on calling", async () => {
    await using fetch = createNodeFetch();
    const transport = transportTo("https://docs.example.com", { fetch, retry: 0 });
    for (const end of [() => fetch.close(), () => fetch.destroy()]) {
      await end();
      const error = await errorOf(transport.request(projects.list, {}));
      expect(error).toMatchObject({
        name: "ConnectionError",
        hint: expect.stringContaining("createNodeFetch()") as string,
      });
      expect(String(error)).toContain("the fetch that was given is closed");
    }
  });

  it("refuses options that it does not know, such as one that is misspelt", () => {
    const options = { ca: authority.ca, replaceCA: true };
    expect(() => createNodeFetch(options)).toThrow(/There is no option replaceCA .*Use ca, replaceCa, proxy, env\./);
  });

  it("reads the authorities once, and not again for each connection", async () => {
    const answerOnce: RequestListener = (_request, response) => response.writeHead(200, { connection: "close" }).end();
    await using server = await listen(httpsServer(authority, answerOnce));
    await withNodeFetch({ ca: authority.ca }, async (fetch) => {
      const readAuthorities = vi.spyOn(tls, "createSecureContext");
      for (let call = 0; call < 3; call += 1) await fetch(`https://localhost:${server.port}`);
      expect(readAuthorities).not.toHaveBeenCalled();
    });
    expect(server.connections()).toBe(3);
  });
});

describe("a certificate authority that nobody knows", () => {
  it("is refused, and the error says how to name it", async () => {
    await using server = await listen(httpsServer(authority, answerEmptyList));
    const error = await errorOf(transportTo(`https://localhost:${server.port}`).request(topics.create, newTopic));
    expect(error).toMatchObject({ name: "ConnectionError", reason: "certificate", maybeApplied: false });
    expect(String(error)).toMatch(/not trusted.*createNodeFetch.*NODE_EXTRA_CA_CERTS, set before Node\.js starts/);
    expect(server.connections()).toBe(1);
  });

  it.each([false, true])("is trusted when it is named (alone: %s)", async (replaceCa) => {
    await using server = await listen(httpsServer(authority, answerEmptyList));
    await withNodeFetch({ ca: authority.ca, replaceCa }, async (fetch) => {
      expect(await transportTo(`https://localhost:${server.port}`, { fetch }).request(projects.list, {})).toEqual([]);
    });
  });

  it("does not help a host that its certificate is not for", async () => {
    const other = await createAuthority("other.example");
    await using server = await listen(httpsServer(other, answerEmptyList));
    await withNodeFetch({ ca: Buffer.from(other.ca) }, async (fetch) => {
      const error = await errorOf(
        transportTo(`https://localhost:${server.port}`, { fetch }).request(projects.list, {}),
      );
      expect(error).toMatchObject({ name: "ConnectionError", reason: "certificate" });
    });
  });

  it("can be one of several", async () => {
    const other = await createAuthority("other.example");
    await using server = await listen(httpsServer(authority, answerEmptyList));
    await withNodeFetch({ ca: [Buffer.from(other.ca), authority.ca], replaceCa: true }, async (fetch) => {
      expect(await transportTo(`https://localhost:${server.port}`, { fetch }).request(projects.list, {})).toEqual([]);
    });
  });

  it.for(["", "no certificate", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----", [""], 5, null])(
    "must be a certificate, not %j",
    (ca) => {
      // @ts-expect-error -- programs without types can give anything
      expect(() => createNodeFetch({ ca })).toThrow(
        expect.objectContaining({ name: "ConfigurationError", option: "ca" }),
      );
    },
  );

  it.for([undefined, []])("must be there when it is to replace the known ones", (ca) => {
    expect(() => createNodeFetch({ ca, replaceCa: true })).toThrow(expect.objectContaining({ option: "replaceCa" }));
  });
});

describe("connections are used again", () => {
  async function connectionsOf(server: Listening, transport: Transport): Promise<number> {
    for (let call = 0; call < 20; call += 1) await transport.request(projects.list, {});
    return server.connections();
  }

  // As with bare fetch: the second call may find the first connection still busy with the end of an answer.
  it("by the global fetch", async () => {
    await using server = await listen(createServer(answerEmptyList));
    expect(await connectionsOf(server, transportTo(`http://localhost:${server.port}`))).toBeLessThanOrEqual(2);
  });

  it("by a fetch with a certificate authority of its own", async () => {
    await using server = await listen(httpsServer(authority, answerEmptyList));
    await withNodeFetch({ ca: authority.ca }, async (fetch) => {
      const transport = transportTo(`https://localhost:${server.port}`, { fetch });
      expect(await connectionsOf(server, transport)).toBeLessThanOrEqual(2);
    });
  });

  it("by a fetch with a proxy, where each is a tunnel", async () => {
    const tunnels: string[] = [];
    await using server = await listen(httpsServer(authority, answerEmptyList));
    await using proxy = await listen(proxyServer(tunnels));
    await withNodeFetch({ ca: authority.ca, proxy: new URL(`http://127.0.0.1:${proxy.port}`) }, async (fetch) => {
      const transport = transportTo(`https://localhost:${server.port}`, { fetch });
      expect(await connectionsOf(server, transport)).toBeLessThanOrEqual(2);
    });
    expect(tunnels.length).toBeLessThanOrEqual(2);
  });
});

describe("a proxy", () => {
  const env = (port: number, more = {}) => ({ HTTPS_PROXY: `http://127.0.0.1:${port}`, ...more });

  it.each(["HTTPS_PROXY", "https_proxy"])("is taken from %s in the environment that is given", async (name) => {
    const tunnels: string[] = [];
    await using server = await listen(httpsServer(authority, answerEmptyList));
    await using proxy = await listen(proxyServer(tunnels));
    await withNodeFetch(
      { ca: authority.ca, proxy: true, env: { [name]: `http://127.0.0.1:${proxy.port}` } },
      async (fetch) => {
        expect(await transportTo(`https://localhost:${server.port}`, { fetch }).request(projects.list, {})).toEqual([]);
      },
    );
    expect(tunnels).toEqual([`localhost:${server.port}`]);
  });

  it.each(["NO_PROXY", "no_proxy"])("is passed by for hosts in %s", async (name) => {
    const tunnels: string[] = [];
    await using server = await listen(httpsServer(authority, answerEmptyList));
    await using proxy = await listen(proxyServer(tunnels));
    await withNodeFetch(
      { ca: authority.ca, proxy: true, env: env(proxy.port, { [name]: "other.example,localhost" }) },
      async (fetch) => {
        expect(await transportTo(`https://localhost:${server.port}`, { fetch }).request(projects.list, {})).toEqual([]);
      },
    );
    expect(tunnels).toEqual([]);
  });

  it("can have credentials, which stay out of errors and logs", async () => {
    const tunnels: string[] = [];
    const entries: unknown[] = [];
    const logger = { debug: (entry: unknown) => entries.push(entry), warn: (entry: unknown) => entries.push(entry) };
    await using server = await listen(httpsServer(authority, answerEmptyList));
    await using proxy = await listen(proxyServer(tunnels, "anna:pr0xy"));
    const portal = `https://localhost:${server.port}`;
    const withPassword = (password: string) => ({
      ca: authority.ca,
      proxy: `http://anna:${password}@127.0.0.1:${proxy.port}`,
    });
    await withNodeFetch(withPassword("pr0xy"), async (fetch) => {
      expect(await transportTo(portal, { fetch, logger }).request(projects.list, {})).toEqual([]);
    });
    await withNodeFetch(withPassword("wr0ng"), async (fetch) => {
      const error = await errorOf(transportTo(portal, { fetch, logger }).request(topics.create, newTopic));
      expect(error).toMatchObject({ name: "ConnectionError", reason: "proxy", maybeApplied: false });
      expect(String(error)).toContain(
        `the proxy http://127.0.0.1:${proxy.port} opened no connection: it answered with 407`,
      );
      expect(inspect([error, entries], { depth: 10 })).not.toMatch(/anna:|pr0xy|wr0ng|YW5uYT/);
    });
    expect(tunnels).toHaveLength(1);
    expect(proxy.connections()).toBe(2);
  });

  it("that is away is named, and waited for like a portal that is away", async () => {
    const proxy = `http://localhost:${await freePort()}`;
    const warnings: unknown[] = [];
    const logger = { debug: () => undefined, warn: (entry: unknown) => warnings.push(entry) };
    await withNodeFetch({ proxy }, async (fetch) => {
      const transport = transportTo("https://docs.example.com", { fetch, logger });
      const error = await errorOf(transport.request(topics.create, newTopic));
      expect(error).toMatchObject({ name: "ConnectionError", reason: "proxy", maybeApplied: false });
      expect(String(error)).toContain(`the proxy ${proxy} opened no connection: the connection was refused`);
      expect(warnings).toHaveLength(2);
    });
  });

  it("that does not reach the portal is named, and tried again", async () => {
    await using proxy = await listen(proxyServer([], undefined, 502));
    await withNodeFetch({ proxy: `http://127.0.0.1:${proxy.port}` }, async (fetch) => {
      const transport = transportTo("https://docs.example.com", { fetch });
      const error = await errorOf(transport.request(topics.create, newTopic));
      expect(error).toMatchObject({ name: "ConnectionError", reason: "proxy", maybeApplied: false });
      expect(String(error)).toContain("it answered with 502");
    });
    expect(proxy.connections()).toBe(3);
  });

  it("must be an address, and needs an environment to be taken from", () => {
    expect(() => createNodeFetch({ proxy: "proxy.example.com" })).toThrow(expect.objectContaining({ option: "proxy" }));
    expect(() => createNodeFetch({ proxy: true, env: { HTTPS_PROXY: "nonsense" } })).toThrow(
      expect.objectContaining({ option: "proxy", variable: "HTTPS_PROXY" }),
    );
    expect(() => createNodeFetch({ proxy: true })).toThrow(expect.objectContaining({ option: "env" }));
  });
});

describe("a server that misbehaves", () => {
  /** Both ways to send fail alike: the global fetch, and that of `./node`. */
  async function errorsAt(portal: string, options: Partial<TransportOptions> = {}) {
    const onGlobal = await errorOf(transportTo(portal, options).request(topics.create, newTopic));
    const onNode = await withNodeFetch({ ca: authority.ca }, (fetch) =>
      errorOf(transportTo(portal, { ...options, fetch }).request(topics.create, newTopic)),
    );
    return [onGlobal, onNode];
  }

  it("is not there: nothing was sent, so even unsafe calls are repeated", async () => {
    for (const error of await errorsAt(`https://127.0.0.1:${await freePort()}`)) {
      expect(error).toMatchObject({ name: "ConnectionError", reason: "refused", maybeApplied: false });
    }
    for (const error of await errorsAt(`https://localhost:${await freePort()}`)) {
      expect(error).toMatchObject({ name: "ConnectionError", reason: "refused", maybeApplied: false });
    }
  });

  it("does not exist", async () => {
    for (const error of await errorsAt("https://no-such-portal.invalid", { retry: 0 })) {
      expect(error).toMatchObject({ name: "ConnectionError", reason: "dns", maybeApplied: false });
      expect(String(error)).toMatch(/not found \(no-such-portal\.invalid\).*portal's name/);
    }
  });

  it("speaks plain HTTP", async () => {
    await using server = await listen(tcpServer((socket) => socket.end("HTTP/1.1 200 OK\r\n\r\n")));
    for (const error of await errorsAt(`https://localhost:${server.port}`)) {
      expect(error).toMatchObject({ name: "ConnectionError", reason: "tls", maybeApplied: false });
    }
  });

  it("hangs up on plain HTTP", async () => {
    await using server = await listen(tcpServer((socket) => socket.destroy()));
    for (const error of await errorsAt(`http://localhost:${server.port}`)) {
      expect(error).toMatchObject({ reason: "interrupted", hint: "Try https:// in the portal's address." });
    }
  });

  it("closes every connection before the handshake", async () => {
    await using server = await listen(tcpServer((socket) => socket.destroy()));
    for (const error of await errorsAt(`https://localhost:${server.port}`)) {
      expect(error).toMatchObject({ name: "ConnectionError", reason: "unreachable", maybeApplied: false });
    }
    expect(server.connections()).toBe(6);
  });

  it("closes the connection after the request, which is not sent again", async () => {
    let requests = 0;
    const closing: RequestListener = (request) => {
      requests += 1;
      request.socket.destroy();
    };
    await using server = await listen(httpsServer(authority, closing));
    await withNodeFetch({ ca: authority.ca }, async (fetch) => {
      const transport = transportTo(`https://localhost:${server.port}`, { fetch });
      const error = await errorOf(transport.request(topics.create, newTopic));
      expect(error).toMatchObject({ name: "ConnectionError", reason: "interrupted", maybeApplied: true });
      expect(requests).toBe(1);
      await errorOf(transport.request(projects.list, {}));
      expect(requests).toBe(4);
    });
  });

  it("closes the connection in the middle of the answer", async () => {
    let requests = 0;
    const cutting: RequestListener = (request, response) => {
      requests += 1;
      response.writeHead(200, { "content-length": "1000" });
      response.write('[{"id":', () => request.socket.destroy());
    };
    await using server = await listen(httpsServer(authority, cutting));
    await withNodeFetch({ ca: authority.ca }, async (fetch) => {
      const transport = transportTo(`https://localhost:${server.port}`, { fetch });
      const error = await errorOf(transport.request(topics.create, newTopic));
      expect(error).toMatchObject({ name: "ConnectionError", reason: "interrupted", maybeApplied: true });
      expect(requests).toBe(1);
      await errorOf(transport.request(projects.list, {}));
      expect(requests).toBe(4);
    });
  });

  it.each([
    ["before the answer", (() => undefined) satisfies RequestListener],
    ["in the answer", ((_request, response) => void response.write("[")) satisfies RequestListener],
  ])("stalls %s", async (_name, answer: RequestListener) => {
    await using server = await listen(httpsServer(authority, answer));
    await withNodeFetch({ ca: authority.ca }, async (fetch) => {
      const transport = transportTo(`https://localhost:${server.port}`, { fetch, timeout: 40 });
      const error = await errorOf(transport.request(topics.create, newTopic));
      expect(error).toMatchObject({ name: "TimeoutError", timeout: 40, maybeApplied: true });
    });
  });

  it("sends more than the limit, of which no more is read", async () => {
    const megabyte = Buffer.alloc(2 ** 20, " ");
    let poured = 0;
    const pour: RequestListener = (request, response) => {
      response.write(megabyte, (error) => {
        if (error) return;
        poured += megabyte.length;
        if (poured < 2 ** 30) pour(request, response);
      });
    };
    await using server = await listen(httpsServer(authority, pour));
    await withNodeFetch({ ca: authority.ca }, async (fetch) => {
      const transport = transportTo(`https://localhost:${server.port}`, { fetch, maxResponseBytes: 2 ** 20 });
      const error = await errorOf(transport.request(projects.list, {}));
      expect(error).toMatchObject({ name: "ResponseValidationError" });
      expect(String(error)).toMatch(/longer than 1048576 bytes.*raise maxResponseBytes/);
    });
    // What is more than the limit had room on the way.
    expect(poured).toBeLessThan(2 ** 26);
  });

  it("answers after the caller has given up", async () => {
    const controller = new AbortController();
    await using server = await listen(
      httpsServer(authority, () => {
        controller.abort();
      }),
    );
    await withNodeFetch({ ca: authority.ca }, async (fetch) => {
      const transport = transportTo(`https://localhost:${server.port}`, { fetch });
      const error = await errorOf(transport.request(projects.list, {}, { signal: controller.signal }));
      expect(error).toBe(controller.signal.reason);
    });
  });
});
