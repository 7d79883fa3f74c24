/** Requests for fuzzing: valid by the declarations, nearly valid, or hostile. */
import { listEndpoints, toHeaderName, type Endpoint } from "@clickhelp-js/protocol";
import fc from "fast-check";
import { basic, type CallOptions } from "../test-portal.js";
import { anything, fieldsOf, type Pool } from "./values.js";

/** One request, ready to be sent. */
export interface FuzzRequest {
  /** The id of the operation, or `page` for the pages of readers. */
  readonly operation: string;
  readonly method: string;
  /** Relative to the API. */
  readonly address: string;
  readonly options: CallOptions;
}

type Fields = Record<string, unknown>;

export const declared = listEndpoints();

const as = (login: string | null): CallOptions => ({ as: login });
const caller = fc.oneof(
  { weight: 8, arbitrary: fc.constant(as("admin")) },
  { weight: 3, arbitrary: fc.constantFrom(...["author", "reviewer", "partner", "former", "disabled", null].map(as)) },
  { weight: 1, arbitrary: fc.constant({ headers: { Authorization: basic("admin", "wrong") } }) },
);

/** Does to some fields what careless programs do: drops one, adds one, changes a value or the letter case. */
function damaged(fields: fc.Arbitrary<Fields>): fc.Arbitrary<Fields> {
  const damage = fc.tuple(fc.constantFrom("none", "drop", "add", "value", "case"), fc.nat(), anything);
  return fc.tuple(fields, damage).map(([given, [kind, number, value]]) => {
    const entries = Object.entries(given);
    const index = number % Math.max(1, entries.length);
    const [name = "", old] = entries[index] ?? [];
    if (kind === "none") return given;
    if (kind === "add" || entries.length === 0) return { ...given, surplus: value };
    const others = entries.filter((_, at) => at !== index);
    if (kind === "drop") return Object.fromEntries(others);
    if (kind === "value") return { ...given, [name]: value };
    return typeof old === "string"
      ? { ...given, [name]: old.toUpperCase() }
      : Object.fromEntries([...others, [name.toUpperCase(), old]]);
  });
}

/** Any request to the API or to the pages. */
export function requests(pool: Pool): fc.Arbitrary<FuzzRequest> {
  const operations = fc.constantFrom(...declared).chain((endpoint) => apiRequest(endpoint, pool));
  return fc.oneof({ weight: 12, arbitrary: operations }, { weight: 1, arbitrary: pageRequest(pool) });
}

function apiRequest(endpoint: Endpoint, pool: Pool): fc.Arbitrary<FuzzRequest> {
  const { params = {}, query = {}, headers = {}, body = {} } = endpoint;
  const build = (change: (fields: fc.Arbitrary<Fields>) => fc.Arbitrary<Fields>) =>
    fc.record({
      params: change(fieldsOf(params, pool)),
      query: change(fieldsOf(query, pool)),
      headers: fieldsOf(headers, pool),
      body: endpoint.body ? change(fieldsOf(body, pool)) : fc.constant<Fields>({}),
    });
  const places = fc.oneof(
    { weight: 4, arbitrary: build((fields) => fields) },
    { weight: 3, arbitrary: build(damaged) },
  );
  const method = fc.oneof(
    { weight: 30, arbitrary: fc.constant(endpoint.method) },
    { weight: 1, arbitrary: fc.constantFrom("PUT", "PATCH", "DELETE") },
  );
  const rawBody = fc.oneof(
    { weight: 14, arbitrary: fc.constant(undefined) },
    { weight: 1, arbitrary: fc.oneof(fc.string(), fc.constantFrom('{"a":True}', "{", "[]", "null")) },
  );
  return fc.tuple(places, method, caller, rawBody).map(([given, chosen, who, raw]) => {
    const own = Object.entries(given.headers).map(([name, value]) => [toHeaderName(name), String(value)] as const);
    const isBodiless = chosen === "GET" || chosen === "HEAD";
    const content = raw ?? (endpoint.body ? toBody(endpoint, given.body) : undefined);
    return {
      operation: endpoint.id,
      method: chosen,
      address: toAddress(endpoint.path, given.params, given.query),
      options: {
        ...who,
        headers: { ...who.headers, ...Object.fromEntries(own) },
        ...(isBodiless || content === undefined ? {} : { body: content }),
      },
    };
  });
}

function toBody({ method, bodyForm = "fields", body = {} }: Endpoint, fields: Fields): unknown {
  const [name = ""] = Object.keys(body);
  const value = fields[name];
  if (bodyForm === "bare") return value;
  if (bodyForm === "bytes") return value instanceof Uint8Array ? value : JSON.stringify(fields);
  if (bodyForm === "multipart") return toForm(name, value);
  const updated = Object.keys(fields).filter((field) => field !== "updatedFields");
  return method === "PATCH" ? { updatedFields: updated.join(","), ...fields } : fields;
}

function toForm(name: string, value: unknown): FormData {
  const form = new FormData();
  form.set(
    name,
    value instanceof Uint8Array ? new File([Uint8Array.from(value)], "file") : JSON.stringify(value ?? null),
  );
  return form;
}

function toAddress(template: string, params: Fields, query: Fields): string {
  const [path = "", constants = ""] = template.split("?");
  const filled = path.replace(/\{(\w+)(\+?)\}/g, (_, name: string, many: string) => {
    const text = toText(params[name]);
    const parts = many === "+" ? text.split("/") : [text];
    return parts.map(encodeSegment).join("/");
  });
  const search = new URLSearchParams(constants);
  for (const [name, value] of Object.entries(query)) search.set(name, toText(value));
  return `${filled}?${search.toString()}`;
}

/** `.` and `..` would change the path before it is sent. */
function encodeSegment(part: string): string {
  return /^\.{1,2}$/.test(part) ? part.replaceAll(".", "%252E") : encodeURIComponent(part.toWellFormed());
}

function toText(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value ?? null);
}

function pageRequest(pool: Pool): fc.Arbitrary<FuzzRequest> {
  const text = fc.oneof(fc.constantFrom(...Object.values(pool).flat()), anything.map(toText)).map(encodeSegment);
  const path = fc.constantFrom(
    "/articles/1/2",
    "/smart/1/2",
    "/resources/Storage/1",
    "/search?q=1&projectId=2",
    "/?t=1",
    "/login?returnTo=1",
    "/articles/1?t=2",
    "/api/v9/1",
  );
  return fc.tuple(path, text, text, fc.constantFrom("GET", "HEAD", "POST")).map(([template, first, second, method]) => {
    const address = template.replace(/[12]/g, (digit) => (digit === "1" ? first : second));
    return { operation: "page", method, address, options: { as: null } };
  });
}
