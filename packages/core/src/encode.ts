/** The first step of a call: checks the flat input against the endpoint's declaration and places it. Sends nothing. */
import { toHeaderName, type Endpoint, type InputRule, type Shape } from "@clickhelp-js/protocol";
import * as z from "zod/mini";
import { RequestValidationError, type ValidationIssue } from "./errors.js";
import { toValidationIssues } from "./issues.js";
import { buildPath, parsePathTemplate, toAddressText, type PathTemplate } from "./path.js";

/** What an input becomes. */
export interface EncodedRequest {
  /** Relative to `/api/v1/`, with the query. */
  readonly path: string;
  /** The declared headers that are given; absent when none are declared. */
  readonly headers?: Readonly<Record<string, string>>;
  /** The fields of the body, or the only field's value where it travels bare; undefined when nothing is sent. */
  readonly body: unknown;
}

interface CompiledEndpoint {
  readonly schema: z.ZodMiniObject<Shape>;
  readonly path: PathTemplate;
  readonly queryNames: readonly string[];
  readonly headerNames: readonly string[];
  readonly bodyNames: readonly string[];
}

type AnyEndpoint = Omit<Endpoint, "response">;

const compiled = new WeakMap<AnyEndpoint, CompiledEndpoint>();

/**
 * Checks an input and places it in path, query, headers and body.
 *
 * @throws RequestValidationError that lists everything that does not fit, or, where each field fits, the rules that are broken.
 */
export function encodeRequest(endpoint: AnyEndpoint, input: unknown): EncodedRequest {
  const declaration = compiled.get(endpoint) ?? compile(endpoint);
  const checked = z.safeEncode(declaration.schema, input as Record<string, unknown>);
  if (!checked.success) {
    throw new RequestValidationError(endpoint.id, toValidationIssues(checked.error, input, declaration.schema.shape));
  }
  const values = checked.data;
  const issues: ValidationIssue[] = [];
  const path = buildPath(declaration.path, values, issues);
  const query = buildQuery(declaration, values, issues);
  const headers = endpoint.headers && buildHeaders(declaration.headerNames, values);
  const body = endpoint.body && buildBody(endpoint, declaration.bodyNames, values, issues);
  for (const names of endpoint.requiresOneOf ?? []) {
    if (names.every((name) => values[name] === undefined)) issues.push(oneOfIsMissing(names));
  }
  if (issues.length === 0) issues.push(...(endpoint.rules ?? []).flatMap((rule) => toRuleIssues(rule, values)));
  if (issues.length > 0) throw new RequestValidationError(endpoint.id, issues);
  return { path: query === "" ? path : `${path}?${query}`, ...(headers && { headers }), body };
}

function compile(endpoint: AnyEndpoint): CompiledEndpoint {
  const { params = {}, query = {}, headers = {}, body = {} } = endpoint;
  const declaration: CompiledEndpoint = {
    schema: z.strictObject({ ...params, ...query, ...headers, ...body }),
    path: parsePathTemplate(endpoint.path),
    queryNames: Object.keys(query),
    headerNames: Object.keys(headers),
    bodyNames: Object.keys(body),
  };
  compiled.set(endpoint, declaration);
  return declaration;
}

function buildQuery(
  { path, queryNames }: CompiledEndpoint,
  values: Readonly<Record<string, unknown>>,
  issues: ValidationIssue[],
): string {
  let query = path.query;
  for (const name of queryNames) {
    const value = values[name];
    if (value === undefined || value === null) continue;
    const text = toAddressText(value);
    if (typeof text === "string") query += `${query === "" ? "" : "&"}${name}=${encodeURIComponent(text)}`;
    else issues.push({ path: name, ...text });
  }
  return query;
}

function buildHeaders(
  names: readonly string[],
  values: Readonly<Record<string, unknown>>,
): Readonly<Record<string, string>> {
  const given = names.filter((name) => values[name] !== undefined);
  return Object.fromEntries(given.map((name) => [toHeaderName(name), String(values[name])]));
}

function buildBody(
  { method, bodyForm }: Pick<Endpoint, "method" | "bodyForm">,
  names: readonly string[],
  values: Readonly<Record<string, unknown>>,
  issues: ValidationIssue[],
): EncodedRequest["body"] {
  if (bodyForm === "bare" || bodyForm === "bytes") return names.map((name) => values[name])[0];
  const given = names.filter((name) => values[name] !== undefined);
  const body = Object.fromEntries(given.map((name) => [name, values[name]]));
  if (method !== "PATCH") return given.length === 0 && method === "DELETE" ? undefined : body;
  if (given.length === 0)
    issues.push({ path: "", message: `gives nothing to change; it can have ${names.join(", ")}` });
  return { updatedFields: given.join(","), ...body };
}

function oneOfIsMissing(names: readonly string[]): ValidationIssue {
  return { path: "", message: `needs ${names.join(" or ")}` };
}

function toRuleIssues({ when, then }: InputRule, values: Readonly<Record<string, unknown>>): ValidationIssue[] {
  const { error } = z.safeParse(when, values).success ? z.safeParse(then, values) : {};
  return error ? toValidationIssues(error, values) : [];
}
