/**
 * What the schemas here are built with besides zod. They are made of `zod/mini`, which costs those who install a layer a
 * third of what `zod` costs them; schemas of both kinds can be combined.
 */
import { $constructor } from "zod/v4/core";
import * as z from "zod/mini";
import { parseWireDate } from "./wire-date.js";

/** A copy of a schema with more said about it, for JSON Schema and the documentation. */
export function withMeta<T extends z.core.$ZodType>(schema: T, meta: z.core.GlobalMeta): T {
  return addMeta(z.clone(schema, schema._zod.def, { parent: true }), meta);
}

/** The schema itself, which was just made and is nobody else's, with more said about it. */
function addMeta<T extends z.core.$ZodType>(schema: T, meta: z.core.GlobalMeta): T {
  z.globalRegistry.add(schema, meta);
  return schema;
}

/** A copy of a schema with a sentence that says what the value is, with unit or format. */
export function described<T extends z.core.$ZodType>(schema: T, description: string): T {
  return withMeta(schema, { description });
}

/** The schema of a field that can be absent, with a sentence that says what its value is. */
export function optional<T extends z.core.$ZodType>(schema: T, description: string): z.ZodMiniOptional<T> {
  return addMeta(z.optional(schema), { description });
}

/** The schema of a field that can be absent or null, with a sentence that says what its value is. */
export function nullish<T extends z.core.$ZodType>(
  schema: T,
  description: string,
): z.ZodMiniOptional<z.ZodMiniNullable<T>> {
  return addMeta(z.nullish(schema), { description });
}

/** The same schema, for what has to have at least one character or item. */
export function notEmpty<T extends z.ZodMiniType<{ readonly length: number }>>(schema: T): T {
  return schema.check(z.minLength(1, "must not be empty"));
}

/** Kinds of values that many fields take as they are, as bits. */
const UNDEFINED = 1;
const NULL = 2;
const STRING = 4;
/** A list of strings; it stays the same list. */
const STRINGS = 8;
/** The text of a date, of which a date is made. */
const DATE = 16;

interface Field {
  readonly schema: z.core.$ZodType;
  /** The kinds of values that zod need not look at. */
  readonly plainKinds: number;
}

/** Those that are declared, by name. */
interface Fields {
  readonly byName: ReadonlyMap<string, Field>;
  /** How many of them must not be absent. */
  readonly required: number;
}

/** A kind of object schema, without the type assertion that only a name declared here could make. */
interface ObjectKind {
  init(schema: z.ZodMiniObject, definition: z.core.$ZodObjectDef): void;
}
const miniKind: ObjectKind = z.ZodMiniObject;

/**
 * An object of an answer. Most fields of most answers are what they should be and stay as they are, whether they are
 * read or written, so they are looked at once and copied together. Only where something does not fit zod goes through
 * it, and says what.
 */
const AnswerObject = $constructor<z.ZodMiniObject>("AnswerObject", (schema, definition) => {
  miniKind.init(schema, definition);
  const internals = schema._zod;
  const parseThoroughly = internals.parse.bind(internals);
  let fields: Fields | undefined;
  internals.parse = (payload, context) => {
    fields ??= toFields(definition.shape);
    const output = passFields(fields, payload.value, context);
    if (output === undefined) return parseThoroughly(payload, context);
    payload.value = output;
    return payload;
  };
});

function toFields(shape: z.core.$ZodShape): Fields {
  const byName = new Map<string, Field>();
  let required = 0;
  for (const [name, schema] of Object.entries(shape)) {
    const plainKinds = plainKindsOf(schema);
    byName.set(name, { schema, plainKinds });
    if (!(plainKinds & UNDEFINED)) required += 1;
  }
  return { byName, required };
}

function plainKindsOf(schema: z.core.$ZodType): number {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  if (def.checks?.length || "format" in def) return 0;
  if (def.type === "optional") return plainKindsOf(def.innerType) | UNDEFINED;
  if (def.type === "nullable") return plainKindsOf(def.innerType) | NULL;
  if (def.type === "pipe" && def.out._zod.def.type === "date") return DATE;
  if (def.type === "array") return plainKindsOf(def.element) === STRING ? STRINGS : 0;
  return def.type === "string" ? STRING : 0;
}

/** Gives `undefined` where something does not fit, or is missing. */
function passFields(
  { byName, required }: Fields,
  input: unknown,
  context: z.core.ParseContextInternal,
): Record<string, unknown> | undefined {
  if (typeof input !== "object" || input === null || Array.isArray(input)) return undefined;
  const output: Record<string, unknown> = { ...input };
  let missing = required;
  // Where engines go through the names of an object, they need not look for the values.
  for (const name in output) {
    const field = byName.get(name);
    if (!field) continue;
    const { schema, plainKinds } = field;
    if (!(plainKinds & UNDEFINED)) missing -= 1;
    const value = output[name];
    if (plainKinds & kindOf(value)) continue;
    let read: unknown;
    if (plainKinds & DATE && typeof value === "string" && context.direction !== "backward") read = parseWireDate(value);
    else {
      const result = schema._zod.run({ value, issues: [] }, context);
      if (result instanceof Promise || result.issues.length > 0) return undefined;
      read = result.value;
    }
    if (read === undefined) return undefined;
    output[name] = read;
  }
  return missing === 0 ? output : undefined;
}

function kindOf(value: unknown): number {
  if (typeof value === "string") return STRING;
  if (value === null) return NULL;
  if (Array.isArray(value)) return value.every((item) => typeof item === "string") ? STRINGS : 0;
  return value === undefined ? UNDEFINED : 0;
}

/** An object of an answer: unknown keys are kept, but its type has none, so that a misspelt one is an error. */
export function looseObject<T extends z.core.$ZodLooseShape>(shape: T): z.ZodMiniObject<T> {
  return new AnswerObject({ type: "object", shape, catchall: z.unknown() }) as z.ZodMiniObject<T>;
}
