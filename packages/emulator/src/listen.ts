/** Serves a portal over HTTPS, on the loopback interface unless told otherwise. */
import { once } from "node:events";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer, type Server, type ServerOptions } from "node:https";
import net, { type AddressInfo, type Socket } from "node:net";
import type { Duplex } from "node:stream";
import type { Account } from "./accounts.js";
import { ApiError, badRequest } from "./api-error.js";
import { answerBroken, longestHead } from "./broken-requests.js";
import type { CertificateNames } from "./certificate-names.js";
import { prepareCertificate, type ServerCertificate } from "./certificate.js";
import type { Answer } from "./control/exchange.js";
import { DroppedConnection } from "./control/faults.js";
import type { Emulator } from "./emulator.js";
import { EmulatorError } from "./emulator-error.js";
import { toErrorReply, type WireOptions } from "./encode.js";
import type { Reply } from "./reply.js";
import { isLoopback } from "./loopback.js";
import { fromSocket, send } from "./socket-request.js";
import { codeOf, messageOf } from "./thrown.js";

/** How to serve. */
export interface ListenOptions {
  /** 0 takes any free port. @default 0 */
  readonly port?: number | undefined;
  /** Address to bind to. Others than loopback addresses open the portal to the network. @default "127.0.0.1" */
  readonly host?: string | undefined;
  /** Your own certificate, PEM, instead of one that the emulator makes. It must be valid and fit its key. */
  readonly certificate?: ServerCertificate | undefined;
}

/** A portal that is being served. */
export interface ListeningEmulator {
  /**
   * `https://localhost:PORT`, or with the host it is bound to. With your own certificate, one that it was made out to: the
   * first of its names when it has neither of these.
   */
  readonly url: string;
  /**
   * File with the certificate that clients must trust, PEM. Empty when your own certificate was signed by an authority that
   * does not stand behind it: then only you know whom to trust.
   */
  readonly caFile: string;
  /** The administrator's login and API key; the key is empty when it cannot be told any more. */
  readonly login: string;
  readonly apiKey: string;
  /** All accounts that the portal began with. */
  readonly accounts: Account[];
  /** Null when the portal is in memory. */
  readonly dataDir: string | null;
  /** Stops serving, ends open connections at once, and closes the emulator. */
  close(): Promise<void>;
  /** Closes it, for `await using`. */
  [Symbol.asyncDispose](): Promise<void>;
}

/** When slow clients are cut off, in milliseconds. */
export interface Timeouts {
  /** For the TLS handshake, and again for the headers. */
  readonly headers: number;
  /** For a whole request. */
  readonly request: number;
  /** For the next request on the same connection: as long as web servers of the kind that portals run on wait. */
  readonly idle: number;
  /** How often requests are looked at: so much later they may be cut off. */
  readonly check: number;
  /** For reading the answer to what is malformed or late, before the connection is destroyed. */
  readonly linger: number;
}

const defaultTimeouts: Timeouts = { headers: 20_000, request: 120_000, idle: 120_000, check: 1_000, linger: 1_000 };

/** Node.js would answer 417, which the API does not document, without a body. */
const unexpected = badRequest('The portal knows no "Expect" header but "100-continue".');

/** Node.js would end the handshake with a client that announces HTTP/1.0, such as `curl --http1.0`. */
const ALPNProtocols = ["http/1.1", "http/1.0"];

/** What is served. */
export interface Served {
  readonly emulator: Pick<Emulator, "accounts">;
  readonly answer: Answer;
  /** Null when the portal is in memory. */
  readonly dataDir: string | null;
  /** How errors are written that the server answers itself. */
  readonly wire: WireOptions;
  readonly onError: (error: unknown) => void;
}

/** Begins to serve. `close` of the result stops the server alone. */
export async function listen(
  served: Served,
  { port = 0, host = "127.0.0.1", certificate }: ListenOptions,
  limits: Timeouts = defaultTimeouts,
): Promise<ListeningEmulator> {
  checkPlace(port, host);
  const { accounts } = served.emulator;
  const [administrator] = accounts;
  const { names, caFile, remove, ...pair } = await prepareCertificate(served.dataDir, certificate);
  const server = createPortalServer(served, pair, limits, (name) => name === host || names.covers(name));
  const sockets = trackSockets(server);
  try {
    await bind(server, port, host);
    const close = async () => {
      const closed = once(server, "close");
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
      remove();
    };
    return {
      url: toUrl(chooseHost(host, names), (server.address() as AddressInfo).port),
      caFile,
      login: administrator?.login ?? "",
      apiKey: administrator?.apiKey ?? "",
      accounts,
      dataDir: served.dataDir,
      close,
      [Symbol.asyncDispose]: close,
    };
  } catch (error) {
    server.close();
    remove();
    throw error;
  }
}

/** A server that is not bound yet. `isOwnName` says of a host's name whether it is the portal's. */
function createPortalServer(
  { answer, wire, onError }: Served,
  { cert, key }: ServerCertificate,
  limits: Timeouts,
  isOwnName: (name: string) => boolean,
): Server {
  const options: ServerOptions = {
    cert,
    key,
    ALPNProtocols,
    minVersion: "TLSv1.2",
    // Without a Host header there is no address, which is answered here; Node.js would answer without a body.
    requireHostHeader: false,
    joinDuplicateHeaders: true,
    optimizeEmptyRequests: true,
    handshakeTimeout: limits.headers,
    maxHeaderSize: longestHead,
    headersTimeout: limits.headers,
    requestTimeout: limits.request,
    keepAliveTimeout: limits.idle,
    connectionsCheckingInterval: limits.check,
  };
  const answerSocket = (incoming: IncomingMessage, outgoing: ServerResponse) => {
    const { remoteAddress, localAddress } = incoming.socket;
    const request = fromSocket(incoming, outgoing);
    if (request instanceof ApiError) return toErrorReply(request, wire);
    return answer(request, { peer: remoteAddress, isPortal: (name) => name === localAddress || isOwnName(name) });
  };
  const server = createServer(options, (incoming, outgoing) => {
    void serve(incoming, outgoing, onError, () => answerSocket(incoming, outgoing));
  });
  server.on("checkExpectation", (incoming, outgoing) => {
    void serve(incoming, outgoing, onError, () => toErrorReply(unexpected, wire));
  });
  answerWhatIsBroken(server, wire, limits.linger);
  return server;
}

/** Also what comes too late, or is too long. */
function answerWhatIsBroken(server: Server, wire: WireOptions, linger: number): void {
  const answered = new WeakSet<Duplex>();
  server.on("clientError", (error, socket) => {
    // More of the same is thrown away: whoever is cut off while sending would not see the answer.
    if (answered.has(socket)) return;
    if (!socket.writable) {
      socket.destroy();
      return;
    }
    answered.add(socket);
    socket.end(answerBroken(error, wire), "latin1");
    // Whoever goes on sending after the answer would keep the connection for ever.
    setTimeout(() => socket.destroy(), linger).unref();
  });
}

/** Programs in JavaScript give anything, and where Node.js finds no host, it opens the portal to the network. */
function checkPlace(port: unknown, host: unknown): void {
  const isPort = typeof port === "number" && Number.isInteger(port) && port >= 0 && port <= 65_535;
  const isHost = typeof host === "string" && host.trim() !== "";
  if (isPort && isHost) return;
  const problem = isPort
    ? '"host" is no name or address. Give one such as "127.0.0.1"'
    : '"port" is no whole number from 0 to 65535. Give one, 0 for any free port';
  throw new EmulatorError("listen", `Cannot listen: ${problem}, or leave it out.`);
}

/** A bound socket needs nothing to be looked up, which would take a twelfth of the time in which the portal starts. */
async function bind(server: Server, port: number, host: string): Promise<void> {
  const isSupported = "BoundSocket" in net; // Since Node.js 24.19.
  try {
    if (isSupported && net.isIPv4(host)) server.listen(new net.BoundSocket({ port, host }));
    else server.listen(port, host);
    await once(server, "listening");
  } catch (error) {
    throw listenError(error, host, port);
  }
}

async function serve(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  onError: (error: unknown) => void,
  answer: () => Reply | Promise<Reply>,
): Promise<void> {
  try {
    await send(await answer(), incoming, outgoing, onError);
  } catch (error) {
    // A fault drops the connection, the portal is closed, or the connection broke already, on either side.
    const isMeant = error instanceof DroppedConnection || error instanceof EmulatorError || outgoing.destroyed;
    if (!isMeant) onError(error);
    incoming.socket.destroy();
  }
}

/** All sockets, including those that have not finished, or never begin, their TLS handshake. */
function trackSockets(server: Server): Set<Socket> {
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  // Whoever does not speak TLS, or an old version, gets no answer.
  server.on("tlsClientError", (_error, socket) => {
    socket.destroy();
  });
  return sockets;
}

/** The host to find the portal by: the one it is bound to, unless that is for its certificate another's. */
function chooseHost(bound: string, { covers, first }: CertificateNames): string {
  const usual = isLoopback(bound) || bound === "0.0.0.0" || bound === "::" ? "localhost" : bound;
  return [usual, bound].find(covers) ?? first() ?? usual;
}

function toUrl(host: string, port: number): string {
  return host.includes(":") ? `https://[${host}]:${port}` : `https://${host}:${port}`;
}

/** By the system's code. */
const reasons = new Map<string | undefined, string>([
  ["EADDRINUSE", "another program is using it"],
  ["EACCES", "this needs more rights"],
  ["EADDRNOTAVAIL", "this machine has no such address"],
]);

function listenError(error: unknown, host: string, port: number): EmulatorError {
  const reason = reasons.get(codeOf(error)) ?? messageOf(error);
  return new EmulatorError("listen", `Cannot listen on ${host}, port ${port}: ${reason}.`, { cause: error });
}
