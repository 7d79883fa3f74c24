import { spawnSync } from "node:child_process";
import { generateKeyPairSync, X509Certificate } from "node:crypto";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { get as plainGet, type IncomingHttpHeaders, type IncomingMessage } from "node:http";
import { Agent, request as httpsRequest, type RequestOptions } from "node:https";
import { connect as connectPlain, isIP } from "node:net";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { connect as connectTls } from "node:tls";
import { buffer, text } from "node:stream/consumers";
import { SubjectAlternativeNameExtension, X509CertificateGenerator } from "@peculiar/x509";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createEmulator, type ListeningEmulator, type ListenOptions, type ServerCertificate } from "../src/index.js";
import { basic, fields, parse } from "./test-portal.js";
import { testSeed } from "./test-seed.js";

const opened: ListeningEmulator[] = [];
let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "emulator-test-"));
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((server) => server.close()));
  rmSync(folder, { recursive: true });
});

async function serve(options: ListenOptions = {}, dataDir?: string): Promise<ListeningEmulator> {
  const emulator = createEmulator({ seed: testSeed, ...(dataDir === undefined ? {} : { dataDir }) });
  try {
    const server = await emulator.listen(options);
    opened.push(server);
    return server;
  } catch (error) {
    await emulator.close();
    throw error;
  }
}

interface HttpsReply {
  status: number | undefined;
  headers: IncomingHttpHeaders;
  text: string;
}

interface SendOptions extends RequestOptions {
  headers?: Record<string, string>;
}

async function send(url: string, options: SendOptions = {}, body?: string | Buffer): Promise<HttpsReply> {
  const headers = { Authorization: basic("admin"), ...options.headers };
  const outgoing = httpsRequest(url, { ...options, headers });
  outgoing.end(body);
  const [incoming] = (await once(outgoing, "response")) as [IncomingMessage];
  return { status: incoming.statusCode, headers: incoming.headers, text: (await buffer(incoming)).toString("utf8") };
}

const ca = (server: ListeningEmulator) => readFileSync(server.caFile);
const portOf = (server: ListeningEmulator) => Number(new URL(server.url).port);

describe("serving", () => {
  test("answers over HTTPS, with addresses of its own, to a client that trusts the CA file", async () => {
    const server = await serve();
    expect(server).toMatchObject({ login: "admin", apiKey: "emulator-admin-key", dataDir: null });
    expect(server.url).toMatch(/^https:\/\/localhost:\d+$/);
    for (const host of ["localhost", "127.0.0.1"]) {
      const reply = await send(`https://${host}:${portOf(server)}/api/v1/projects/manual`, { ca: ca(server) });
      expect(reply.status).toBe(200);
      expect(reply.text.startsWith("\uFEFF{")).toBe(true);
      expect(parse(reply.text)).toMatchObject({ fullUrl: `https://${host}:${portOf(server)}/articles/manual` });
    }
  });

  test("a client that does not know the CA refuses", async () => {
    const server = await serve();
    await expect(send(`${server.url}/api/v1/projects`)).rejects.toMatchObject({
      code: expect.stringMatching(/UNABLE_TO_VERIFY|SELF_SIGNED/) as string,
    });
  });

  test("takes and gives files of 10 MB", async () => {
    const server = await serve();
    const content = Buffer.alloc(10 * 1024 * 1024, "clickhelp").toString("base64");
    const url = `${server.url}/api/v1/storage/big.bin?format=base64`;
    const sent = await send(url, { ca: ca(server), method: "POST" }, JSON.stringify({ content }));
    expect(sent.status).toBe(201);
    const read = await send(url, { ca: ca(server) });
    expect(fields(parse(read.text)).content === content).toBe(true);
  });

  test("too large a body is answered, and the connection is usable or closed, not stuck", async () => {
    const server = await serve();
    const url = `${server.url}/api/v1/storage/big.bin?format=base64`;
    const reply = await send(url, { ca: ca(server), method: "POST" }, Buffer.alloc(16 * 1024 * 1024, 32));
    expect(reply.status).toBe(400);
    expect(parse(reply.text)).toMatchObject({ Message: expect.stringContaining("too large") as string });
    expect((await send(`${server.url}/api/v1/projects`, { ca: ca(server) })).status).toBe(200);
  });

  test("answers many requests at once, and loses no write", async () => {
    const server = await serve();
    const agent = new Agent({ ca: ca(server), keepAlive: true, maxSockets: 64 });
    const workflow = { statusName: "Draft", ownerUserName: "admin", assigneeUserName: "admin" };
    const url = `${server.url}/api/v1/projects/manual/articles`;
    const replies = await Promise.all(
      Array.from({ length: 200 }, (_, number) =>
        send(url, { agent, method: "POST" }, JSON.stringify({ id: `t${number}`, ...workflow })),
      ),
    );
    expect(replies.filter(({ status }) => status !== 201)).toEqual([]);
    const listed = parse((await send(url, { agent })).text);
    expect(listed).toHaveLength(204);
    agent.destroy();
  });

  test.each([[], ["http/1.0"]])("answers HTTP/1.0, announced in the handshake or not: %s", async (...announced) => {
    const server = await serve();
    const connection = { port: portOf(server), host: "127.0.0.1", ca: ca(server), servername: "localhost" };
    const socket = connectTls({ ...connection, ...(announced.length > 0 && { ALPNProtocols: announced }) });
    socket.write(`GET /api/v1/projects HTTP/1.0\r\nHost: localhost\r\nAuthorization: ${basic("admin")}\r\n\r\n`);
    const reply = await text(socket);
    expect(reply).toMatch(/^HTTP\/1\.1 200 /);
    expect(reply).not.toMatch(/^Transfer-Encoding/im);
    expect(parse(reply.slice(reply.indexOf("\r\n\r\n") + 4))).toContainEqual(expect.objectContaining({ id: "manual" }));
  });

  test("what is not HTTP is answered with the error object", async () => {
    const server = await serve();
    const socket = connectTls({ port: portOf(server), host: "127.0.0.1", ca: ca(server), servername: "localhost" });
    socket.end("NONSENSE\r\n\r\n");
    const reply = await text(socket);
    expect(reply).toMatch(/^HTTP\/1\.1 400 /);
    expect(parse(reply.slice(reply.indexOf("\r\n\r\n") + 4))).toMatchObject({
      ExceptionDetail: null,
      StackTrace: null,
    });
  });

  test.each([
    ["an expectation that the API does not document", "Host: localhost\r\nExpect: foo\r\n", "Expect"],
    ["no Host header", "", "Host header is missing"],
  ])("%s is answered with 400 and the error object", async (_what, headers, words) => {
    const server = await serve();
    const socket = connectTls({ port: portOf(server), host: "127.0.0.1", ca: ca(server), servername: "localhost" });
    socket.write(`GET /api/v1/projects HTTP/1.1\r\n${headers}Connection: close\r\n\r\n`);
    const reply = await text(socket);
    expect(reply).toMatch(/^HTTP\/1\.1 400 [^]*content-type: application\/json/i);
    const body = /\{.*\}/.exec(reply)?.[0] ?? "";
    expect(parse(body)).toMatchObject({ Message: expect.stringContaining(words) as string, StackTrace: null });
  });

  test("a host name that makes no address is answered with the error object", async () => {
    const server = await serve();
    const reply = await send(`${server.url}/api/v1/projects`, {
      ...{ ca: ca(server), servername: "localhost", headers: { Host: "a b" } },
    });
    expect(reply.status).toBe(400);
    expect(Object.keys(fields(parse(reply.text)))).toContain("Message");
  });
});

describe("transport security", () => {
  test("plain HTTP gets no API", async () => {
    const server = await serve();
    const outgoing = plainGet({ port: portOf(server), path: "/api/v1/projects", host: "127.0.0.1" });
    await expect(once(outgoing, "response")).rejects.toMatchObject({ code: "ECONNRESET" });
  });

  test.each([
    ["TLSv1.1", false],
    ["TLSv1.2", true],
    ["TLSv1.3", true],
  ] as const)("%s is served: %s", async (version, isServed) => {
    const server = await serve();
    // The client has to lower its own floor, or it would refuse before the server could.
    const ciphers = version === "TLSv1.1" ? { ciphers: "DEFAULT:@SECLEVEL=0" } : {};
    const limits = { minVersion: version, maxVersion: version, ...ciphers };
    const socket = connectTls({
      port: portOf(server),
      host: "127.0.0.1",
      ca: ca(server),
      servername: "localhost",
      ...limits,
    });
    if (isServed) {
      await once(socket, "secureConnect");
      expect(socket.getProtocol()).toBe(version);
    } else {
      await expect(once(socket, "secureConnect")).rejects.toMatchObject({
        code: "ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION",
      });
    }
    socket.destroy();
  });

  test("the certificate is for loopback names, and signed by the CA, whose key is not kept", async () => {
    const server = await serve({}, folder);
    const authority = new X509Certificate(ca(server));
    const leaf = new X509Certificate(readFileSync(join(folder, "tls", "localhost.pem")));
    expect(leaf.subjectAltName).toBe("DNS:localhost, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1");
    expect(leaf.verify(authority.publicKey)).toBe(true);
    expect([authority.ca, leaf.ca]).toEqual([true, false]);
    expect(readFileSync(server.caFile, "utf8")).not.toContain("PRIVATE KEY");
    const pair = readFileSync(join(folder, "tls", "localhost.pem"), "utf8");
    expect(pair.match(/PRIVATE KEY-----\n/g)).toHaveLength(2);
    expect(statSync(join(folder, "tls", "localhost.pem")).mode & 0o777).toBe(0o600);
  });

  test("a data directory keeps its certificate, a portal in memory leaves no files", async () => {
    const first = await serve({}, folder);
    const before = ca(first);
    await first.close();
    const second = await serve({}, folder);
    expect(ca(second).equals(before)).toBe(true);
    const temporary = await serve();
    expect(existsSync(temporary.caFile)).toBe(true);
    await temporary.close();
    expect(existsSync(dirname(temporary.caFile))).toBe(false);
  });

  test("a portal in memory writes no key down, and is closed by await using", async () => {
    let caFile: string;
    {
      await using portal = await serve();
      ({ caFile } = portal);
      expect(readdirSync(dirname(caFile))).toEqual(["ca.pem"]);
    }
    expect(existsSync(dirname(caFile))).toBe(false);
  });

  test("a program that ends without closing its portal leaves no files", () => {
    const program = `
      const { createEmulator } = await import("./emulator.js");
      console.log((await createEmulator().listen()).caFile);
      process.exit();`;
    const hooks = new URL("source-hooks.ts", import.meta.url).href;
    const { stdout, stderr } = spawnSync(
      process.execPath,
      ["--import", hooks, "--input-type=module", "--eval", program],
      {
        cwd: join(import.meta.dirname, "..", "src"),
        encoding: "utf8",
      },
    );
    const caFile = stdout.trim();
    expect([basename(caFile), stderr]).toEqual(["ca.pem", ""]);
    expect(existsSync(dirname(caFile))).toBe(false);
  });

  test("your own certificate is used, and the CA file is the authority that stands behind it", async () => {
    const made = await serve({}, folder);
    const { cert, key } = pairOf(folder);
    const own = await serve({ certificate: { cert: cert + ca(made).toString(), key } });
    expect((await send(`${own.url}/api/v1/projects`, { ca: ca(own) })).status).toBe(200);
    expect(ca(own).toString()).not.toContain(cert);
  });

  test("with your own certificate whose authority is elsewhere, there is no CA file", async () => {
    const made = await serve({}, folder);
    const own = await serve({ certificate: pairOf(folder) });
    expect(own.caFile).toBe("");
    expect((await send(`${own.url}/api/v1/projects`, { ca: ca(made) })).status).toBe(200);
  });

  test("your own certificate is refused when it does not fit its key, or is not readable", async () => {
    await serve({}, folder);
    const { cert, key } = pairOf(folder);
    const other = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey.export({
      type: "pkcs8",
      format: "pem",
    });
    const refusals = [
      [{ cert: "no", key }, "The given certificate is not in PEM form"],
      [{ cert, key: "no" }, "The given key is not a private key in PEM form"],
      [{ cert, key: other.toString() }, "The given key is not the key of the given certificate"],
    ] as const;
    for (const [certificate, words] of refusals) {
      await expect(serve({ certificate })).rejects.toThrow(new RegExp(`${words}.*or neither`));
    }
  });

  test("your own certificate is refused when its key is shorter than clients take, and leaves no files", async () => {
    const algorithm = { name: "RSASSA-PKCS1-v1_5", modulusLength: 1024, hash: "SHA-256" };
    const publicExponent = Uint8Array.of(1, 0, 1);
    const certificate = await makeCertificate(-1, 1, ["localhost"], { ...algorithm, publicExponent });
    const refusal = {
      code: "certificate",
      message: expect.stringMatching(/its key may be too short.*or neither/) as string,
    };
    await expect(serve({ certificate }, folder)).rejects.toMatchObject(refusal);
    expect(existsSync(join(folder, "tls"))).toBe(false);
  });

  test.each([
    ["that has expired", -3, -1, "The given certificate expired on"],
    ["that is not valid yet", 1, 3, "The given certificate is not valid before"],
  ])("your own certificate %s is refused, with the day", async (_what, from, to, words) => {
    await expect(serve({ certificate: await makeCertificate(from, to) })).rejects.toThrow(words);
  });
});

describe("a certificate of your own for other names", () => {
  test("is printed by its first name, by which the control API answers, too, and by no name that it does not cover", async () => {
    const certificate = await makeCertificate(-1, 1, ["docs.example.test", "*.docs.example.test"]);
    const server = await serve({ certificate });
    expect(new URL(server.url).hostname).toBe("docs.example.test");
    const ask = (name: string) => {
      const trusted = { ca: certificate.cert, servername: "docs.example.test" };
      return send(`https://127.0.0.1:${portOf(server)}/__emulator/health`, { ...trusted, headers: { Host: name } });
    };
    const names = ["docs.example.test", "en.docs.example.test", "localhost", "evil.example.test", "example.test"];
    const replies = await Promise.all(names.map(ask));
    expect(replies.map(({ status }) => status)).toEqual([200, 200, 200, 403, 403]);
  });

  test.each([
    [["docs.example.test", "localhost"], {}, "localhost"],
    [["*.example.test"], {}, "portal.example.test"],
    [["127.0.0.1"], {}, "127.0.0.1"],
    [["docs.example.test", "127.0.0.1"], { host: "127.0.0.1" }, "127.0.0.1"],
  ])("%j is printed, listening with %j, as %s", async (names, options, host) => {
    const server = await serve({ ...options, certificate: await makeCertificate(-1, 1, names) });
    expect(new URL(server.url).hostname).toBe(host);
  });
});

/** The certificate and the key that an emulator made in a data directory. */
function pairOf(dataDir: string): ServerCertificate {
  const pair = readFileSync(join(dataDir, "tls", "localhost.pem"), "utf8");
  const start = pair.indexOf("-----BEGIN PRIVATE KEY-----");
  return { cert: pair.slice(0, start), key: pair.slice(start) };
}

/** A certificate that signed itself, valid between two moments in days from now. */
async function makeCertificate(
  from: number,
  to: number,
  hosts: readonly string[] = ["localhost"],
  algorithm: EcKeyGenParams | RsaHashedKeyGenParams = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" },
): Promise<ServerCertificate> {
  const keys = await crypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
  const day = 24 * 60 * 60 * 1000;
  const certificate = await X509CertificateGenerator.createSelfSigned({
    ...{ name: "CN=Test", keys, signingAlgorithm: algorithm },
    ...{ notBefore: new Date(Date.now() + from * day), notAfter: new Date(Date.now() + to * day) },
    extensions: [
      new SubjectAlternativeNameExtension(
        hosts.map((value) => ({ type: isIP(value) === 0 ? ("dns" as const) : ("ip" as const), value })),
      ),
    ],
  });
  const pkcs8 = Buffer.from(await crypto.subtle.exportKey("pkcs8", keys.privateKey)).toString("base64");
  return {
    cert: certificate.toString("pem"),
    key: `-----BEGIN PRIVATE KEY-----\n${pkcs8}\n-----END PRIVATE KEY-----\n`,
  };
}

describe("stopping", () => {
  test("ends idle, half-open and waiting connections at once", async () => {
    const server = await serve();
    const idle = connectTls({ port: portOf(server), host: "127.0.0.1", ca: ca(server), servername: "localhost" });
    await once(idle, "secureConnect");
    const halfOpen = connectPlain({ port: portOf(server), host: "127.0.0.1" });
    await once(halfOpen, "connect");
    const slow = connectTls({ port: portOf(server), host: "127.0.0.1", ca: ca(server), servername: "localhost" });
    await once(slow, "secureConnect");
    slow.write("POST /api/v1/projects HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\n{");
    const sockets = [idle, halfOpen, slow];
    const closed = sockets.map((socket) => {
      socket.on("error", () => undefined);
      return new Promise((resolve) => socket.once("close", resolve));
    });
    const before = performance.now();
    await server.close();
    await Promise.all(closed);
    expect(performance.now() - before).toBeLessThan(1000);
  });

  test("needs no more than a moment when nobody is connected, and may be asked twice", async () => {
    const server = await serve();
    await server.close();
    await server.close();
  });

  test("ends a portal that is about to be served, too", async () => {
    const first = await serve();
    const port = portOf(first);
    await first.close();
    const emulator = createEmulator({ seed: "empty" });
    const refused = expect(emulator.listen({ port })).rejects.toThrow("This emulator is closed");
    await emulator.close();
    await refused;
    // Nobody holds its port.
    await serve({ port });
  });

  test("a port that is taken is said to be taken, and nothing is left behind", async () => {
    const server = await serve();
    await expect(serve({ port: portOf(server) })).rejects.toThrow(/another program is using it/);
  });

  test.each([
    [{ host: 5 }, '"host" is no name or address.'],
    [{ host: null }, '"host" is no name or address.'],
    [{ host: "" }, '"host" is no name or address.'],
    [{ port: 65_536 }, '"port" is no whole number from 0 to 65535.'],
    [{ port: "0" }, '"port" is no whole number from 0 to 65535.'],
  ])("what is no place to listen at is refused before anything is opened: %j", async (options, problem) => {
    const dataDir = join(folder, "portal");
    const emulator = createEmulator({ seed: "empty", dataDir });
    const error = { code: "listen", message: expect.stringContaining(problem) as string };
    await expect(emulator.listen(options as ListenOptions)).rejects.toMatchObject(error);
    expect(existsSync(join(dataDir, "tls"))).toBe(false);
    await emulator.close();
  });
});
