/** What the tests of this package share: an injected `fetch` with scripted answers, and transports on it. */
import { basicAuth, createTransport, type Transport, type TransportOptions } from "../src/index.js";

export const ORIGIN = "https://docs.example.com";
export const LOGIN = "anna";
export const API_KEY = "k3y-that-nobody-must-see";
export const AUTHORIZATION = `Basic ${btoa(`${LOGIN}:${API_KEY}`)}`;

/** Answers one request; the last one of a script answers all that follow. */
export type Answer = (request: Request) => Response | Promise<Response>;

export interface SentRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Headers;
  readonly body: string;
}

export interface Script {
  readonly fetch: (request: Request) => Promise<Response>;
  readonly sent: SentRequest[];
}

/** A `fetch` that gives the answers in turn and keeps what was sent. */
export function script(...answers: Answer[]): Script {
  const sent: SentRequest[] = [];
  return {
    sent,
    async fetch(request) {
      const answer = answers[Math.min(sent.length, answers.length - 1)];
      const { method, url, headers } = request;
      sent.push({ method, url, headers: new Headers(headers), body: await request.clone().text() });
      if (!answer) throw new Error("the script is empty");
      return answer(request);
    },
  };
}

/** A transport as most tests want it: with credentials, and without waits. */
export function transportOn(fetch: Script["fetch"], options: Partial<TransportOptions> = {}): Transport {
  return createTransport({
    portal: ORIGIN,
    auth: basicAuth({ login: LOGIN, apiKey: API_KEY }),
    fetch,
    retry: { baseDelay: 0 },
    ...options,
  });
}

interface AnswerInit {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

export function json(value: unknown, init: AnswerInit = {}): Response {
  const headers = { "content-type": "application/json; charset=utf-8", ...init.headers };
  return new Response(`\uFEFF${JSON.stringify(value)}`, { ...init, headers });
}

export function html(status = 200): Response {
  const page = "<!DOCTYPE html><html><body>Please sign in</body></html>";
  return new Response(page, { status, headers: { "content-type": "text/html" } });
}

/** An error answer in the portal's form. */
export function failure(status: number, message: string, headers: Record<string, string> = {}): Response {
  const body = { Message: message, ExceptionType: "ApiException", ExceptionDetail: null, StackTrace: null };
  return json(body, { status, headers });
}

/** What `fetch` throws in Node.js when the system reports a failure. */
export function systemFailure(code: string, message = code, more: object = {}): TypeError {
  return new TypeError("fetch failed", { cause: Object.assign(new Error(message), { code, ...more }) });
}

/** A body that gives some bytes and then breaks. */
export function brokenBody(text: string): ReadableStream<Uint8Array> {
  let hasBegun = false;
  return new ReadableStream({
    pull(controller) {
      if (hasBegun) {
        controller.error(
          new TypeError("terminated", { cause: Object.assign(new Error("closed"), { code: "UND_ERR_SOCKET" }) }),
        );
        return;
      }
      hasBegun = true;
      controller.enqueue(new TextEncoder().encode(text));
    },
  });
}

/** An answer that never comes; ends when the request is aborted, as `fetch` does. */
export function stall(request: Request): Promise<Response> {
  return new Promise((_resolve, reject) => {
    request.signal.addEventListener("abort", () => {
      reject(request.signal.reason as Error);
    });
  });
}

/** A body that never ends; ends when the request is aborted, as that of `fetch` does. */
export function stallInBody(request: Request): Response {
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(new TextEncoder().encode('{"id":'));
      request.signal.addEventListener("abort", () => {
        controller.error(request.signal.reason);
      });
    },
  });
  return new Response(body, { headers: { "content-type": "application/json" } });
}

/** The error that a promise is rejected with. */
export async function errorOf(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error("it did not fail");
}

export const topic = {
  id: "intro",
  title: "Introduction",
  body: "<p>Hello</p>",
  createdOn: "2024-03-27T19:28:30",
  modifiedOn: "2024-03-27T19:28:30",
  fullUrl: "https://docs.example.com/articles/manual/intro",
  projectId: "manual",
};

export const taskStatus = { isSucceeded: null, isWorking: true, overallProgress: 5, maxOverallProgress: 100 };
