/** Holds every recorded exchange against the schemas of its endpoint, in both directions. */
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { toHeaderName, type Endpoint } from "./endpoint.js";
import { listEndpoints } from "./list-endpoints.js";

const Example = z.strictObject({
  request: z.strictObject({
    method: z.string(),
    path: z.string().startsWith("/api/v1/"),
    query: z.record(z.string(), z.string()),
    headers: z.record(z.string(), z.string()).optional(),
    body: z.unknown().optional(),
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

const declared = new Map(listEndpoints().map((endpoint) => [`${endpoint.id.replace(".", "/")}.json`, endpoint]));

it("there is a recorded exchange for every endpoint, and for nothing else", () => {
  expect([...recorded].sort()).toEqual([...declared.keys()].sort());
});

/** The fields of a body by name, in the form in which they travel; bytes were recorded as text. */
function fieldsOf({ body: shape = {}, bodyForm = "fields" }: Endpoint, body: unknown): Record<string, unknown> {
  const [name = ""] = Object.keys(shape);
  const toBytes = (text: unknown) => new TextEncoder().encode(String(text));
  if (bodyForm === "bare") return { [name]: body };
  if (bodyForm === "bytes") return { [name]: toBytes(body) };
  const fields = Object.entries(z.record(z.string(), z.unknown()).parse(body ?? {}));
  return Object.fromEntries(fields.map(([field, value]) => [field, bodyForm === "multipart" ? toBytes(value) : value]));
}

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

  it("has a query, headers and a body that the endpoint takes, and gives them back", () => {
    const { updatedFields, ...body } = fieldsOf(endpoint, example.request.body);
    const sent = new Headers(example.request.headers);
    const headerNames = Object.keys(endpoint.headers ?? {});
    const headers = Object.fromEntries(headerNames.map((name) => [name, sent.get(toHeaderName(name))]));
    const names = Object.keys(endpoint.query ?? {});
    const query = Object.fromEntries(Object.entries(example.request.query).filter(([name]) => names.includes(name)));
    for (const [shape, wire] of [
      [endpoint.query ?? {}, query],
      [endpoint.headers ?? {}, headers],
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
    if (endpoint.method === "HEAD") {
      expect(body).toBeUndefined();
      return;
    }
    expect(z.encode(endpoint.response, z.decode(endpoint.response, body))).toEqual(body);
    expect(body, "an empty list shows nothing").not.toEqual([]);
    if (endpoint.method === "POST") expect(example.response.headers.location).toMatch(/^https:/);
  });
});
