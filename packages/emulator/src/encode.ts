/** Turns what a handler gives into an answer, with the schemas that clients read it with. */
import type { Endpoint } from "@clickhelp-js/protocol";
import * as z from "zod";
import { ApiError } from "./api-error.js";

export interface WireOptions {
  /** Whether JSON answers begin with a byte-order mark. */
  readonly byteOrderMark: boolean;
}

/** What a handler answers with. */
export interface Answer<T> {
  readonly value: T;
  /** The endpoint's own success status when absent. */
  readonly status?: 200 | 201;
  /** Absolute address of the resource in question. */
  readonly location?: string;
}

function json(status: number, value: unknown, options: WireOptions, headers: Record<string, string>): Response {
  return new Response((options.byteOrderMark ? "\uFEFF" : "") + JSON.stringify(value), {
    status,
    headers: {
      "Content-Type": "application/json; charset=utf-8",
      "Cache-Control": "no-store",
      "X-Content-Type-Options": "nosniff",
      ...headers,
    },
  });
}

/** Encodes the answer of a handler. */
export function toResponse<T>(endpoint: Endpoint<unknown, T>, answer: Answer<T>, options: WireOptions): Response {
  const headers: Record<string, string> = {};
  if (answer.location !== undefined) headers.Location = answer.location;
  // Search may be called by pages of any other site; the API says so of no other operation.
  if (endpoint.id === "search.portal") headers["Access-Control-Allow-Origin"] = "*";
  if (endpoint.success === 204) return new Response(null, { status: 204, headers });
  const value = z.encode(endpoint.response, answer.value);
  const status = answer.status ?? endpoint.success;
  if (endpoint.method === "HEAD") return new Response(null, { status: value === true ? status : 404, headers });
  return value === undefined ? new Response(null, { status, headers }) : json(status, value, options, headers);
}

/** Encodes anything thrown. What is not an API error is answered without its text, which may name files. */
export function toErrorResponse(error: unknown, options: WireOptions): Response {
  const apiError =
    error instanceof ApiError ? error : new ApiError(500, "The emulator failed to answer this. Please report it.");
  const challenge = { "WWW-Authenticate": 'Basic realm="ClickHelp API", charset="UTF-8"' };
  return json(apiError.status, apiError.toBody(), options, apiError.status === 401 ? challenge : {});
}
