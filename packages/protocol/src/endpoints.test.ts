/** Rules that every endpoint declaration keeps. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import * as z from "zod/mini";
import type { Endpoint, Shape } from "./endpoint.js";
import * as endpoints from "./endpoints.js";

const declared = Object.entries(endpoints).flatMap(([resource, verbs]) =>
  Object.entries<Endpoint>(verbs).map(([verb, endpoint]) => [`${resource}.${verb}`, endpoint, resource] as const),
);

const fieldsOf = ({ params, query, headers, body }: Endpoint) =>
  [params, query, headers, body].flatMap((shape: Shape | undefined) => Object.entries(shape ?? {}));

describe.each(declared)("%s", (id, endpoint, resource) => {
  it("has the id of its place", () => {
    expect(endpoint.id).toBe(id);
  });

  it("declares exactly the parameters of its path", () => {
    const inPath = [...endpoint.path.matchAll(/\{(\w+)\+?\}/g)].map((match) => match[1]);
    expect(Object.keys(endpoint.params ?? {})).toEqual(inPath);
  });

  it("has no name in two places, so that the flat input is unambiguous", () => {
    const names = fieldsOf(endpoint).map(([name]) => name);
    expect(new Set(names).size).toBe(names.length);
  });

  it("describes every field of the request", () => {
    for (const [name, schema] of fieldsOf(endpoint)) {
      expect(z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }), `${id}: ${name}`).toHaveProperty(
        "description",
      );
    }
  });

  it("says the same in the editor as at run time", () => {
    const source = readFileSync(new URL(`endpoints/${resource}.ts`, import.meta.url), "utf8");
    expect(source).toContain(`/** ${endpoint.summary} */`);
  });

  it("is declared safe to repeat only when its method can be", () => {
    if (endpoint.method === "POST") expect(endpoint.safety).toBe("unsafe");
    if (endpoint.safety === "read") expect(["GET", "HEAD"]).toContain(endpoint.method);
  });

  it("has one field where the body is not an object of fields", () => {
    if ((endpoint.bodyForm ?? "fields") !== "fields") expect(Object.keys(endpoint.body ?? {})).toHaveLength(1);
  });

  it("names fields that exist and may be absent where one of several is needed", () => {
    const fields = { ...endpoint.query, ...endpoint.body };
    for (const name of endpoint.requiresOneOf?.flat() ?? []) {
      expect(z.safeParse(fields[name] ?? z.never(), undefined).success, `${id}: ${name}`).toBe(true);
    }
  });

  it("has rules about fields that exist", () => {
    for (const { when, then } of endpoint.rules ?? []) {
      for (const schema of [when, then]) {
        const named = Object.keys(z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }).properties ?? {});
        expect(Object.keys({ ...endpoint.query, ...endpoint.body })).toEqual(expect.arrayContaining(named));
      }
    }
  });

  it("names an existing field where presence picks it", () => {
    if (endpoint.pickedBy !== undefined) {
      expect({ ...endpoint.query, ...endpoint.body }).toHaveProperty([endpoint.pickedBy]);
    }
  });
});

it("tells endpoints with the same method and path apart by a field", () => {
  const groups = Map.groupBy(
    declared,
    ([, endpoint]) => `${endpoint.method} ${endpoint.path.replaceAll(/\{\w+/g, "{")}`,
  );
  for (const [route, group] of groups) {
    const unmarked = group.filter(([, endpoint]) => endpoint.pickedBy === undefined);
    expect(unmarked.length, route).toBe(1);
  }
});
