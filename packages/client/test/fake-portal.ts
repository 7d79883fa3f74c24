/** A portal that gives prepared answers, for tests about what the client does with them. */
import { basicAuth, createClient, type Client, type TransportOptions } from "../src/index.js";

export interface ReceivedCall {
  readonly method: string;
  /** Path and query after `/api/v1/`. */
  readonly path: string;
  readonly headers: Headers;
  /** The parsed JSON body, the bytes of a chunk, or undefined. */
  readonly body: unknown;
}

/** A function makes a new answer for every call; `undefined` stands for 204. Any other value is sent as JSON. */
export type Answer = (call: ReceivedCall) => unknown;

export interface FakePortal {
  readonly client: Client;
  readonly calls: ReceivedCall[];
}

/** Answers by `METHOD path`, the path without its query. What is not there is answered with 404. */
export function createFakePortal(
  answers: Readonly<Record<string, Answer>>,
  options: Partial<TransportOptions> = {},
): FakePortal {
  const calls: ReceivedCall[] = [];

  async function fetch(request: Request): Promise<Response> {
    const { pathname, search } = new URL(request.url);
    const path = pathname.replace("/api/v1/", "");
    const call = {
      method: request.method,
      path: path + search,
      headers: request.headers,
      body: await readBody(request),
    };
    calls.push(call);
    const answer = answers[`${call.method} ${path}`] ?? (() => errorAnswer(404));
    return toResponse(await answer(call));
  }

  const auth = basicAuth({ login: "anna", apiKey: "not-a-real-key" });
  return { client: createClient({ portal: "https://portal.test", auth, fetch, retry: 0, ...options }), calls };
}

async function readBody(request: Request): Promise<unknown> {
  if (request.headers.get("content-type") === "application/octet-stream")
    return new Uint8Array(await request.arrayBuffer());
  const text = await request.text();
  return text === "" ? undefined : (JSON.parse(text) as unknown);
}

/** Gives one answer after the other; the last again and again. */
export function inTurn(...answers: readonly Answer[]): Answer {
  let count = 0;
  return (call) => answers[Math.min(count++, answers.length - 1)]?.(call);
}

export function errorAnswer(status: number, message = "prepared"): Response {
  return Response.json({ Message: message, ExceptionType: null, ExceptionDetail: null, StackTrace: null }, { status });
}

/** An answer that never comes, because the connection breaks. */
export function brokenConnection(): never {
  throw new TypeError("fetch failed", { cause: Object.assign(new Error("socket hang up"), { code: "ECONNRESET" }) });
}

function toResponse(answer: unknown): Response {
  if (answer instanceof Response) return answer;
  return answer === undefined ? new Response(null, { status: 204 }) : Response.json(answer);
}

export const running = {
  isSucceeded: null,
  isWorking: true,
  overallProgress: 40,
  maxOverallProgress: 100,
  statusText: "Writing<br/>pages",
  taskName: "Export",
};
export const succeeded = { ...running, isSucceeded: true, isWorking: false, overallProgress: 100, statusText: "Done" };
export const failed = { ...running, isSucceeded: false, isWorking: false, statusText: "No topics<br/>are ready." };
