/** What a failed `fetch` means outside of browsers, which tell nothing. */
import { interrupted, mayHaveArrived, type ClassifiedFailure, type Failure } from "./connection-failure.js";

/** What hangs up on plain HTTP, which goes to this machine alone, may be an emulator. */
const speakHttps = { hint: "Try https:// in the portal's address." };
const unknown: Failure = {
  reason: "unknown",
  text: "sending failed",
  hint: "Check the portal's address and the connection, and try again.",
};
const refused: Failure = {
  reason: "refused",
  text: "the connection was refused",
  hint: "Check the portal's host and port, and that nothing blocks the connection.",
};
const dns: Failure = {
  reason: "dns",
  text: "the host was not found",
  hint: "Check the portal's name or host and the connection to the internet.",
};
const unreachable: Failure = {
  reason: "unreachable",
  text: "the host could not be reached",
  hint: "Check the connection to the internet, and whether a proxy is needed (HTTPS_PROXY).",
};
const certificate: Failure = {
  reason: "certificate",
  text: "the server's certificate is not trusted",
  hint: "If the portal's certificate is self-signed or from a company's own authority, give that authority's: createNodeFetch({ ca }), or NODE_EXTRA_CA_CERTS, set before Node.js starts (--env-file is too late).",
};
const tls: Failure = {
  reason: "tls",
  text: "no secure connection could be made",
  hint: "The server must speak HTTPS with TLS 1.2 or newer: check the host and port.",
};
const proxy: Failure = {
  reason: "proxy",
  text: "the proxy refused to connect",
  hint: "Check the address and the credentials of the proxy (HTTPS_PROXY), and whether NO_PROXY should name the portal.",
};

const closed: Failure = {
  reason: "unknown",
  text: "the fetch that was given is closed",
  hint: "Call close() or destroy() after the last call, or make another with createNodeFetch().",
};

/** By error code of Node.js, OpenSSL or undici. These codes mean the same wherever they occur. */
const byCode: Readonly<Record<string, Failure>> = {
  ENOTFOUND: dns,
  EAI_AGAIN: dns,
  EAI_FAIL: dns,
  ECONNREFUSED: refused,
  UND_ERR_CONNECT_TIMEOUT: unreachable,
  ECONNRESET: interrupted,
  EPIPE: interrupted,
  UND_ERR_SOCKET: interrupted,
  UND_ERR_CLOSED: closed,
  UND_ERR_DESTROYED: closed,
};

/** How OpenSSL and Node.js begin the codes for what they find wrong with a certificate. */
const CERTIFICATE =
  /^(?:ERR_TLS_CERT_|CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_(?:GET|VERIFY)_|INVALID_(?:CA|PURPOSE)$|PATH_LENGTH_|HOSTNAME_)/;
/** OpenSSL's words for a handshake that failed at its first message, before anything else was sent. */
const HANDSHAKE =
  /wrong version number|unsupported protocol|protocol version|version too low|handshake failure|no protocols available/i;

/** What has no code of its own. The first one that fits is meant. */
const byMessage: readonly (readonly [message: RegExp, Failure])[] = [
  // "before secure TLS connection was established"
  [/^Client network socket disconnected/, { ...unreachable, text: "the server hung up at once" }],
  // Of a proxy that somebody else's `fetch` goes through.
  [/^Proxy response \(\d+\)/, proxy],
  // Of Deno, which has no codes at all. What it says of connecting was before anything was sent.
  [/client error \(Connect\): dns error/, dns],
  [/client error \(Connect\): .*\brefused\b/, refused],
  [/client error \(Connect\): invalid peer certificate/, certificate],
  [/client error \(Connect\): received (?:corrupt message|fatal alert: (?:ProtocolVersion|HandshakeFailure))/, tls],
  [/client error \(Connect\): (?:proxy|unsuccessful tunnel)/, proxy],
  [/client error \(Connect\)/, unreachable],
  [/connection closed before message completed|\(os error (?:32|54|104|10054)\)/, interrupted],
];

const DEEPEST_CAUSE = 8;

/** A proxy could not be reached, or opened no tunnel. Becomes a ConnectionError before it reaches anybody. */
export class ProxyFailure extends Error {
  /** Whether another attempt can end better: the proxy was away, or did not reach the portal. */
  readonly isPassing: boolean;

  constructor(problem: string, { isPassing, cause }: { readonly isPassing: boolean; readonly cause?: unknown }) {
    super(`the proxy ${problem}`, { cause });
    this.isPassing = isPassing;
  }
}

/** Looks through the causes of an error that `fetch` gave, down to the one that says why. */
export function classifyFailure(error: unknown, url = ""): ClassifiedFailure {
  const isPlain = url.startsWith("http:");
  let current = error;
  for (let depth = 0; depth < DEEPEST_CAUSE && current instanceof Error; depth += 1) {
    const failure = classifyOne(current);
    if (failure) return { ...failure, ...(isPlain && failure === interrupted && speakHttps), cause: current };
    if (!(current.cause instanceof Error)) break;
    current = current.cause;
  }
  return { ...unknown, cause: current };
}

function classifyOne(error: Error): Failure | undefined {
  if (error instanceof ProxyFailure) return { ...proxy, text: error.message };
  if (error instanceof AggregateError && error.errors.length > 0) return classifyAll(error.errors);
  const told = byMessage.find(([message]) => message.test(error.message));
  if (told) return told[1];
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  if ((code === "EPROTO" || code.startsWith("ERR_SSL_")) && HANDSHAKE.test(error.message)) return tls;
  if ("syscall" in error && error.syscall === "connect") return code === "ECONNREFUSED" ? refused : unreachable;
  return CERTIFICATE.test(code) ? certificate : byCode[code];
}

/** A host with several addresses: nothing arrived only if nothing arrived at any of them. */
function classifyAll(errors: readonly unknown[]): Failure {
  const failures = errors.map((error) => classifyFailure(error));
  return failures.find(({ reason }) => mayHaveArrived(reason)) ?? failures[0] ?? unknown;
}
