/**
 * What the schemas here are built with besides zod. They are made of `zod/mini`, which costs those who install a layer a
 * third of what `zod` costs them; schemas of both kinds can be combined.
 */
import * as z from "zod/mini";

/** A copy of a schema with more said about it, for JSON Schema and the documentation. */
export function withMeta<T extends z.core.$ZodType>(schema: T, meta: z.core.GlobalMeta): T {
  const copy = z.core.clone(schema, schema._zod.def, { parent: true });
  z.globalRegistry.add(copy, meta);
  return copy;
}

/** A copy of a schema with a sentence that says what the value is, with unit or format. */
export function described<T extends z.core.$ZodType>(schema: T, description: string): T {
  return withMeta(schema, { description });
}

/** The same schema, for what has to have at least one character or item. */
export function notEmpty<T extends z.ZodMiniType<{ readonly length: number }>>(schema: T): T {
  return schema.check(z.minLength(1, "must not be empty"));
}

/** A kind of object schema, without the type assertion that only a name declared here could make. */
interface ObjectKind {
  init(schema: z.ZodMiniObject, definition: z.core.$ZodObjectDef): void;
}
const compiledKind: ObjectKind = z.core.$ZodObjectJIT;
const miniKind: ObjectKind = z.ZodMiniObject;

/** zod/mini leaves the compiled parser of objects out. It reads long lists in half the time, for half a kilobyte. */
const CompiledObject = z.core.$constructor<z.ZodMiniObject>("CompiledObject", (schema, definition) => {
  compiledKind.init(schema, definition);
  miniKind.init(schema, definition);
});

/** An object of an answer: unknown keys are kept. */
export function looseObject<T extends z.core.$ZodLooseShape>(shape: T): z.ZodMiniObject<T, z.core.$loose> {
  return new CompiledObject({ type: "object", shape, catchall: z.unknown() }) as z.ZodMiniObject<T, z.core.$loose>;
}
