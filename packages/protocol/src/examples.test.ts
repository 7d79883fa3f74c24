/** Holds every recorded exchange against the schemas of its endpoint, in both directions. */
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import type { Endpoint } from "./endpoint.js";
import * as endpoints from "./endpoints.js";

const Example = z.strictObject({
  request: z.strictObject({
    method: z.string(),
    path: z.string().startsWith("/api/v1/"),
    query: z.record(z.string(), z.string()),
    body: z.record(z.string(), z.unknown()).optional(),
  }),
  response: z.strictObject({
    status: z.int(),
    headers: z.record(z.string(), z.string()),
    body: z.unknown().optional(),
  }),
});

const folder = new URL("../examples/", import.meta.url);
const recorded = readdirSync(folder, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".json"))
  .map((file) => file.replaceAll("\\", "/"));

const declared = new Map(
  Object.values(endpoints)
    .flatMap((verbs) => Object.values<Endpoint>(verbs))
    .map((endpoint) => [`${endpoint.id.replace(".", "/")}.json`, endpoint]),
);

it("there is a recorded exchange for every endpoint, and for nothing else", () => {
  expect([...recorded].sort()).toEqual([...declared.keys()].sort());
});

describe.each(recorded)("%s", (file) => {
  const example = Example.parse(JSON.parse(readFileSync(new URL(file, folder), "utf8")));
  const endpoint = declared.get(file);
  if (!endpoint) throw new Error(`${file} is the example of no endpoint`);
  const [template = "", constants = ""] = endpoint.path.split("?");

  it("was sent to the endpoint", () => {
    const pattern = template.replaceAll(/\{\w+\+\}/g, ".+").replaceAll(/\{\w+\}/g, "[^/]+");
    expect(example.request.method).toBe(endpoint.method);
    expect(example.request.path).toMatch(new RegExp(`^/api/v1/${pattern}$`));
    expect(example.request.query).toMatchObject(Object.fromEntries(new URLSearchParams(constants)));
  });

  it("has a query and a body that the endpoint takes, and gives them back", () => {
    const { updatedFields, ...body } = example.request.body ?? {};
    const names = Object.keys(endpoint.query ?? {});
    const query = Object.fromEntries(Object.entries(example.request.query).filter(([name]) => names.includes(name)));
    for (const [shape, wire] of [
      [endpoint.query ?? {}, query],
      [endpoint.body ?? {}, body],
    ] as const) {
      const schema = z.strictObject(shape);
      expect(z.encode(schema, z.decode(schema, wire))).toEqual(wire);
    }
    expect(updatedFields).toBe(endpoint.method === "PATCH" ? Object.keys(body).join(",") : undefined);
  });

  it("was answered as the endpoint declares, and the answer survives both directions", () => {
    expect(example.response.status).toBe(endpoint.success);
    const { body } = example.response;
    expect(z.encode(endpoint.response, z.decode(endpoint.response, body))).toEqual(body);
    if (endpoint.method === "POST") expect(example.response.headers.location).toMatch(/^https:/);
  });
});
