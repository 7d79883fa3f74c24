/** Sends generated requests to a portal and looks at every answer. */
import { ErrorBody, statusCodes } from "@clickhelp-js/protocol";
import fc from "fast-check";
import * as z from "zod";
import { createTestPortal, fields, type Reply } from "../test-portal.js";
import { requests, type FuzzRequest } from "./requests.js";
import { lastTask, readPool } from "./values.js";

/** What the answers were. */
export interface FuzzResult {
  /** By status, for the API alone. */
  readonly statuses: ReadonlyMap<number, number>;
  /** Successes, by the id of the operation. */
  readonly successes: ReadonlyMap<string, number>;
}

/** Thus often the portal begins anew, so that what is looked for is there. */
const requestsPerPortal = 50;
/** Milliseconds after which an answer will never come: many times what the slowest takes on a busy machine. */
const patience = 60_000;

/** Throws with the request, its number and the seed when an answer is wrong. */
export async function fuzz(count: number, seed: number): Promise<FuzzResult> {
  const failures: unknown[] = [];
  const portal = createTestPortal({ onError: (error) => failures.push(error) });
  await portal.call("POST storage/fuzz?format=base64", { body: { isFolder: true } });
  await portal.call("POST storage/fuzz/begun.bin?format=resumable");
  const beginning = portal.emulator.snapshot();
  const pool = await readPool(portal);
  const statuses = new Map<number, number>();
  const successes = new Map<string, number>();
  let taskKey = "none";
  for (const [index, request] of fc.sample(requests(pool), { numRuns: count, seed }).entries()) {
    if (index % requestsPerPortal === 0) portal.emulator.restore(beginning);
    const address = request.address.replace(lastTask, taskKey);
    const reply = await answerOf(portal.call(`${request.method} ${address}`, request.options));
    const problem = failures.length > 0 ? `the emulator failed: ${describe(failures[0])}` : findProblem(request, reply);
    if (problem !== undefined) {
      const what = `${request.method} ${address.slice(0, 300)} ${JSON.stringify(request.options.body ?? "").slice(0, 500)}`;
      throw new Error(`Request ${index} of seed ${seed}: ${problem}\n${what}\n${reply?.text.slice(0, 500) ?? ""}`);
    }
    if (!reply || request.operation === "page") continue;
    add(statuses, reply.status);
    if (reply.status < 300) add(successes, request.operation);
    if (reply.text.includes('"taskKey"')) taskKey = String(fields(reply.json).taskKey);
  }
  await portal.emulator.close();
  return { statuses, successes };
}

function add<K>(counts: Map<K, number>, key: K): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

async function answerOf(call: Promise<Reply>): Promise<Reply | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const never = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, patience, undefined);
  });
  const reply = await Promise.race([call, never]);
  clearTimeout(timer);
  return reply;
}

/** What is wrong with an answer. */
function findProblem({ operation, method, address }: FuzzRequest, reply: Reply | undefined): string | undefined {
  if (!reply) return `no answer within ${patience / 1000} s`;
  const isPage = operation === "page" && !address.startsWith("/api/");
  if (isPage) return reply.status >= 500 ? `a page was answered with ${reply.status}` : undefined;
  if (!Object.hasOwn(statusCodes, reply.status)) return `the status ${reply.status} is not documented`;
  if (method === "HEAD") return reply.text === "" ? undefined : "an answer to HEAD has a body";
  if (reply.status >= 400) return findErrorProblem(reply);
  const { statusText = "" } = operation === "tasks.get" ? fields(reply.json) : {};
  return leaks(String(statusText)) ? "a task tells a stack or a path" : undefined;
}

function findErrorProblem({ status, json }: Reply): string | undefined {
  const parsed = z.safeParse(ErrorBody, json);
  if (!parsed.success) return "the error body is not well-formed";
  const { Message = "", ExceptionDetail, StackTrace } = parsed.data;
  if (Object.keys(parsed.data).join() !== "Message,ExceptionType,ExceptionDetail,StackTrace")
    return "the error has other fields";
  if (ExceptionDetail !== null || StackTrace !== null) return "the error has details";
  if (status === 500 && Message?.includes("case-sensitive") !== true) return "a 500 that is not about letter case";
  return leaks(Message ?? "") ? "the error tells a stack or a path" : undefined;
}

function leaks(text: string): boolean {
  return /\n\s+at |node_modules|file:\/\/\/|\/packages\/emulator|\.ts:\d+/.test(text);
}
