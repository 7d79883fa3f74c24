/** Holds the declarations against the list of all publicly known operations, kept apart from them. */
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import * as z from "zod/mini";
import { listEndpoints } from "./list-endpoints.js";

const Operation = z.strictObject({
  number: z.string(),
  method: z.string(),
  path: z.string(),
  evidence: z.string(),
  endpoints: z.array(z.string()),
});
const operations = z
  .array(Operation)
  .parse(JSON.parse(readFileSync(new URL("operations.json", import.meta.url), "utf8")));

const declared = new Map(listEndpoints().map((endpoint) => [endpoint.id, endpoint]));

it("knows 45 operations", () => {
  expect(operations).toHaveLength(45);
});

it("declares every known operation and nothing else", () => {
  expect([...declared.keys()].sort()).toEqual(operations.flatMap((operation) => operation.endpoints).sort());
});

it.each(operations)(
  "$number is declared as it is known: $method $path",
  ({ method, path, evidence, endpoints: ids }) => {
    for (const id of ids) {
      const endpoint = declared.get(id);
      expect(endpoint?.method).toBe(method);
      expect(endpoint?.path.replaceAll(/\{\w+/g, "{")).toBe(path);
      expect(endpoint?.evidence).toBe(evidence);
    }
  },
);
