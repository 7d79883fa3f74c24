/** The control API, `/__emulator/…`: what `Emulator` does for a program in the same process, for any program. */
import { constants } from "node:buffer";
import * as z from "zod/mini";
import { badRequest, conflict, noteError, notFound, notImplemented } from "../api-error.js";
import { checkMoment, isVirtual, type VirtualClock } from "../clock.js";
import type { Emulator } from "../emulator.js";
import { EmulatorError } from "../emulator-error.js";
import { toErrorReply } from "../encode.js";
import type { Portal } from "../portal.js";
import { toResponse, type Reply } from "../reply.js";
import type { Snapshot } from "../store/snapshot.js";
import { tryDecode } from "../try-decode.js";
import { describeAll, inWords } from "../words.js";
import type { Connection } from "./exchange.js";
import type { FaultRule, FaultRules } from "./fault-rules.js";
import { guardControl } from "./guards.js";
import type { Journal } from "./journal.js";

export interface Controlled {
  readonly portal: Portal;
  readonly emulator: Pick<Emulator, "reset" | "snapshot">;
  readonly restoreInTurns: (snapshot: Snapshot) => Promise<void>;
  readonly rules: FaultRules;
  readonly journal: Journal;
  readonly onError: (error: unknown) => void;
}

interface Operation {
  readonly method: string;
  /** Below `/__emulator/`; a group is the name of what it is about. */
  readonly path: RegExp;
  /** Gives what is answered as JSON, or a promise of it; nothing is 204. */
  readonly run: (controlled: Controlled, name: string, body: unknown) => unknown;
}

const snapshotSchema = z.strictObject({ content: z.base64() });
const clockSchema = z.strictObject({
  set: z.optional(z.iso.datetime()),
  advance: z.optional(z.int().check(z.gte(0))),
  isFrozen: z.optional(z.boolean()),
});
const groupsSchema = z.strictObject({ groups: z.array(z.string().check(z.minLength(1))) });

const operations: readonly Operation[] = [
  { method: "GET", path: /^health$/, run: () => ({ status: "ok" }) },
  {
    method: "POST",
    path: /^reset$/,
    run: ({ emulator }) => {
      emulator.reset();
    },
  },
  {
    method: "GET",
    path: /^snapshot$/,
    run: ({ emulator }) => ({ content: toBase64(emulator.snapshot().bytes) }),
  },
  {
    method: "POST",
    path: /^restore$/,
    run: ({ restoreInTurns }, _name, body) =>
      restoreInTurns({ bytes: Buffer.from(check(snapshotSchema, body).content, "base64") }),
  },
  { method: "GET", path: /^clock$/, run: ({ portal }) => showClock(portal) },
  { method: "POST", path: /^clock$/, run: ({ portal }, _name, body) => moveClock(portal, body) },
  { method: "GET", path: /^faults$/, run: ({ rules }) => rules.list() },
  // Checked where it is added, as the rules of programs are.
  { method: "POST", path: /^faults$/, run: ({ rules }, _name, body) => rules.add(body as FaultRule) },
  {
    method: "DELETE",
    path: /^faults$/,
    run: ({ rules }) => {
      rules.clear();
    },
  },
  {
    method: "DELETE",
    path: /^faults\/([^/]+)$/,
    run: ({ rules }, id) => {
      if (!rules.remove(id)) throw notFound(`There is no fault rule "${id}". GET /__emulator/faults lists them.`);
    },
  },
  { method: "GET", path: /^journal$/, run: ({ journal }) => journal.list() },
  {
    method: "DELETE",
    path: /^journal$/,
    run: ({ journal }) => {
      journal.clear();
    },
  },
  { method: "GET", path: /^outbox$/, run: ({ portal }) => portal.store.mails.list() },
  {
    method: "GET",
    path: /^publications\/([^/]+)\/groups$/,
    run: ({ portal }, id) => ({ groups: findPublication(portal, id).groups }),
  },
  {
    method: "PUT",
    path: /^publications\/([^/]+)\/groups$/,
    run: ({ portal }, id, body) => {
      const { groups } = check(groupsSchema, body);
      portal.store.projects.setGroups(findPublication(portal, id).row, groups);
      return { groups };
    },
  },
];

/** Answers requests to `/__emulator/…`. Never throws. */
export type Control = (request: Request, connection?: Connection) => Promise<Reply>;

export function createControl(controlled: Controlled): Control {
  return async (request, connection) => {
    try {
      guardControl(request, connection);
      return withoutBody(request, await answer(controlled, request));
    } catch (error) {
      const told = error instanceof EmulatorError ? badRequest(error.message) : noteError(error, controlled.onError);
      return withoutBody(request, toErrorReply(told, { byteOrderMark: false }));
    }
  };
}

/** Where GET is answered, so is HEAD: programs that wait for the portal ask so. */
function withoutBody({ method }: Request, reply: Reply): Reply {
  return method === "HEAD" ? new Response(null, toResponse(reply)) : reply;
}

async function answer(controlled: Controlled, request: Request): Promise<Response> {
  const path = new URL(request.url).pathname.replace(/^\/__emulator\//, "");
  const samePath = operations.filter((operation) => operation.path.test(path));
  if (samePath.length === 0) throw notFound(`There is no such path in the control API: ${path.slice(0, 100)}`);
  const wanted = request.method === "HEAD" ? "GET" : request.method;
  const operation = samePath.find(({ method }) => method === wanted);
  if (!operation) throw notImplemented(`The control API does not support ${request.method} on this path.`);
  const body = await readJson(request);
  const value = await operation.run(controlled, readName(operation.path.exec(path)?.[1] ?? ""), body);
  await controlled.portal.store.database.committed();
  const headers = { "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff" };
  return value === undefined ? new Response(null, { status: 204, headers }) : Response.json(value, { headers });
}

function readName(encoded: string): string {
  const name = tryDecode(encoded);
  if (name === undefined) throw badRequest("The path is not encoded properly.");
  return name;
}

async function readJson(request: Request): Promise<unknown> {
  try {
    const text = await request.text();
    return text === "" ? undefined : (JSON.parse(text) as unknown);
  } catch {
    throw badRequest("The body is not JSON.");
  }
}

function check<T>(schema: z.ZodMiniType<T>, body: unknown): T {
  const { success, data, error } = schema.safeParse(body, inWords);
  if (!success) throw badRequest(describeAll("field", error));
  return data;
}

function findPublication({ store }: Portal, id: string) {
  const found = store.projects.get(id);
  if (found?.parentId === undefined || found.parentId === null) throw notFound(`There is no publication "${id}".`);
  return found;
}

/** What base64, with room for the JSON around it, makes of more bytes does not fit into one string. */
const largestSnapshot = Math.floor((constants.MAX_STRING_LENGTH - 1024) / 4) * 3;

function toBase64(bytes: Uint8Array): string {
  if (bytes.length <= largestSnapshot)
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("base64");
  const megabytes = Math.floor(largestSnapshot / 1024 / 1024);
  throw badRequest(
    `The portal is too large for this: at most ${megabytes} MB. Call snapshot() of createEmulator, or copy the data directory of a stopped emulator.`,
  );
}

function virtualClock({ clock }: Portal): VirtualClock {
  if (!isVirtual(clock)) throw conflict("This portal goes by a clock that cannot be moved.");
  return clock;
}

function showClock({ clock }: Portal) {
  return { now: new Date(clock.now()).toISOString(), isFrozen: isVirtual(clock) && clock.isFrozen };
}

function moveClock(portal: Portal, body: unknown) {
  const { set, advance = 0, isFrozen } = check(clockSchema, body);
  const clock = virtualClock(portal);
  const isMoved = set !== undefined || advance > 0;
  const moment = (set === undefined ? clock.now() : Date.parse(set)) + advance;
  if (isMoved) checkMoment(moment);
  if (isFrozen === true) clock.freeze();
  if (isMoved) clock.set(moment);
  if (isFrozen === false) clock.unfreeze();
  return showClock(portal);
}
