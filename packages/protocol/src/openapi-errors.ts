/** The error answers of the OpenAPI document, which all operations share. */
import { statusCodes } from "./errors.js";
import type { DeclaredOperation, OpenApiResponse, Reference } from "./openapi-document.js";

/** The shared error answers: status, and name under `components/responses`. */
const errorResponses = [
  [400, "BadRequest"],
  [401, "Unauthorized"],
  [403, "Forbidden"],
  [404, "NotFound"],
  [409, "Conflict"],
  [500, "ServerError"],
  [501, "NotImplemented"],
] as const;

/**
 * The API documents one list of statuses for all endpoints; only what changes something can conflict. An answer to HEAD
 * has no body.
 */
export function errorResponsesOf(
  operations: readonly DeclaredOperation[],
): Record<string, OpenApiResponse | Reference> {
  const changes = operations.some(({ safety }) => safety === "idempotent" || safety === "unsafe");
  const possible = errorResponses.filter(([status]) => changes || status !== 409);
  if (operations.every(({ method }) => method === "HEAD")) {
    return Object.fromEntries(possible.map(([status]) => [status, { description: statusCodes[status] }]));
  }
  return Object.fromEntries(possible.map(([status, name]) => [status, { $ref: `#/components/responses/${name}` }]));
}

/** What the answers of operations refer to. */
export function sharedErrorResponses(): Record<string, OpenApiResponse> {
  const content = { "application/json": { schema: { $ref: "#/components/schemas/ErrorBody" } } };
  return Object.fromEntries(
    errorResponses.map(([status, name]) => [name, { description: statusCodes[status], content }]),
  );
}
