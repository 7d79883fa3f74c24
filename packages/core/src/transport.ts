/** A connection to one portal: calls endpoints through encode, authorize, send and decode. */
import type { Endpoint, Safety } from "@clickhelp-js/protocol";
import { fetchByRuntime } from "#runtime";
import { isAgent } from "./agent.js";
import { anonymous, type AuthStrategy } from "./auth.js";
import { createCall } from "./call.js";
import { decodeResponse } from "./decode.js";
import { encodeRequest } from "./encode.js";
import { ConfigurationError, RequestValidationError } from "./errors.js";
import { noBody } from "./json.js";
import { holdRequest } from "./hold-request.js";
import { guardListener } from "./listener.js";
import { guardLogger } from "./logger.js";
import {
  maxResponseBytesOf,
  mergeOptions,
  toSettings,
  type CallOptions,
  type FetchFunction,
  type HeaderOptions,
  type SendFunction,
  type TransportOptions,
} from "./options.js";
import { parsePortal } from "./portal.js";
import { describeBody, toSendableBody } from "./request-body.js";
import { send, type Sender } from "./send.js";
import { createThrottle, type Throttle } from "./throttle.js";
import type { FieldWatch, UnknownField } from "./unknown-fields.js";
import { version } from "./version.js";

const API_PATH = "api/v1/";
const PASS_AUTH = "Pass auth: basicAuth({ login, apiKey }).";
const SAY_SAFETY =
  'If it changes nothing at the portal, say so with safety: "read"; otherwise turn read-only mode off.';

/** What {@link Transport.fetch} takes: the init of the global `fetch`, and the options of a call. */
export interface FetchOptions
  extends Omit<RequestInit, "headers" | "signal" | "redirect">, Omit<CallOptions, "headers" | "signal"> {
  /** Ends the request, which then rejects with the signal's reason. */
  readonly signal?: AbortSignal | null | undefined;
  /** What the global `fetch` takes, which differs between the types of runtimes. */
  readonly headers?: ConstructorParameters<typeof Headers>[0];
  /**
   * What repeating the request does, where the caller knows. Decides about repetitions; in read-only mode only "read" is sent.
   * @default "read-once" for GET and HEAD, otherwise "unsafe": nothing is repeated that may have arrived
   */
  readonly safety?: Safety | undefined;
}

/** An output together with the answer that it came in. */
export interface DataWithResponse<TOutput> {
  /** The output, checked and decoded. */
  readonly data: TOutput;
  /** For its status and headers, such as `Location`; the body has been read. */
  readonly response: Response;
}

/** A request that was not sent. */
export interface RequestDescription {
  /** HTTP method, such as `GET`. */
  readonly method: string;
  /** Full address, with the query. */
  readonly url: URL;
  /** The headers that belong to the operation, such as `Content-Range`; absent when there are none. */
  readonly headers?: Readonly<Record<string, string>>;
  /** The JSON value of the body; of bytes how many there are; absent when there is none. */
  readonly body?: unknown;
}

export interface Transport {
  /** The portal's origin; ends in `/`. */
  readonly portalUrl: URL;
  /**
   * Calls an endpoint and gives its output.
   *
   * @throws RequestValidationError, ConfigurationError (nothing was sent); ConnectionError, TimeoutError, ApiError,
   *   ResponseValidationError; the reason of `options.signal` when that is aborted.
   */
  request<TInput, TOutput>(endpoint: Endpoint<TInput, TOutput>, input: TInput, options?: CallOptions): Promise<TOutput>;
  /** Like `request`, and gives the answer as well. */
  requestWithResponse<TInput, TOutput>(
    endpoint: Endpoint<TInput, TOutput>,
    input: TInput,
    options?: CallOptions,
  ): Promise<DataWithResponse<TOutput>>;
  /**
   * Sends a request that nobody has declared, with the same credentials, limits and errors. Gives the answer with its body
   * unread; an error status is an ApiError. The time limits end when the body begins. Of an answer to a redirect within the
   * portal, such as to the sign-in page of a publication, `url` tells where it comes from; `redirected` stays false.
   *
   * @param path relative to `/api/v1/`, or an address at the same origin
   */
  fetch(path: string, init?: FetchOptions): Promise<Response>;
  /** What `request` would send, checked and encoded. Nothing is sent. */
  describe<TInput, TOutput>(endpoint: Endpoint<TInput, TOutput>, input: TInput): RequestDescription;
}

/**
 * Makes a transport to a portal. Does nothing else yet: no connection, no look at the environment.
 *
 * @throws ConfigurationError when an option is missing or wrong.
 * @example
 * const transport = createTransport({ portal: "hedronlabs", auth: basicAuth({ login, apiKey }) });
 * const list = await transport.request(projects.list, {});
 */
export function createTransport(options: TransportOptions): Transport {
  const portal = parsePortal(options.portal);
  const apiUrl = `${portal.origin}/${API_PATH}`;
  const auth = options.auth ?? anonymous();
  refuseForeignAuth(auth);
  refuseForeignFetch(options.fetch);
  refuseKeyInBrowser(auth, options.dangerouslyAllowBrowser);
  const settings = toSettings(options, defaultHeaders(options.userAgent));
  const isReadOnly = options.readOnly ?? false;
  const onUnknownField = options.onUnknownField && guardListener(options.onUnknownField);
  let watchFields: Promise<FieldWatch | undefined> | undefined;
  const sender: Sender = {
    auth,
    fetch: options.fetch ? sendRequests(options.fetch) : fetchByRuntime,
    maxResponseBytes: maxResponseBytesOf(options),
    logger: options.logger && guardLogger(options.logger),
    throttle: throttleOf(options),
  };
  /** For calls whose answers are read here. */
  const reader: Sender = { ...sender, fetch: options.fetch?.sendToRead ?? sender.fetch };

  async function requestWithResponse<TInput, TOutput>(
    endpoint: Endpoint<TInput, TOutput>,
    input: TInput,
    callOptions?: CallOptions,
  ): Promise<DataWithResponse<TOutput>> {
    callOptions?.signal?.throwIfAborted();
    const callSettings = mergeOptions(settings, callOptions);
    if (isReadOnly && endpoint.safety !== "read") throw refusedByReadOnly(endpoint.id);
    refuseWithoutCredentials(auth, endpoint);
    const encoded = encodeRequest(endpoint, input);
    const { body, headers } = toSendableBody(endpoint, encoded);
    const call = createCall({
      endpoint: endpoint.id,
      method: endpoint.method,
      url: apiUrl + encoded.path,
      safety: endpoint.safety,
      isRepeatable: true,
      readsBody: true,
      asksWhetherExists: endpoint.method === "HEAD",
      settings: callSettings,
      headers: { ...callSettings.headers, ...headers, ...toLowerCase(encoded.headers) },
      body,
    });
    const response = await send(reader, call);
    const data = decodeResponse(call, endpoint, response);
    // What fetch remembers of a request, until memory is cleaned up thoroughly, knows the call: without this, its answer too.
    call.answer = noBody;
    if (onUnknownField)
      (await (watchFields ??= loadFieldWatch(onUnknownField)))?.(endpoint.id, endpoint.response, data);
    return { data, response };
  }

  return {
    portalUrl: portal,
    requestWithResponse,
    async request(endpoint, input, callOptions) {
      const { data } = await requestWithResponse(endpoint, input, callOptions);
      return data;
    },
    async fetch(path, init = {}) {
      const { signal, headers, timeout, retry, safety, method: givenMethod = "GET", body = null, ...rest } = init;
      signal?.throwIfAborted();
      const method = givenMethod.toUpperCase();
      const isReading = method === "GET" || method === "HEAD";
      const url = resolvePath(path, apiUrl, portal.origin);
      checkInit(url, { ...rest, method, body: body && "" }, body);
      if (isReadOnly && safety !== "read") throw refusedByReadOnly(`${method} ${path}`, SAY_SAFETY);
      const callOptions = {
        signal: signal ?? undefined,
        timeout,
        retry,
        headers: headers as HeaderOptions | undefined,
      };
      const callSettings = mergeOptions(settings, callOptions);
      const call = createCall({
        endpoint: "fetch",
        method,
        url,
        safety: safety ?? (isReading ? "read-once" : "unsafe"),
        body: body ?? undefined,
        // The fetch of Node.js takes async iterables, too, and some browsers have streams that are none.
        isRepeatable: !(body instanceof ReadableStream || Symbol.asyncIterator in Object(body)),
        readsBody: false,
        asksWhetherExists: false,
        settings: callSettings,
        headers: callSettings.headers,
        init: rest,
      });
      return send(sender, call);
    },
    describe(endpoint, input) {
      const { path, headers, body } = encodeRequest(endpoint, input);
      return {
        method: endpoint.method,
        url: new URL(apiUrl + path),
        ...(headers && { headers }),
        ...(body !== undefined && { body: describeBody(body) }),
      };
    },
  };
}

function defaultHeaders(userAgent: string | undefined): Readonly<Record<string, string>> {
  const accept = "application/json";
  // Browsers send their own, and would ask other origins for permission first.
  return isBrowser() ? { accept } : { accept, "user-agent": userAgent ?? `clickhelp-js/${version}` };
}

/** Loaded with the first answer that is looked through, so that nobody else pays for it. Without it, the answer is as good. */
async function loadFieldWatch(report: (field: UnknownField) => void): Promise<FieldWatch | undefined> {
  const loaded = await import("./unknown-fields.js").catch(() => undefined);
  return loaded?.createFieldWatch(report);
}

function refuseForeignAuth(auth: Partial<AuthStrategy>): void {
  if (typeof auth.authorization === "function") return;
  throw new ConfigurationError("The value is no way to authenticate.", {
    option: "auth",
    hint: PASS_AUTH,
  });
}

function refuseForeignFetch(fetch: unknown): void {
  if (fetch === undefined || typeof fetch === "function") return;
  throw new ConfigurationError("The value is no function.", {
    option: "fetch",
    hint: "Leave it out, or pass one.",
  });
}

function refuseKeyInBrowser(auth: AuthStrategy, isAllowed: boolean | undefined): void {
  if (auth.scheme === "anonymous" || isAllowed === true || !isBrowser()) return;
  throw new ConfigurationError(
    "basicAuth is refused in a browser, where everybody who opens the page can read the key.",
    {
      option: "dangerouslyAllowBrowser",
      hint: "Call the portal from a server, or set it to true if only you open the page.",
    },
  );
}

/** A page or one of its workers. Servers have the global names of workers, too, but do not call themselves Mozilla. */
function isBrowser(): boolean {
  if ("window" in globalThis && "document" in globalThis) return true;
  return "WorkerGlobalScope" in globalThis && isAgent("Mozilla/");
}

function sendRequests(fetch: FetchFunction): SendFunction {
  return (url, request) => holdRequest(new Request(url, request), fetch);
}

function throttleOf({ concurrency, rateLimit }: TransportOptions): Throttle | undefined {
  return concurrency === undefined && rateLimit === undefined ? undefined : createThrottle(concurrency, rateLimit);
}

function refuseWithoutCredentials(auth: AuthStrategy, endpoint: Pick<Endpoint, "id" | "access">): void {
  if (auth.scheme !== "anonymous" || endpoint.access !== "basic") return;
  throw new ConfigurationError(`${endpoint.id} needs a contributor's login and API key, but none are given.`, {
    option: "auth",
    variable: "CLICKHELP_USERNAME and CLICKHELP_API_KEY",
    hint: `Nothing was sent. ${PASS_AUTH}`,
  });
}

function refusedByReadOnly(call: string, hint = "Turn read-only mode off."): ConfigurationError {
  return new ConfigurationError(`${call} was refused and not sent: read-only mode is on.`, {
    option: "readOnly",
    variable: "CLICKHELP_READ_ONLY",
    hint,
  });
}

/** The names that settings have, so that one header is not sent twice. */
function toLowerCase(headers: Readonly<Record<string, string>> = {}): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

/** What no request can be made of is refused before anything is sent. */
function checkInit(url: string, init: RequestInit, body: RequestInit["body"]): void {
  try {
    new Request(url, init);
    if (body instanceof ReadableStream && body.locked) throw new TypeError("its body is being read already");
  } catch (error) {
    throw new RequestValidationError("fetch", [{ path: "init", message: `makes no request: ${String(error)}` }]);
  }
}

function resolvePath(path: string, apiUrl: string, origin: string): string {
  const url = URL.parse(path, apiUrl);
  if (url?.origin === origin && url.username === "" && url.password === "") return url.href;
  const message = `must be relative to /api/v1/ or an address at ${origin}`;
  throw new RequestValidationError("fetch", [{ path: "path", message }]);
}
