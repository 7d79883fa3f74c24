/** Requests that come over sockets, and the answers that go back. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { finished } from "node:stream";
import { pipeline } from "node:stream/promises";
import { ApiError, badRequest } from "./api-error.js";
import { ListGoneError } from "./batches.js";
import { breakOff, type PortalRequest } from "./portal-request.js";
import { drainLimit } from "./request-body.js";
import { isWhole, type Reply, type WholeReply } from "./reply.js";
import { ContentGoneError } from "./store/contents.js";

/** Gives what came over a socket, or what is wrong with its target or its host. */
export function fromSocket(incoming: IncomingMessage, outgoing: ServerResponse): PortalRequest | ApiError {
  const { method = "GET" } = incoming;
  const url = readUrl(incoming);
  if (url instanceof ApiError) return url;
  const { headers } = incoming;
  return {
    method,
    url,
    headers: { get: (name) => headers[name.toLowerCase()]?.toString() ?? null },
    readBytes: () => readBytes(incoming).catch(breakOff),
    readPieces: () => readPieces(incoming),
    toRequest: () => new Request(url, initOf(incoming, outgoing)),
  };
}

/** A name or an address, maybe with a port. What `URL` makes of it may be another spelling: `127.1` is 127.0.0.1. */
const hostForm = /^[^\s/?#@\\]+$/;

/** A target is a path or a whole address. */
function readUrl({ url: target = "", headers: { host = "" } }: IncomingMessage): URL | ApiError {
  // To a browser a backslash is a slash, to a portal it is none.
  if (/^[^?]*\\/.test(target)) return badRequest("The path has a backslash. Separate its parts with slashes.");
  if (/^https?:\/\//.test(target)) return parseUrl(target, "The target of the request is no address.");
  if (!target.startsWith("/")) return badRequest("The path of the request must begin with a slash.");
  if (host === "") return badRequest("The Host header is missing. It has to name the portal.");
  const problem = "The Host header must be one name or address, with a port or without.";
  return hostForm.test(host) ? parseUrl(`https://${host}${target}`, problem) : badRequest(problem);
}

function parseUrl(address: string, problem: string): URL | ApiError {
  const url = URL.parse(address);
  if (!url) return badRequest(problem);
  if (url.username === "" && url.password === "") return url;
  return badRequest("The target of the request has a login in it. Send that in the Authorization header.");
}

function readBytes(incoming: IncomingMessage): Promise<Uint8Array<ArrayBuffer>> {
  const { promise, resolve, reject } = Promise.withResolvers<Uint8Array<ArrayBuffer>>();
  const pieces: Buffer<ArrayBuffer>[] = [];
  incoming.on("data", (piece: Buffer<ArrayBuffer>) => pieces.push(piece));
  incoming.once("end", () => {
    const [first] = pieces;
    resolve(first && pieces.length === 1 ? first : Buffer.concat(pieces));
  });
  incoming.once("error", reject);
  incoming.once("close", () => {
    if (!incoming.readableEnded) reject(new Error("the connection broke before the whole body had come"));
  });
  return promise;
}

async function* readPieces(incoming: IncomingMessage): AsyncGenerator<Uint8Array, void> {
  if (!hasBody(incoming)) return;
  try {
    yield* incoming.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>;
  } catch (error) {
    breakOff(error);
  } finally {
    // The rest is thrown away: whoever is cut off while sending would not see the answer.
    incoming.resume();
  }
}

/** Of a request without a body Node.js lets nobody see the end. */
function hasBody({ method, headers }: IncomingMessage): boolean {
  if (method === "GET" || method === "HEAD") return false;
  return headers["content-length"] !== undefined || headers["transfer-encoding"] !== undefined;
}

function initOf(incoming: IncomingMessage, outgoing: ServerResponse): RequestInit {
  const { method = "GET", headersDistinct } = incoming;
  const aborter = new AbortController();
  outgoing.once("close", () => {
    if (!outgoing.writableFinished) aborter.abort();
  });
  const headers = new Headers();
  for (const [name, values = []] of Object.entries(headersDistinct)) {
    for (const value of values) headers.append(name, value);
  }
  return {
    // `Request` refuses TRACE, which nothing here answers, as little as OPTIONS.
    method: method === "TRACE" ? "OPTIONS" : method,
    headers,
    signal: aborter.signal,
    ...(hasBody(incoming) && { body: toStream(readPieces(incoming)), duplex: "half" }),
  };
}

/** Takes nothing before somebody reads, and so leaves it to Node.js to throw away what nobody wants. */
function toStream(pieces: AsyncGenerator<Uint8Array, void>): ReadableStream<Uint8Array> {
  const source: UnderlyingDefaultSource<Uint8Array> = {
    async pull(stream) {
      const { done, value } = await pieces.next();
      if (done === true) stream.close();
      else stream.enqueue(value);
    },
    async cancel() {
      await pieces.return();
    },
  };
  return new ReadableStream(source, { highWaterMark: 0 });
}

/**
 * Sends an answer. What breaks off in the middle, on either side, ends the connection; `onError` is called when it is the
 * portal that cannot go on.
 */
export async function send(
  reply: Reply,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  onError: (error: unknown) => void,
): Promise<void> {
  if (!outgoing.shouldKeepAlive && hasBody(incoming) && !incoming.complete) readOnAfterAnswer(incoming);
  if (isWhole(reply)) {
    await sendWhole(reply, outgoing);
    return;
  }
  outgoing.writeHead(reply.status, [...reply.headers].flat());
  if (!reply.body) {
    outgoing.end();
    return;
  }
  const length = Number(reply.headers.get("Content-Length") ?? Infinity);
  await pipeline(endWhenSent(tellFailure(reply.body, onError), length, outgoing), outgoing);
}

/**
 * Reads and throws away what nobody has read of a body. Where the connection stays, Node.js does so itself; where it ends
 * with the answer, Node.js destroys it, and whoever is still sending would be cut off and not see that answer: so only the
 * sending side is ended with it, and the connection with the body, or when that is longer than what is read of any.
 */
function readOnAfterAnswer(incoming: IncomingMessage): void {
  const { socket } = incoming;
  const destroySoon = socket.destroySoon.bind(socket);
  const drained = drain(incoming);
  // What Node.js calls after the last answer of a connection.
  socket.destroySoon = () => {
    socket.end();
    void drained.then(destroySoon);
  };
}

/** Settles, too, when the connection breaks. */
function drain(incoming: IncomingMessage): Promise<void> {
  return new Promise((resolve) => {
    let size = 0;
    incoming.on("data", (piece: Buffer) => {
      size += piece.length;
      if (size > drainLimit) resolve();
    });
    finished(incoming, () => {
      resolve();
    });
  });
}

/** A client that goes away makes nobody read on, which is no failure; nor is it when somebody replaced what is being sent. */
async function* tellFailure(
  pieces: AsyncIterable<Uint8Array>,
  onError: (error: unknown) => void,
): AsyncGenerator<Uint8Array, void> {
  try {
    yield* pieces;
  } catch (error) {
    if (!(error instanceof ListGoneError || error instanceof ContentGoneError)) onError(error);
    throw error;
  }
}

async function sendWhole({ status, headers, content }: WholeReply, outgoing: ServerResponse): Promise<void> {
  if (content === null) {
    outgoing.writeHead(status, headers).end();
    return;
  }
  outgoing.writeHead(status, { ...headers, "Content-Length": content.length });
  if (content.length < outgoing.writableHighWaterMark / 2) outgoing.end(content, "latin1");
  else await pipeline(endWhenSent([Buffer.from(content, "latin1")], content.length, outgoing), outgoing);
}

/**
 * With the last byte of an answer a client may send its next request. While something waits to be sent, Node.js takes the
 * head of that alone; over TLS it has more of it in its hands by then, and breaks off with HPE_PAUSED. So what ends an answer,
 * its last byte or, without a known length, what comes after it, waits until all else is sent.
 */
async function* endWhenSent(
  pieces: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  length: number,
  outgoing: ServerResponse,
): AsyncGenerator<Uint8Array, void> {
  let left = length;
  for await (const piece of pieces) {
    left -= piece.length;
    if (left > 0) {
      yield piece;
      continue;
    }
    yield piece.subarray(0, -1);
    await sent(outgoing);
    yield piece.subarray(-1);
  }
  await sent(outgoing);
}

/** Settles when what was written is sent, or never will be. */
function sent(outgoing: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    outgoing.write("", () => {
      resolve();
    });
  });
}
