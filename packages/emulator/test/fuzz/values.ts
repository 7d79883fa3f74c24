/** Values for the fields of requests: from their schemas, from what the portal has, and such as nobody should send. */
import fc from "fast-check";
import type * as z from "zod/v4/core";
import { items, type TestPortal } from "../test-portal.js";

/** Values, by the name of the field that takes them, of which most meet something that is there. */
export type Pool = Readonly<Record<string, readonly string[]>>;

/** Stands in a request for the key of the task that was started last. */
export const lastTask = "LAST-TASK";

const hostile = ["", "..", ".", "a/b", "a\\b", "\0", "'; DROP TABLE topics", "%", "😀", "x".repeat(3000), "__proto__"];

/** Anything at all. */
export const anything = fc.oneof(
  fc.constantFrom(...hostile),
  fc.string({ unit: "grapheme" }),
  fc.boolean(),
  fc.integer(),
  fc.constant(null),
  fc.array(fc.constantFrom(...hostile), { maxLength: 3 }),
  fc.object({ maxDepth: 2 }),
);

export async function readPool(portal: TestPortal): Promise<Pool> {
  const nodes = items((await portal.call("GET projects/manual/toc/nodes")).json).map(({ id }) => String(id));
  const projectId = [
    "manual",
    "manual",
    "manual",
    "manual",
    "manual",
    "manual-public",
    "manual-partners",
    "manual-private",
    "missing",
  ];
  const topicId = ["welcome", "engine", "wings", "bolts", "missing"];
  const login = ["admin", "author", "reviewer", "reader", "disabled", "missing"];
  const workflow = ["admin", "author", "author", "reader"];
  const filePath = ["manual/engine.png", "fuzz/begun.bin", "fuzz/new.txt", "fuzz", "fuzz/new/deep.txt"];
  const fileName = ["Storage/fuzz/out.zip", "Storage/manual/out.zip"];
  const date = ["2026-01-01T00:00:00", "2999-01-01T00:00:00"];
  return {
    ...{
      projectId,
      publicationId: projectId.slice(5),
      parentId: ["manual", ...nodes],
      updatedPubId: projectId.slice(5),
    },
    ...{
      projectIds: projectId,
      projectUrls: projectId,
      newProjectId: ["new-project", "manual"],
      pubId: ["new-publication"],
    },
    ...{ topicId, ids: topicId, id: ["new-topic", "other-topic", "third-topic", "welcome"] },
    ...{ tocNodeId: nodes, tocNodeIds: nodes, parentTocNodeId: nodes, publishedTocNodeIds: nodes },
    ...{ login, userName: ["new-user", "other-user", "admin"], ownerUserName: workflow, assigneeUserName: workflow },
    ...{ userRole: ["Writer", "Reviewer, Partners", "Partners"], statusName: ["Draft", "Ready", "draft"] },
    ...{ filePath, folderPath: ["", "manual", "fuzz"], fileFullNames: filePath.map((path) => `Storage\\${path}`) },
    ...{ outputFileName: fileName, inputFileUrl: ["Storage/manual/engine.png"], inputFileName: ["new.md", "new.zip"] },
    ...{ content: ["eA==", ""], inputFileContent: ["IyBUaXRsZQ=="], contentRange: ["bytes 0-1/2", "bytes 0-1/*"] },
    ...{ exp: date.slice(1), startDate: date, endDate: date, taskKey: [lastTask, lastTask, "missing"] },
    ...{
      q: ["engine", "fuel OR begin*"],
      filter: ["*", "*.png"],
      newProjectLanguageFourLetterCode: ["en-US", "de-DE"],
    },
  };
}

/** What travels for a field: a value that its schema takes. */
export function valueOf(schema: z.$ZodType, name: string, pool: Pool): fc.Arbitrary<unknown> {
  const { def } = (schema as z.$ZodTypes)._zod;
  // eslint-disable-next-line @typescript-eslint/switch-exhaustiveness-check -- what inputs are not made of is an error
  switch (def.type) {
    case "optional":
    case "nonoptional":
      return valueOf(def.innerType, name, pool);
    case "nullable":
      return fc.oneof(fc.constant(null), valueOf(def.innerType, name, pool));
    case "pipe":
      return valueOf(def.in, name, pool);
    case "array":
      return fc.uniqueArray(valueOf(def.element, name, pool), { minLength: 1, maxLength: 2 });
    case "union":
      return fc.oneof(...def.options.map((option) => valueOf(option, name, pool)));
    case "object":
      return fieldsOf(def.shape, pool);
    case "enum":
      return valueOfEnum(Object.values(def.entries), pool[name] ?? []);
    case "literal":
      return fc.constantFrom(...def.values);
    case "boolean":
      return fc.boolean();
    case "number":
      return fc.integer({ min: -1, max: 20 });
    case "string":
      return pool[name] ? fc.constantFrom(...pool[name]) : textOf(schema);
    case "custom":
      return fc.constant(Uint8Array.of(1, 2));
    default:
      throw new TypeError(`no values are known for the schema "${def.type}" of ${name}`);
  }
}

/** Half of the values are those that the emulator can do most with. */
function valueOfEnum(values: readonly unknown[], preferred: readonly string[]): fc.Arbitrary<unknown> {
  const useful = preferred.filter((value) => values.includes(value));
  return useful.length === 0
    ? fc.constantFrom(...values)
    : fc.oneof(fc.constantFrom(...useful), fc.constantFrom(...values));
}

/** Patterns say what a whole number is; other text is free. */
function textOf(schema: z.$ZodType): fc.Arbitrary<string> {
  const words = fc.constantFrom("Some words", "<p>Words &amp; more</p>", "ünïcode 😀", "7");
  const isNumber = schema._zod.pattern?.test("7") === true && !schema._zod.pattern.test("Some words");
  return isNumber ? fc.constantFrom("7", "0", "-1") : words;
}

/** An object with what is required alone, or with some of the rest. */
export function fieldsOf(
  shape: Readonly<Record<string, z.$ZodType>>,
  pool: Pool,
): fc.Arbitrary<Record<string, unknown>> {
  const required = Object.keys(shape).filter((name) => shape[name]?._zod.optin !== "optional");
  const values = Object.entries(shape).map(([name, schema]) => [name, valueOf(schema, name, pool)] as const);
  const least = values.filter(([name]) => required.includes(name));
  return fc.oneof(
    fc.record(Object.fromEntries(least)),
    fc.record(Object.fromEntries(values), { requiredKeys: required }),
  );
}
