/** One matcher around the application: the control API, the faults, and the journal of what was asked. */
import { AsyncLocalStorage } from "node:async_hooks";
import type { Clock } from "../clock.js";
import type { App } from "../app.js";
import { readBasic } from "../authenticate.js";
import { fromRequest, type PortalRequest } from "../portal-request.js";
import { toResponse, type Reply } from "../reply.js";
import type { UserStore } from "../store/users.js";
import type { FaultEffect, FaultRules } from "./fault-rules.js";
import { applyFault } from "./faults.js";
import type { Control } from "./control-api.js";
import { describePath, type Journal } from "./journal.js";

/** Where a request came from over a socket; absent for one that was given to `fetch`. */
export interface Connection {
  readonly peer: string | undefined;
  /** Whether the portal is found by this host: a name, or an address without brackets. */
  readonly isPortal: (host: string) => boolean;
}

export type Answer = (request: PortalRequest, connection?: Connection) => Promise<Reply>;

const faultOfRequest = new AsyncLocalStorage<FaultEffect>();

/** The fault of the request that is being answered. */
export const currentFault = (): FaultEffect | undefined => faultOfRequest.getStore();

export interface Exchange {
  readonly app: App;
  readonly control: Control;
  readonly rules: FaultRules;
  readonly journal: Journal;
  readonly users: UserStore;
  readonly clock: Clock;
  readonly byteOrderMark: boolean;
  readonly onError: (error: unknown) => void;
}

const controlPath = "/__emulator/";

export function createExchange(exchange: Exchange): Answer {
  const { app, control, rules, journal, users, clock, onError } = exchange;
  async function disturb(request: PortalRequest): Promise<Reply> {
    const effect = rules.choose(request);
    if (effect === undefined) return app(request);
    const proceed = async (changed: Request) => toResponse(await app(fromRequest(changed)));
    return faultOfRequest.run(effect, () => applyFault(effect, request.toRequest(), proceed, exchange));
  }

  return async (request, connection) => {
    const { url } = request;
    if (url.protocol === "https:" && url.pathname.startsWith(controlPath))
      return control(request.toRequest(), connection);
    const began = performance.now();
    const note = (status: number | null) => {
      try {
        journal.add({
          ...{ method: request.method, path: describePath(url), status },
          ...{ now: clock.now(), login: readLogin(request, users) },
          durationMs: Math.round(performance.now() - began),
        });
      } catch (error) {
        // The journal decides no answer.
        onError(error);
      }
    };
    try {
      const reply = await disturb(request);
      note(reply.status);
      return reply;
    } catch (error) {
      note(null);
      throw error;
    }
  };
}

/** Only names of accounts are told: somebody may have sent the key in the place of the login. */
function readLogin({ headers }: PortalRequest, users: UserStore): string | null {
  const basic = readBasic(headers.get("Authorization") ?? "");
  return "login" in basic ? (users.get(basic.login)?.login ?? null) : null;
}
