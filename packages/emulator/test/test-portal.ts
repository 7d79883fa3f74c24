/** A portal in memory for tests, and a short way to call it. */
import { setImmediate as turn } from "node:timers/promises";
import {
  createEmulator,
  createVirtualClock,
  type Emulator,
  type EmulatorOptions,
  type VirtualClock,
} from "../src/index.js";
import { testSeed } from "./test-seed.js";

export const origin = "https://portal.example";

/** An answer, read. */
export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  /** The body as sent, byte-order mark included. */
  readonly text: string;
  /** The parsed body; undefined when it is empty or no JSON. */
  readonly json: unknown;
}

export interface CallOptions {
  /** An object is sent as JSON; a string, bytes and a form as they are. */
  readonly body?: unknown;
  /** Login; the key is the well-known one. Null for no credentials. @default "admin" */
  readonly as?: string | null;
  readonly headers?: Record<string, string>;
}

export interface TestPortal {
  readonly emulator: Emulator;
  /** Calls the API: `call("GET projects")`. */
  call(request: string, options?: CallOptions): Promise<Reply>;
  /** Makes a topic in the project `manual`; gives the answer. */
  createTopic(id: string, fields?: Record<string, unknown>): Promise<Reply>;
  /** Starts a task and waits for its end; gives the last status. */
  run(request: string, body: unknown): Promise<Record<string, unknown>>;
  /** Waits for the end of a task; gives the last status. */
  finish(taskKey: string): Promise<Record<string, unknown>>;
}

export function basic(login: string, key = `emulator-${login}-key`): string {
  return `Basic ${Buffer.from(`${login}:${key}`).toString("base64")}`;
}

export function parse(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, "")) as unknown;
  } catch {
    return undefined;
  }
}

/** The fields of a JSON object; fails when it is none. */
export function fields(value: unknown): Record<string, unknown> {
  if (typeof value !== "object" || value === null) throw new TypeError(`not an object: ${String(value)}`);
  return { ...value };
}

/** The items of a JSON array, as objects. */
export function items(value: unknown): Record<string, unknown>[] {
  if (!Array.isArray(value)) throw new TypeError(`not an array: ${JSON.stringify(value)}`);
  return value.map(fields);
}

/** The sentence of an error. */
export function message(reply: Reply): string {
  return String(fields(reply.json).Message);
}

/** A portal whose tasks begin a second later, by a clock that stands still. */
export function createSlowPortal(
  options: Omit<EmulatorOptions, "clock" | "faults"> = {},
): TestPortal & { clock: VirtualClock } {
  const clock = createVirtualClock();
  return { ...createTestPortal({ ...options, clock, faults: [{ effect: { kind: "slowTask", ms: 1000 } }] }), clock };
}

export function createTestPortal(options: EmulatorOptions = {}): TestPortal {
  const emulator = createEmulator({ seed: testSeed, ...options });

  async function call(request: string, { body, as = "admin", headers = {} }: CallOptions = {}): Promise<Reply> {
    const [method = "GET", path = ""] = request.split(" ");
    const all = new Headers(headers);
    if (as !== null && !all.has("Authorization")) all.set("Authorization", basic(as));
    const isSentAsIs = typeof body === "string" || body instanceof Uint8Array || body instanceof FormData;
    const content = isSentAsIs || body === undefined ? (body as string | FormData | undefined) : JSON.stringify(body);
    const init = { method, headers: all, ...(content === undefined ? {} : { body: content }) };
    const response = await emulator.fetch(new Request(new URL(path, `${origin}/api/v1/`), init));
    const bytes = Buffer.from(await response.arrayBuffer());
    const text = bytes.toString("utf8");
    return { status: response.status, headers: response.headers, text, json: parse(text) };
  }

  async function finish(key: string): Promise<Record<string, unknown>> {
    for (;;) {
      const status = fields((await call(`GET tasks/${key}`)).json);
      if (status.isSucceeded !== null) return status;
      await turn();
    }
  }

  return {
    emulator,
    call,
    createTopic(id, more = {}) {
      const body = { id, statusName: "Ready", ownerUserName: "admin", assigneeUserName: "admin", ...more };
      return call("POST projects/manual/articles", { body });
    },
    async run(request, body) {
      const started = await call(request, { body });
      if (started.status !== 200) throw new Error(`${request} answered ${started.status}: ${started.text}`);
      return finish(String(fields(started.json).taskKey));
    },
    finish,
  };
}
