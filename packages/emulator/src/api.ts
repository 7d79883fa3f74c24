/** The REST API: from a request to an answer. Route, authenticate, permit, decode, handle, encode. */
import { badRequest, forbidden, noteError, notFound, notImplemented, unauthorized } from "./api-error.js";
import { authenticate } from "./authenticate.js";
import { whileUnreplaced } from "./batches.js";
import { decodeInput } from "./decode.js";
import { declaredEndpoints } from "./declared.js";
import { toErrorReply, toReply, type WireOptions } from "./encode.js";
import { handlers } from "./handlers/index.js";
import { permit } from "./permissions.js";
import type { Portal } from "./portal.js";
import type { PortalRequest } from "./portal-request.js";
import { bodyLimit, fileBodyLimit, isEmptyBody, readBody, toFields, type Body } from "./request-body.js";
import type { Reply, WholeReply } from "./reply.js";
import { createRouter, type Emulated, type Match, type Operation } from "./router.js";
import { tryDecode } from "./try-decode.js";

export interface ApiOptions extends WireOptions {
  /** Whether unknown query parameters and body fields are errors. */
  readonly strict: boolean;
  readonly onError: (error: unknown) => void;
}

const basePath = "/api/v1/";

const operations = declaredEndpoints.map((endpoint): Operation => {
  const handler = handlers.get(endpoint.id);
  return { ...endpoint, emulated: handler && { endpoint, handler } };
});

const router = createRouter(operations);

/** The ids of the operations that a request may mean; none when the API has none for it. */
export function nameOperations(request: Pick<PortalRequest, "method" | "url">): string[] {
  return findOperations(request).map(({ id }) => id);
}

function findOperations({ method, url }: Pick<PortalRequest, "method" | "url">): Operation[] {
  try {
    const matches = router.find(method, readSegments(url.pathname), readQuery(url.searchParams));
    return matches.map(({ operation }) => operation);
  } catch {
    return [];
  }
}

/** Answers one request to `/api/…`. Never throws. */
export async function answerApiRequest(portal: Portal, request: PortalRequest, options: ApiOptions): Promise<Reply> {
  try {
    return await answer(portal, request, options);
  } catch (thrown) {
    const error = noteError(thrown, options.onError);
    return refuse(request, (wire) => toErrorReply(error, wire), options);
  }
}

/** Answers a request with an error, as the operation that it means would be answered. */
export function refuse(
  request: Pick<PortalRequest, "method" | "url">,
  encode: (wire: WireOptions) => WholeReply,
  options: WireOptions,
): WholeReply {
  const reply = encode({ ...options, isForAnySite: isForAnySite(request) });
  return request.method === "HEAD" ? { ...reply, content: null } : reply;
}

/** Whatever is wrong with the query. */
function isForAnySite({ method, url }: Pick<PortalRequest, "method" | "url">): boolean {
  const address = new URL(url);
  address.search = "";
  return findOperations({ method, url: address }).some(({ emulated }) => emulated?.handler.isForAnySite);
}

async function answer(portal: Portal, request: PortalRequest, options: ApiOptions): Promise<Reply> {
  const { url } = request;
  if (isWelcomePreflight(request)) return { status: 204, headers: preflightHeaders, content: null };
  refuseForeignPage(request);
  const query = readQuery(url.searchParams);
  const candidates = toCandidates(router.find(request.method, readSegments(url.pathname), query));
  const forms = candidates.map(({ endpoint }) => endpoint);
  const isPublic = forms.some(({ access }) => access === "public");
  const caller = authenticate(request, portal.store.users, isPublic);
  for (const { id } of forms) permit(id, caller);
  if (caller) portal.noteActivity(caller.login);

  const bringsFile = candidates.some(({ handler }) => handler.bringsFile);
  const body = await readBody(request, forms, bringsFile ? fileBodyLimit : bodyLimit);
  const hasBody = forms.some((form) => form.body);
  if (!hasBody && options.strict && !isEmptyBody(body)) throw badRequest("This operation takes no body.");

  const { endpoint, handler, params, constants } = pick(candidates, query, body, options.strict);
  if (caller === null && endpoint.access === "basic") {
    throw unauthorized("No login information is provided, and this operation is not open to everybody.");
  }
  const variables = Object.fromEntries([...query].filter(([name]) => !constants.has(name)));
  const raw = { forms, params, query: variables, headers: request.headers, body: toFields(endpoint, body) };
  const input = decodeInput(endpoint, raw, options.strict);
  const given = await handler.handle({ portal, caller, origin: url.origin }, input);
  const whole =
    "batches" in given ? { ...given, batches: whileUnreplaced(given.batches, portal.store.database) } : given;
  return toReply(endpoint, whole, { ...options, isForAnySite: handler.isForAnySite });
}

/** An emulated operation that a request may mean. */
interface Candidate extends Emulated, Omit<Match, "operation"> {}

type Candidates = readonly [Candidate, ...Candidate[]];

/** Throws 501 when none of them is emulated. */
function toCandidates(matches: readonly Match[]): Candidates {
  const [first, ...others] = matches.flatMap(({ operation: { emulated }, params, constants }) =>
    emulated ? { ...emulated, params, constants } : [],
  );
  if (first) return [first, ...others];
  const ids = matches.map(({ operation }) => operation.id).join(", ");
  throw notImplemented(`The emulator does not emulate ${ids} yet.`);
}

/** What a page may send along: no credentials, because operations for any site are asked anonymously. */
const preflightHeaders = {
  "Access-Control-Allow-Origin": "*",
  "Access-Control-Allow-Methods": "GET",
  "Access-Control-Allow-Headers": "Accept, Accept-Language, Content-Language, Content-Type",
  "Access-Control-Max-Age": "600",
};

/** Browsers ask so before a page of another site sends headers of its own. */
function isWelcomePreflight({ method, headers, url }: PortalRequest): boolean {
  const wanted = headers.get("Access-Control-Request-Method");
  return method === "OPTIONS" && wanted !== null && isForAnySite({ method: wanted, url });
}

/** Browsers remember the key they were asked for, and send it along with what the page of another site asks for. */
function refuseForeignPage({ method, headers, url }: PortalRequest): void {
  if (method === "GET" || method === "HEAD") return;
  const isForeign =
    (headers.get("Origin") ?? url.origin) !== url.origin || headers.get("Sec-Fetch-Site") === "cross-site";
  if (!isForeign) return;
  throw forbidden("A page of another site may search, and do nothing else: send this request from a program instead.");
}

function readSegments(pathname: string): string[] {
  if (!pathname.startsWith(basePath)) {
    throw /^\/api\/v\d+\//.test(pathname)
      ? notImplemented(`The emulator has version 1 of the API only, at ${basePath}.`)
      : notFound(`There is no such path in the API, which is at ${basePath}.`);
  }
  const segments = pathname.slice(basePath.length).split("/");
  if (segments.length > 1 && segments.at(-1) === "") segments.pop();
  // An encoded slash stays within its segment, which is no id then. In Storage it separates: paths are put together again.
  return pathname.includes("%") ? segments.map(decodeSegment) : segments;
}

function decodeSegment(segment: string): string {
  const decoded = tryDecode(segment);
  if (decoded === undefined) throw badRequest("The path is not encoded properly.");
  return decoded;
}

function readQuery(parameters: URLSearchParams): Map<string, string> {
  const query = new Map<string, string>();
  for (const [name, value] of parameters) {
    if (query.has(name)) throw badRequest(`The query parameter "${name.slice(0, 100)}" is given more than once.`);
    query.set(name, value);
  }
  return query;
}

/**
 * Among operations of the same path and query, the one whose distinguishing parameter or field is there. When a parameter is
 * there that only another one has, `strict` takes that one, whose errors say what is missing.
 */
function pick(candidates: Candidates, query: ReadonlyMap<string, string>, body: Body, strict: boolean): Candidate {
  const isThere = ({ endpoint }: Candidate) => {
    const name = endpoint.pickedBy;
    if (name === undefined) return false;
    if (endpoint.bodyForm === "bare") return Array.isArray(body);
    const value = "fields" in body ? body.fields[name] : undefined;
    return query.has(name) || (value !== undefined && value !== null);
  };
  const usual = candidates.find(({ endpoint }) => endpoint.pickedBy === undefined) ?? candidates[0];
  const isUsual = (name: string) => Object.hasOwn(usual.endpoint.query ?? {}, name);
  const hasOwnParameter = ({ endpoint: { query: own = {} } }: Candidate) =>
    [...query.keys()].some((name) => Object.hasOwn(own, name) && !isUsual(name));
  return candidates.find(isThere) ?? (strict ? candidates.find(hasOwnParameter) : undefined) ?? usual;
}
