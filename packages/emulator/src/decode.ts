/** Checks and decodes what a request brings: path, query, headers and body, with the schemas that clients encode with. */
import { toHeaderName, type Endpoint, type Shape } from "@clickhelp-js/protocol";
import * as z from "zod/mini";
import { badRequest, wrongLetterCase } from "./api-error.js";
import { findDateProblem, takesDate } from "./request-dates.js";
import { describeAll, inWords, mostShown, nameOf, placeOf, quote } from "./words.js";

/** What a request brings, before it is checked. */
export interface RawInput {
  /** The endpoints that the request may have meant: forms of one call, such as making one user and making many. */
  readonly forms: readonly Endpoint[];
  readonly params: Readonly<Record<string, string>>;
  /** Without the constants that belong to the operation. */
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Pick<Headers, "get">;
  readonly body: Readonly<Record<string, unknown>>;
}

const longestList = 100_000;

type Fields = Readonly<Record<string, unknown>>;

/** One for all endpoints without such fields: the schema of a shape is made once, and found by the shape itself. */
const noFields: Shape = {};

/** Nothing in this API lies deeper than a field of an object in an object of a list. */
const deepestObject = 3;

/**
 * Gives the endpoint's flat input. Throws 400 that names what is wrong, and 500 for a name or value in the wrong letter
 * case, as a portal does. Without `strict`, unknown parameters and fields are ignored.
 */
export function decodeInput(endpoint: Endpoint, raw: RawInput, strict: boolean): Record<string, unknown> {
  const query = withoutEmpty(endpoint.query ?? noFields, raw.query);
  const params = decodeFields("path parameter", endpoint.params ?? noFields, raw.params, strict);
  const queryInput = decodeFields("query parameter", endpoint.query ?? noFields, query, strict);
  const headers = decodeFields("header", endpoint.headers ?? noFields, readHeaders(endpoint, raw.headers), strict);
  const body = endpoint.body ?? noFields;
  if (endpoint.method === "PATCH") {
    return { ...params, ...queryInput, ...headers, ...decodePatch(endpoint, raw.body, strict) };
  }
  const fields = withoutNulls(raw);
  if (strict) refuseMixedForms(endpoint, raw.forms, fields);
  const bodyInput = decodeFields(endpoint.bodyForm === "bare" ? "list item" : "field", body, fields, strict);
  checkRules(endpoint, { ...query, ...fields });
  return { ...params, ...queryInput, ...headers, ...bodyInput };
}

/** Fields that only another form of the call has are known, and wrong beside the one that picked this form. */
function refuseMixedForms({ body = noFields, pickedBy }: Endpoint, forms: RawInput["forms"], fields: Fields): void {
  const isOfOther = (name: string) => forms.some((form) => Object.hasOwn(form.body ?? noFields, name));
  const other = Object.keys(fields).find((name) => !Object.hasOwn(body, name) && isOfOther(name));
  if (other === undefined || pickedBy === undefined) return;
  throw badRequest(`The fields "${other}" and "${pickedBy}" exclude each other. Leave one of them out.`);
}

/** What the fields ask of each other. */
function checkRules({ requiresOneOf = [], rules = [] }: Endpoint, fields: Fields): void {
  for (const names of requiresOneOf) {
    if (names.some((name) => fields[name] !== undefined)) continue;
    throw badRequest(`One of the fields ${quote(names)} is required.`);
  }
  for (const { when, then } of rules) {
    if (!z.safeParse(when, fields).success) continue;
    const { error } = z.safeParse(then, fields, inWords);
    if (error) throw badRequest(describeAll("field", error));
  }
}

/** An address made after a pattern, such as `users?types={types}`, has a name without a value for what is not set. */
function withoutEmpty(shape: Shape, query: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const isGiven = ([name, value]: [string, string]) => value !== "" || !Object.hasOwn(shape, name);
  return Object.fromEntries(Object.entries(query).filter(isGiven));
}

/** The headers that the endpoint declares; all others are none of its business. */
function readHeaders(endpoint: Endpoint, headers: RawInput["headers"]): Record<string, string> {
  const names = Object.keys(endpoint.headers ?? {});
  const given = names.map((name) => [name, headers.get(toHeaderName(name))] as const);
  return Object.fromEntries(given.flatMap(([name, value]) => (value === null ? [] : [[name, value]])));
}

/**
 * Programs that send every field they know give null for the ones they do not set: the same as leaving them out, when any
 * form of the call has them. What no form has is unknown, whatever its value.
 */
function withoutNulls({ forms, body }: RawInput): Fields {
  const isKnown = (name: string) => forms.some((form) => Object.hasOwn(form.body ?? noFields, name));
  const given = Object.entries(body).filter(([name, value]) => value !== null || !isKnown(name));
  return unsetNulls(Object.fromEntries(given), deepestObject);
}

/** The names stay, so that schemas see which of them are unknown. */
function unsetNulls(fields: Fields, depth: number): Fields {
  const unset = (value: unknown) => (value === null ? undefined : unsetNullsWithin(value, depth));
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, unset(value)]));
}

function unsetNullsWithin(value: unknown, depth: number): unknown {
  if (depth === 0 || typeof value !== "object" || value === null || value instanceof Uint8Array) return value;
  if (Array.isArray(value)) return value.map((element) => unsetNullsWithin(element, depth - 1));
  return unsetNulls({ ...value }, depth - 1);
}

/** Only the fields that `updatedFields` lists are taken; a field sent but not listed stays as it was. */
function decodePatch(endpoint: Endpoint, body: Fields, strict: boolean): Record<string, unknown> {
  const { body: shape = noFields, response } = endpoint;
  const { updatedFields, ...fields } = body;
  if (updatedFields === undefined || updatedFields === null) {
    const example = Object.keys(shape).slice(0, 2).join(",");
    throw badRequest(`The field "updatedFields" is required: the names of the fields to change, such as "${example}".`);
  }
  if (typeof updatedFields !== "string") {
    throw badRequest(`The field "updatedFields" must be a string of names, comma-separated.`);
  }
  const listed = updatedFields
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");
  if (listed.length === 0) throw badRequest(`The field "updatedFields" names no field.`);
  // Who reads a resource, changes a field of it and sends it back as a whole sends fields that can only be read.
  const readable = response instanceof z.core.$ZodObject ? response._zod.def.shape : noFields;
  const others = Object.keys(fields).filter((name) => !Object.hasOwn(readable, name));
  if (strict) {
    refuseUnknown("field", shape, others);
    refuseUnknown('name in "updatedFields"', shape, listed);
  }
  const known = listed.filter((name) => Object.hasOwn(shape, name));
  const absent = known.filter((name) => fields[name] === undefined);
  if (absent.length > 0) throw badRequest(`"updatedFields" lists ${quote(absent)}, but the body has no such field.`);
  const taken = Object.fromEntries(known.map((name) => [name, fields[name]]));
  return decodeFields("field", shape, taken, strict);
}

const schemas = new WeakMap<Shape, z.ZodMiniObject>();

function objectOf(shape: Shape): z.ZodMiniObject {
  const known = schemas.get(shape);
  if (known) return known;
  const schema = z.object(shape);
  schemas.set(shape, schema);
  return schema;
}

function decodeFields(kind: string, shape: Shape, fields: Fields, strict: boolean): Record<string, unknown> {
  if (strict) refuseUnknown(kind, shape, Object.keys(fields));
  refuseLong(kind, fields);
  refuseDates(kind, shape, fields);
  if (shape === noFields) return {};
  const read = (given: Fields) => objectOf(shape).safeParse(given, inWords);
  const first = read(fields);
  const result = first.success || strict ? first : read(withoutUnknown(fields, issuesOf(first.error)));
  if (result.success) return result.data;
  const issues = issuesOf(result.error);
  for (const issue of issues) {
    const meant = meantValue(issue);
    if (meant === undefined) continue;
    const name = nameOf(kind, issue);
    throw wrongLetterCase(`Values are case-sensitive: "${name}" must be ${meant}, not ${show(issue)}.`);
  }
  throw badRequest(describeAll(kind, { issues }));
}

/** Of a value that fits no form but names one by its `__type`, what is wrong with that form. */
function issuesOf({ issues }: z.core.$ZodError): z.core.$ZodIssue[] {
  return issues.flatMap((issue) => {
    if (issue.code !== "invalid_union") return [issue];
    const meant = issue.errors.find((inner) => inner.every(({ path }) => path[0] !== "__type"));
    return meant?.map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] })) ?? [issue];
  });
}

/** A copy without what is unknown within the fields: their own names were not asked for. */
function withoutUnknown(fields: Fields, issues: readonly z.core.$ZodIssue[]): Fields {
  const copy = structuredClone(fields);
  for (const issue of issues) {
    if (issue.code !== "unrecognized_keys") continue;
    const holder = issue.path.reduce<object>((value, name) => Object(Reflect.get(value, name)) as object, copy);
    for (const name of issue.keys) Reflect.deleteProperty(holder, name);
  }
  return copy;
}

/** Every element may be an issue of its own, which is far larger than the element. */
function refuseLong(kind: string, fields: Fields): void {
  for (const [name, value] of Object.entries(fields)) {
    if (!Array.isArray(value) || value.length <= longestList) continue;
    const place = placeOf(kind, { path: [name.slice(0, 100)] });
    throw badRequest(`The ${place} has ${value.length} elements: at most ${longestList} are taken.`);
  }
}

/** Before the schemas, which say of dates what those who read answers have to know. */
function refuseDates(kind: string, shape: Shape, fields: Fields): void {
  const sentences = Object.entries(fields).flatMap(([name, value]) => {
    const problem = typeof value === "string" && takesDate(shape[name]) ? findDateProblem(value) : undefined;
    return problem === undefined ? [] : [`The ${kind} "${name}" is not valid: ${problem}.`];
  });
  if (sentences.length > 0) throw badRequest(sentences.join(" "));
}

function refuseUnknown(kind: string, shape: Shape, names: readonly string[]): void {
  const unknown = names.filter((name) => !Object.hasOwn(shape, name));
  if (unknown.length === 0) return;
  for (const name of unknown.slice(0, mostShown)) {
    const meant = Object.keys(shape).find((known) => known.toLowerCase() === name.toLowerCase());
    if (meant === undefined) continue;
    throw wrongLetterCase(`Names are case-sensitive: the ${kind} is "${meant}", not "${name}".`);
  }
  const known = Object.keys(shape);
  const list = known.length === 0 ? "It takes none." : `Known: ${known.join(", ")}.`;
  throw badRequest(`Unknown ${kind}: ${quote(unknown)}. ${list}`);
}

/** The value that was meant, when nothing but the letter case of a known one is wrong. */
function meantValue(issue: z.core.$ZodIssue): string | undefined {
  if (typeof issue.input !== "string") return undefined;
  const given = issue.input.toLowerCase();
  const values =
    issue.code === "invalid_value"
      ? issue.values
      : issue.code === "invalid_type" && issue.expected === "boolean"
        ? ["true", "false"]
        : [];
  const meant = values.map(String).find((value) => value.toLowerCase() === given);
  // "true" in quotes is a string where a boolean belongs: wrong, but not in its letter case.
  return meant === issue.input ? undefined : meant;
}

function show(issue: z.core.$ZodIssue): string {
  return typeof issue.input === "string" ? `"${issue.input.slice(0, 100)}"` : "this";
}
