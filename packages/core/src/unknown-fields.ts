/** Finds what an answer brings that nobody has declared: the first sign that the API has moved on. */
import type * as z from "zod/mini";

/** A field of an answer that its schema does not know. */
export interface UnknownField {
  /** Id of the endpoint, `topics.list`. */
  readonly endpoint: string;
  /** Where in the answer: `readingTime`, `[].readingTime` in a list, `userInfo.nickname`. */
  readonly path: string;
}

/** Looks through an output of an endpoint. */
export type FieldWatch = (endpoint: string, schema: z.core.$ZodType, output: unknown) => void;

/** Gives a function that looks through outputs and reports each unknown field of each endpoint once. */
export function createFieldWatch(report: (field: UnknownField) => void): FieldWatch {
  const reported = new Set<string>();
  return (endpoint, schema, output) => {
    for (const path of unknownPaths(schema, output, "")) {
      const name = `${endpoint} ${path}`;
      if (reported.has(name)) continue;
      reported.add(name);
      report({ endpoint, path });
    }
  };
}

function* unknownPaths(schema: z.core.$ZodType, value: unknown, path: string): Generator<string> {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  if (def.type === "optional" || def.type === "nullable") yield* unknownPaths(def.innerType, value, path);
  if (def.type === "array" && Array.isArray(value)) {
    for (const item of value) yield* unknownPaths(def.element, item, `${path}[]`);
  }
  if (def.type !== "object" || typeof value !== "object" || value === null) return;
  for (const [name, field] of Object.entries(value)) {
    const known = Object.hasOwn(def.shape, name) ? def.shape[name] : undefined;
    const fieldPath = path === "" ? name : `${path}.${name}`;
    if (known === undefined) yield fieldPath;
    else yield* unknownPaths(known, field, fieldPath);
  }
}
