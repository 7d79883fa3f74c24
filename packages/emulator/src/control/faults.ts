/** What each fault does to an exchange of request and answer. */
import { setTimeout as sleep } from "node:timers/promises";
import { ApiError } from "../api-error.js";
import { refuse } from "../api.js";
import { isVirtual, type Clock } from "../clock.js";
import { toRefusal } from "../encode.js";
import type { Reply } from "../reply.js";
import type { TaskEngine, Work } from "../tasks.js";
import type { FaultEffect } from "./fault-rules.js";

/** The connection breaks: over `fetch` this is thrown as it is, over a socket the server destroys that. */
export class DroppedConnection extends TypeError {
  constructor() {
    super("fetch failed: a fault rule of the emulator broke the connection");
  }
}

/** What a fault needs to know of the portal. */
export interface FaultyPortal {
  readonly clock: Clock;
  readonly byteOrderMark: boolean;
}

type Proceed = (request: Request) => Promise<Response>;
type Apply<E extends FaultEffect> = (
  effect: E,
  request: Request,
  proceed: Proceed,
  portal: FaultyPortal,
) => Promise<Reply>;
type EffectOf<K extends FaultEffect["kind"]> = Extract<FaultEffect, { kind: K }>;

const effects: { readonly [K in FaultEffect["kind"]]: Apply<EffectOf<K>> } = {
  status({ status, retryAfter }, { method, url }, _proceed, portal) {
    const body = {
      ...new ApiError(500, "A fault rule of the emulator answers this.").toBody(),
      ExceptionType: "Fault",
    };
    const reply = refuse({ method, url: new URL(url) }, (wire) => toRefusal(status, body, wire), portal);
    const more = retryAfter === undefined ? {} : { "Retry-After": retryAfter };
    return Promise.resolve({ ...reply, headers: { ...reply.headers, ...more } });
  },
  async latency({ ms, by = "real" }, request, proceed, { clock }) {
    const { signal } = request;
    await (by === "virtual" && isVirtual(clock) ? clock.wait(ms, signal) : sleep(ms, undefined, { signal }));
    return proceed(request);
  },
  htmlPage({ status = 502 }) {
    const page = `<!DOCTYPE html><html><head><title>${status}</title></head><body><h1>${status}</h1></body></html>`;
    const headers = { "Content-Type": "text/html; charset=utf-8" };
    return Promise.resolve(new Response(page, { status, headers }));
  },
  async truncatedJson(_effect, request, proceed) {
    return changeText(await proceed(request), (text) => text.slice(0, Math.ceil(text.length / 2)));
  },
  async drop({ when }, request, proceed) {
    if (when === "after") await (await proceed(request)).body?.cancel();
    throw new DroppedConnection();
  },
  failTask: (_effect, request, proceed) => proceed(request),
  slowTask: (_effect, request, proceed) => proceed(request),
  async byteOrderMark({ isPresent }, request, proceed) {
    return changeText(await proceed(request), (text) => (isPresent ? "\uFEFF" : "") + text.replace(/^\uFEFF/, ""));
  },
  async rewriteHtml(_effect, request, proceed) {
    return proceed(await rewriteBody(request));
  },
};

export function applyFault(
  effect: FaultEffect,
  request: Request,
  proceed: Proceed,
  portal: FaultyPortal,
): Promise<Reply> {
  // The kind that selects the function is that of the effect.
  return (effects[effect.kind] as Apply<FaultEffect>)(effect, request, proceed, portal);
}

/** Tasks that go wrong when `current` says so at the moment they are started. */
export function withTaskFaults(tasks: TaskEngine, clock: Clock, current: () => FaultEffect | undefined): TaskEngine {
  return { ...tasks, start: (work) => tasks.start(disturb(work, clock, current())) };
}

function disturb(work: Work, clock: Clock, effect: FaultEffect | undefined): Work {
  if (effect?.kind === "failTask") {
    const { reason = "A fault rule of the emulator failed this task." } = effect;
    return { ...work, run: () => Promise.reject(new ApiError(500, reason)) };
  }
  if (effect?.kind !== "slowTask" || !isVirtual(clock)) return work;
  // From the moment of the request: the work may begin after the clock was moved.
  const until = clock.now() + effect.ms;
  return {
    ...work,
    async run(progress) {
      await clock.wait(until - clock.now(), progress.signal);
      progress.signal.throwIfAborted();
      return work.run(progress);
    },
  };
}

async function changeText(response: Response, change: (text: string) => string): Promise<Response> {
  if (!response.headers.get("Content-Type")?.startsWith("application/json")) return response;
  // `text()` would take the byte-order mark away.
  const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(await response.arrayBuffer());
  const headers = new Headers(response.headers);
  headers.delete("Content-Length");
  return new Response(change(text), { status: response.status, headers });
}

/** The same HTML in the words of another editor. Only fields named `body` of JSON objects have HTML to save. */
async function rewriteBody(request: Request): Promise<Request> {
  if (request.headers.get("Content-Type")?.startsWith("multipart/")) return request;
  let content: unknown;
  try {
    content = await request.clone().json();
  } catch {
    return request;
  }
  if (typeof content !== "object" || content === null || !("body" in content)) return request;
  if (typeof content.body !== "string") return request;
  const headers = new Headers(request.headers);
  headers.delete("Content-Length");
  const body = JSON.stringify({ ...content, body: rewriteHtml(content.body) });
  return new Request(request.url, { method: request.method, headers, body });
}

function rewriteHtml(html: string): string {
  return html
    .replace(/<(br|hr)>/g, "<$1 />")
    .replaceAll("\u00a0", "&nbsp;")
    .replace(/(<\/(?:p|h[1-6]|ul|ol|table|div)>)(?=<)/g, "$1\n");
}
