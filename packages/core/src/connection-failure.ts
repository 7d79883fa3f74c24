/** What a failed `fetch` means: why there was no answer, and whether the request can have arrived. */
import type { ConnectionFailure } from "./errors.js";

interface SystemFailure {
  readonly reason: ConnectionFailure;
  /** The part of a sentence that follows "GET /api/v1/projects got no answer: ". */
  readonly text: string;
}

const refused: SystemFailure = { reason: "refused", text: "the connection was refused" };
const dns: SystemFailure = { reason: "dns", text: "the host was not found" };
const unreachable: SystemFailure = { reason: "unreachable", text: "the host could not be reached" };
const certificate: SystemFailure = { reason: "certificate", text: "the server's certificate is not trusted" };
const tls: SystemFailure = { reason: "tls", text: "no secure connection could be made" };
const proxy: SystemFailure = { reason: "proxy", text: "the proxy refused to connect" };
const interrupted: SystemFailure = { reason: "interrupted", text: "the connection broke" };
const unknown: SystemFailure = { reason: "unknown", text: "sending failed" };

/** By error code of Node.js, OpenSSL or undici. These codes mean the same wherever they occur. */
const byCode: Readonly<Record<string, SystemFailure>> = {
  ENOTFOUND: dns,
  EAI_AGAIN: dns,
  EAI_FAIL: dns,
  ECONNREFUSED: refused,
  UND_ERR_CONNECT_TIMEOUT: unreachable,
  ECONNRESET: interrupted,
  EPIPE: interrupted,
  UND_ERR_SOCKET: interrupted,
};

/** How OpenSSL and Node.js begin the codes for what they find wrong with a certificate. */
const CERTIFICATE =
  /^(?:ERR_TLS_CERT_|CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_(?:GET|VERIFY)_|INVALID_(?:CA|PURPOSE)$|PATH_LENGTH_|HOSTNAME_)/;
/** OpenSSL's words for a handshake that failed at its first message, before anything else was sent. */
const HANDSHAKE =
  /wrong version number|unsupported protocol|protocol version|version too low|handshake failure|no protocols available/i;
/** Of a proxy that somebody else's `fetch` goes through. */
const PROXY_ANSWER = /^Proxy response \(\d+\)/;
/** "before secure TLS connection was established" */
const CLOSED_BEFORE_TLS = "Client network socket disconnected";
const DEEPEST_CAUSE = 8;

/** Reasons after which the request certainly did not reach the server. */
const certain: readonly ConnectionFailure[] = ["dns", "refused", "unreachable", "certificate", "tls", "proxy"];
/** Reasons that another attempt will meet again. */
const lasting: ReadonlySet<ConnectionFailure> = new Set(["certificate", "tls", "proxy"]);

/** Whether the request may have reached the server before the connection failed. */
export function mayHaveArrived(reason: ConnectionFailure): boolean {
  return !certain.includes(reason);
}

/** Whether another attempt can end better. `cause` is what {@link classifyFailure} found. */
export function isPassing(reason: ConnectionFailure, cause: unknown): boolean {
  return cause instanceof ProxyFailure ? cause.isPassing : !lasting.has(reason);
}

/** A proxy could not be reached, or opened no tunnel. Becomes a ConnectionError before it reaches anybody. */
export class ProxyFailure extends Error {
  /** Whether another attempt can end better: the proxy was away, or did not reach the portal. */
  readonly isPassing: boolean;

  constructor(problem: string, { isPassing, cause }: { readonly isPassing: boolean; readonly cause?: unknown }) {
    super(`the proxy ${problem}`, { cause });
    this.isPassing = isPassing;
  }
}

export interface ClassifiedFailure extends SystemFailure {
  /** The error of the system, without the wrappers of `fetch` around it. */
  readonly cause: unknown;
}

/** Looks through the causes of an error that `fetch` gave, down to the one that says why. */
export function classifyFailure(error: unknown): ClassifiedFailure {
  let current = error;
  for (let depth = 0; depth < DEEPEST_CAUSE && current instanceof Error; depth += 1) {
    const failure = classifyOne(current);
    if (failure) return { ...failure, cause: current };
    if (!(current.cause instanceof Error)) break;
    current = current.cause;
  }
  return { ...unknown, cause: current };
}

function classifyOne(error: Error): SystemFailure | undefined {
  if (error instanceof ProxyFailure) return { reason: "proxy", text: error.message };
  if (error instanceof AggregateError && error.errors.length > 0) return classifyAll(error.errors);
  if (error.message.startsWith(CLOSED_BEFORE_TLS)) return { ...unreachable, text: "the server hung up at once" };
  if (PROXY_ANSWER.test(error.message)) return proxy;
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  if ((code === "EPROTO" || code.startsWith("ERR_SSL_")) && HANDSHAKE.test(error.message)) return tls;
  if ("syscall" in error && error.syscall === "connect") return code === "ECONNREFUSED" ? refused : unreachable;
  return CERTIFICATE.test(code) ? certificate : byCode[code];
}

/** A host with several addresses: nothing arrived only if nothing arrived at any of them. */
function classifyAll(errors: readonly unknown[]): SystemFailure {
  const failures = errors.map(classifyFailure);
  return failures.find(({ reason }) => mayHaveArrived(reason)) ?? failures[0] ?? unknown;
}
