/** Where the rules of an endpoint belong in a document that describes queries and bodies apart. */
import * as z from "zod/mini";
import type { Endpoint, InputRule, Shape } from "./endpoint.js";

export interface PlacedRules {
  /** What a body can be held against alone. */
  readonly ofBody: readonly InputRule[];
  /** What the query asks of the body. Whatever the query says, one of these applies. */
  readonly ofQuery: readonly InputRule[];
}

/** Finds the places of an endpoint's rules. Throws where the document would say something else than they do. */
export function placeRules(endpoint: Endpoint): PlacedRules {
  const { id, requiresOneOf = [], rules = [], query = {}, body = {} } = endpoint;
  const ofBody = rules.filter(({ when }) => isWithin(body, fieldsOf(when)));
  const ofQuery = rules.filter(({ when }) => isWithin(query, fieldsOf(when)));
  const asked = [...requiresOneOf.flat(), ...rules.flatMap(({ then }) => fieldsOf(then))];
  const problems = [
    asked.length > 0 && !isObjectOfFields(endpoint) && "its body is not an object of the declared fields",
    !isWithin(body, asked) && "they ask for fields that are not in the body",
    ofBody.length + ofQuery.length !== rules.length && "each has to look either at the body or at the query",
    ofQuery.length > 0 && !applyAlways(ofQuery, query) && "none applies to some of what the query can say",
  ].filter((problem) => problem !== false);
  if (problems.length > 0) throw new Error(`The rules of ${id} cannot be documented: ${problems.join("; ")}.`);
  return { ofBody, ofQuery };
}

function fieldsOf(schema: z.core.$ZodObject): string[] {
  return Object.keys(schema._zod.def.shape);
}

function isWithin(place: Shape, names: readonly string[]): boolean {
  return names.every((name) => name in place);
}

function isObjectOfFields({ method, bodyForm = "fields" }: Endpoint): boolean {
  return method !== "PATCH" && bodyForm === "fields";
}

/** Of one field with a known number of values, a rule applies to each. */
function applyAlways(rules: readonly InputRule[], query: Shape): boolean {
  const [name = "", ...others] = new Set(rules.flatMap(({ when }) => fieldsOf(when)));
  const values = [...(query[name]?._zod.values ?? [])];
  const applies = (value: unknown) => rules.some(({ when }) => z.safeParse(when, { [name]: value }).success);
  return others.length === 0 && values.length > 0 && values.every(applies);
}
