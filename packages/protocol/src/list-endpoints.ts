/** All endpoints in one list, for programs that work with the API as a whole. */
import type { Endpoint } from "./endpoint.js";
import * as resources from "./endpoints.js";

/**
 * Every endpoint that is declared here, by resource, and in a resource by name. A function, so that bundles without it
 * leave the others out.
 */
export function listEndpoints(): Endpoint[] {
  return Object.values(resources).flatMap((verbs) => Object.values<Endpoint>(verbs));
}
