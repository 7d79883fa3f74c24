/** Real servers on the loopback address, with certificates of an authority that nobody knows. */
import { randomUUID } from "node:crypto";
import { createServer as createHttpServer, type Server as HttpServer } from "node:http";
import { createServer, type Server } from "node:https";
import {
  connect,
  createServer as createTcpServer,
  type AddressInfo,
  type Server as TcpServer,
  type Socket,
} from "node:net";
import type { RequestListener } from "node:http";
import type { SecureVersion } from "node:tls";
import { generate } from "selfsigned";

export interface Authority {
  /** PEM. */
  readonly ca: string;
  readonly key: string;
  readonly cert: string;
}

/** Makes an authority with a name of its own, and a certificate of it for one host. */
export async function createAuthority(host = "localhost"): Promise<Authority> {
  const authority = await generate([{ name: "commonName", value: `Test authority ${randomUUID()}` }], {
    keyType: "ec",
    algorithm: "sha256",
    extensions: [
      { name: "basicConstraints", cA: true, critical: true },
      { name: "keyUsage", keyCertSign: true, cRLSign: true, critical: true },
    ],
  });
  const leaf = await generate([{ name: "commonName", value: host }], {
    keyType: "ec",
    algorithm: "sha256",
    ca: { key: authority.private, cert: authority.cert },
    extensions: [
      { name: "basicConstraints", cA: false },
      {
        name: "subjectAltName",
        altNames: [{ type: 2, value: host }],
      },
    ],
  });
  return { ca: authority.cert, key: leaf.private, cert: leaf.cert };
}

/** A server that is listening, and closes everything at the end of an `await using`. */
export interface Listening {
  readonly port: number;
  /** How many connections were made. */
  connections(): number;
  [Symbol.asyncDispose](): Promise<void>;
}

export async function listen(server: Server | HttpServer | TcpServer): Promise<Listening> {
  const sockets = new Set<Socket>();
  let connections = 0;
  server.on("connection", (socket: Socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on("error", () => undefined);
    socket.on("close", () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    connections: () => connections,
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        for (const socket of sockets) socket.destroy();
      }),
  };
}

export function httpsServer(
  { key, cert }: Authority,
  answer: RequestListener,
  versions: { maxVersion?: SecureVersion } = {},
): Server {
  return createServer({ key, cert, ...versions }, answer);
}

/** Takes connections and does what it is told with them. */
export function tcpServer(take: (socket: Socket) => void): TcpServer {
  return createTcpServer(take);
}

/** A proxy that opens tunnels with CONNECT; asks for these credentials if any are given, or answers with this status. */
export function proxyServer(tunnels: string[], credentials?: string, status?: number): HttpServer {
  const server = createHttpServer();
  server.on("connect", (request, client: Socket, head) => {
    const expected = credentials && `Basic ${Buffer.from(credentials).toString("base64")}`;
    if (expected !== undefined && request.headers["proxy-authorization"] !== expected) {
      client.end("HTTP/1.1 407 Proxy Authentication Required\r\n\r\n");
      return;
    }
    if (status !== undefined) {
      client.end(`HTTP/1.1 ${status} Sorry\r\n\r\n`);
      return;
    }
    const { hostname, port } = new URL(`http://${request.url ?? ""}`);
    tunnels.push(`${hostname}:${port}`);
    const target = connect(Number(port), hostname, () => {
      client.write("HTTP/1.1 200 Connection Established\r\n\r\n");
      target.write(head);
      target.pipe(client);
      client.pipe(target);
    });
    for (const socket of [client, target]) {
      socket.on("error", () => {
        client.destroy();
        target.destroy();
      });
    }
  });
  return server;
}

/** A port on which nobody listens. */
export async function freePort(): Promise<number> {
  await using server = await listen(createTcpServer());
  return server.port;
}
