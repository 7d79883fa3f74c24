import * as endpoints from "@clickhelp-js/protocol/endpoints";
import { ErrorBody, statusCodes, type Endpoint } from "@clickhelp-js/protocol";
import fc from "fast-check";
import { expect, test } from "vitest";
import * as z from "zod";
import { createTestPortal, fields } from "../test/test-portal.js";

const declared = Object.values(endpoints).flatMap((resource) => Object.values<Endpoint>(resource));

const known = [
  "manual",
  "manual-public",
  "welcome",
  "engine",
  "admin",
  "Ready",
  "Public",
  "Pdf",
  "Storage/x.zip",
  "*",
  "true",
];
const hostile = [
  "",
  "..",
  ".",
  "a/b",
  "a\\b",
  "\0",
  "'; DROP TABLE topics",
  "%",
  "😀",
  "x".repeat(3000),
  "__proto__",
  "-1",
];
const word = fc.oneof(fc.constantFrom(...known), fc.constantFrom(...hostile), fc.string({ unit: "grapheme" }));
const value = fc.oneof(
  word,
  fc.boolean(),
  fc.integer(),
  fc.constant(null),
  fc.array(word, { maxLength: 3 }),
  fc.object({ maxDepth: 2 }),
);

/** A request for a declared operation, with values that fit, nearly fit, or do not fit at all. */
const request = fc.constantFrom(...declared).chain((endpoint) => {
  const names = Object.keys(endpoint.body ?? {});
  const extra = fc.dictionary(fc.oneof(fc.constantFrom("updatedFields", "__proto__", "ID"), word), value, {
    maxKeys: 2,
  });
  return fc.record({
    method: fc.oneof(
      { weight: 9, arbitrary: fc.constant(endpoint.method) },
      { weight: 1, arbitrary: fc.constant("PUT" as const) },
    ),
    path: fc.constant(endpoint.path),
    params: fc.array(word, { minLength: 3, maxLength: 3 }),
    query: fc.dictionary(
      fc.oneof(fc.constantFrom("filter", "q", "format", "action", ...Object.keys(endpoint.query ?? {})), word),
      word,
      { maxKeys: 3 },
    ),
    body: fc.oneof(
      fc
        .tuple(fc.record(Object.fromEntries(names.map((name) => [name, value])), { requiredKeys: [] }), extra)
        .map((parts) => JSON.stringify({ updatedFields: names.join(","), ...parts[0], ...parts[1] })),
      fc
        .array(fc.oneof(value, fc.constant({ userName: "new", userInfo: { email: "e" } })))
        .map((list) => JSON.stringify(list)),
      fc.constant('--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nab\r\n--x--\r\n'),
      fc.string(),
    ),
    headers: fc.constantFrom<Record<string, string>>(
      {},
      { "Content-Range": "bytes 0-1/2" },
      { "Content-Range": "bytes 2-1/*" },
      { "Content-Type": "multipart/form-data; boundary=x" },
      { "Content-Type": "multipart/form-data" },
    ),
  });
});

function toAddress(template: string, params: readonly string[], query: Record<string, string>): string {
  const [path = "", constants = ""] = template.split("?");
  let next = 0;
  const filled = path.replace(/\{\w+\+?\}/g, () => {
    next += 1;
    const parameter = params[next - 1] ?? "";
    // `.` and `..` would change the path before it is sent.
    return /^\.{1,2}$/.test(parameter) ? parameter.replaceAll(".", "%252E") : encodeURIComponent(parameter);
  });
  const search = new URLSearchParams(constants);
  for (const [name, text] of Object.entries(query)) search.set(name, text);
  return `${filled}?${search.toString()}`;
}

test(
  "no request gets an answer that is not documented, and no failure of the emulator comes up",
  { timeout: 60_000 },
  async () => {
    const errors: unknown[] = [];
    const portal = createTestPortal({ onError: (error) => errors.push(error) });
    const beginning = portal.emulator.snapshot();
    let runs = 0;
    await fc.assert(
      fc
        .asyncProperty(request, async ({ method, path, params, query, body, headers }) => {
          const address = toAddress(path, params, query);
          const reply = await portal.call(
            `${method} ${address}`,
            method === "GET" || method === "HEAD" ? {} : { body, headers },
          );
          expect(Object.keys(statusCodes)).toContain(String(reply.status));
          expect(errors).toEqual([]);
          if (method === "HEAD") expect(reply.text).toBe("");
          if (reply.status >= 400 && method !== "HEAD") {
            expect(Object.keys(fields(reply.json))).toEqual([
              "Message",
              "ExceptionType",
              "ExceptionDetail",
              "StackTrace",
            ]);
            expect(z.safeParse(ErrorBody, reply.json).success).toBe(true);
          }
        })
        .afterEach(() => {
          runs += 1;
          if (runs % 100 === 0) portal.emulator.restore(beginning);
        }),
      { numRuns: 4000 },
    );
  },
);
