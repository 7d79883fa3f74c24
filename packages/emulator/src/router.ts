/** Finds the operation that a request means, from the declarations in protocol. */
import type { Endpoint } from "@clickhelp-js/protocol";
import { badRequest, notFound, notImplemented, wrongLetterCase } from "./api-error.js";
import type { Handler } from "./portal.js";

/** What takes the requests of an operation apart, and what answers them. */
export interface Emulated {
  /** As declared, with what is taken beyond that. */
  readonly endpoint: Endpoint;
  readonly handler: Handler;
}

/** An operation as the router sees it. */
export interface Operation {
  readonly id: string;
  readonly method: string;
  /** With the constant query, as declared. */
  readonly path: string;
  /** Absent when the operation is known but not emulated. */
  readonly emulated?: Emulated | undefined;
}

interface Segment {
  readonly kind: "literal" | "parameter" | "rest";
  readonly name: string;
}

interface Route {
  readonly operation: Operation;
  readonly segments: readonly Segment[];
  /** Whether the last segment stands for any number of them. */
  readonly hasRest: boolean;
  readonly isLiteral: boolean;
  /** `action=publish` */
  readonly constants: ReadonlyMap<string, string>;
}

/** An operation whose path, method and constant query fit, with the values from the path. */
export interface Match {
  readonly operation: Operation;
  readonly params: Readonly<Record<string, string>>;
  /** Query parameters that belong to the operation itself. */
  readonly constants: ReadonlyMap<string, string>;
}

export interface Router {
  /**
   * Gives the operations that fit, more than one when only the content of the request can tell them apart.
   * Throws 404 for an unknown path, 501 for a method that the path does not have, 400, 500 or 501 for a query
   * parameter that selects no operation.
   */
  find(method: string, segments: readonly string[], query: ReadonlyMap<string, string>): Match[];
}

export function createRouter(operations: readonly Operation[]): Router {
  const routes = operations.map(toRoute);
  return {
    find(method, segments, query) {
      const samePath = routes.filter((route) => fits(route, segments));
      if (samePath.length === 0) throw notFound(`There is no such path in the API: /${segments.join("/")}`);
      const sameMethod = preferLiteral(samePath.filter(({ operation }) => operation.method === method));
      if (sameMethod.length === 0) {
        const methods = [...new Set(samePath.map(({ operation }) => operation.method))].sort();
        throw notImplemented(`The API does not support ${method} on this path. It supports ${methods.join(", ")}.`);
      }
      const sameQuery = sameMethod.filter((route) => hasConstants(route, query));
      if (sameQuery.length === 0) throw explainMissing(sameMethod, query);
      const most = Math.max(...sameQuery.map(({ constants }) => constants.size));
      return sameQuery
        .filter(({ constants }) => constants.size === most)
        .map((route) => ({ ...route, params: readParams(route.segments, segments) }));
    },
  };
}

function toRoute(operation: Operation): Route {
  const [path = "", query = ""] = operation.path.split("?");
  // The reference prints some paths with a slash at the end; requests are taken with and without it.
  const segments = path.replace(/\/$/, "").split("/").map(toSegment);
  const hasRest = segments.at(-1)?.kind === "rest";
  const isLiteral = segments.every(({ kind }) => kind === "literal");
  return { operation, segments, hasRest, isLiteral, constants: new Map(new URLSearchParams(query)) };
}

function toSegment(template: string): Segment {
  const [, name, plus] = /^\{(\w+)(\+?)\}$/.exec(template) ?? [];
  if (name === undefined) return { kind: "literal", name: template };
  return { kind: plus === "+" ? "rest" : "parameter", name };
}

/** Asked of every operation for every request, so it makes nothing. */
function fits({ segments, hasRest }: Route, given: readonly string[]): boolean {
  if (hasRest ? given.length < segments.length - 1 : given.length !== segments.length) return false;
  return segments.every(({ kind, name }, index) => kind !== "literal" || given[index] === name);
}

/** The values of a path that fits. */
function readParams(template: readonly Segment[], given: readonly string[]): Record<string, string> {
  const params: Record<string, string> = {};
  for (const [index, { kind, name }] of template.entries()) {
    if (kind === "rest") params[name] = given.slice(index).join("/");
    else if (kind === "parameter") params[name] = given[index] ?? "";
  }
  return params;
}

/** `DELETE storage` is an operation of its own, not that of `storage/{filePath+}` with an empty path. */
function preferLiteral(candidates: readonly Route[]): readonly Route[] {
  const literal = candidates.filter(({ isLiteral }) => isLiteral);
  return literal.length > 0 ? literal : candidates;
}

function hasConstants({ constants }: Route, query: ReadonlyMap<string, string>): boolean {
  for (const [name, value] of constants) if (query.get(name) !== value) return false;
  return true;
}

/** Every operation of this path and method wants a certain query parameter: says which, and with which values. */
function explainMissing(routes: readonly Route[], query: ReadonlyMap<string, string>): Error {
  const known = Map.groupBy(
    routes.flatMap((route) => [...route.constants]),
    ([name]) => name,
  );
  for (const [name, pairs] of known) {
    const values = [...new Set(pairs.map(([, value]) => value))].sort();
    const given = query.get(name);
    if (given === undefined) return badRequest(`The query parameter "${name}" is required: ${values.join(", ")}.`);
    if (values.includes(given)) continue;
    const meant = values.find((value) => value.toLowerCase() === given.toLowerCase());
    if (meant !== undefined) {
      return wrongLetterCase(`Values are case-sensitive: ${name} is "${meant}", not "${given}".`);
    }
    return notImplemented(`The API does not support ${name}=${given} here. It supports ${values.join(", ")}.`);
  }
  return badRequest("These query parameters do not belong together.");
}
