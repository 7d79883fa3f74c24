/** Creates a portal: opens its data, fills it the first time, and answers requests. */
import { resolve } from "node:path";
// Taken at once: tests of other people put false clocks in the place of the global one.
import { setImmediate as turn } from "node:timers/promises";
import type { Account } from "./accounts.js";
import { createActivityLog } from "./activity.js";
import { nameOperations } from "./api.js";
import { createApp } from "./app.js";
import { checkClock, createVirtualClock, type Clock } from "./clock.js";
import { openContent } from "./content.js";
import type { Control } from "./control/control-api.js";
import { createExchange, currentFault, type Answer } from "./control/exchange.js";
import { createFaultRules, type FaultRule, type FaultRules } from "./control/fault-rules.js";
import { withTaskFaults } from "./control/faults.js";
import { createJournal, type JournalEntry } from "./control/journal.js";
import { EmulatorError } from "./emulator-error.js";
import { listen, type ListeningEmulator, type ListenOptions } from "./listen.js";
import type { Portal } from "./portal.js";
import { fromRequest } from "./portal-request.js";
import { toResponse } from "./reply.js";
import { createRestoring } from "./restoring.js";
import { takeGivenSeed } from "./seeds/check-seed.js";
import type { SeedName } from "./seeds/index.js";
import type { PortalSeed } from "./seeds/portal-seed.js";
import type { Mail } from "./store/mails.js";
import type { Snapshot } from "./store/snapshot.js";
import { createTaskEngine } from "./tasks.js";

/** How to create an emulator. */
export interface EmulatorOptions {
  /**
   * What a new portal begins with: a known seed, or one of your own, such as `{ projects: [{ id: "manual", title: "Manual" }] }`
   * or `await readSeedFile("portal.yaml")`. A data directory that has a portal already keeps its content.
   * @default "sample"
   */
  readonly seed?: SeedName | PortalSeed | undefined;
  /** Where the portal is kept, in a file `portal.db`; made when missing. In memory when absent. */
  readonly dataDir?: string | undefined;
  /** The time that the portal goes by. @default one that shows the system's until it is moved by the control API */
  readonly clock?: Clock | undefined;
  /** What goes wrong from the beginning, and again after `reset`. @default nothing */
  readonly faults?: readonly FaultRule[] | undefined;
  /** Whether JSON answers begin with a byte-order mark, as those of live portals do. @default true */
  readonly byteOrderMark?: boolean | undefined;
  /** Whether unknown query parameters and body fields are answered with 400; otherwise they are ignored. @default true */
  readonly strict?: boolean | undefined;
  /**
   * Called with failures of the emulator itself, which callers see as 500 without details, as an answer that breaks off, or
   * not at all, because what was deleted is removed after the answer.
   * @default nothing is done with them
   */
  readonly onError?: ((error: unknown) => void) | undefined;
  /** Called with every request that is noted in {@link Emulator.journal}, when its answer begins. @default nobody is told */
  readonly onRequest?: ((request: JournalEntry) => void) | undefined;
}

/** A portal on this machine. */
export interface Emulator {
  /**
   * Answers a request without a socket, for any host: `new Request("https://portal.example/api/v1/projects")`.
   * Errors of the API are answers. It throws an `EmulatorError` after {@link close}, a `TypeError` where a fault drops the
   * connection or the body was read already, and an error when the request is aborted while a fault lets it wait.
   */
  readonly fetch: (request: Request) => Promise<Response>;
  /** Serves the portal over HTTPS. */
  listen(options?: ListenOptions): Promise<ListeningEmulator>;
  /** Whether the portal began with {@link EmulatorOptions.seed} now; false when its data directory had a portal already. */
  readonly isNew: boolean;
  /** The accounts that the portal began with. */
  readonly accounts: Account[];
  /** What goes wrong: rules can be added and removed at any time. */
  readonly faults: Omit<FaultRules, "choose">;
  /** The last requests, oldest first, without credentials. Those to the control API are not among them. */
  journal(): JournalEntry[];
  /** The mails that a portal would have sent, with passwords and API keys, oldest first. */
  outbox(): Mail[];
  /**
   * Throws away everything, the journal and added faults included, and begins with the seed again. Running tasks are gone,
   * too. The clock stays where it was moved to. A data directory that began with a seed of your own needs that seed given
   * again: throws an `EmulatorError`, and changes nothing, when {@link EmulatorOptions.seed} is none of your own.
   */
  reset(): void;
  /** Copies the whole content, to be given to {@link restore} any number of times. */
  snapshot(): Snapshot;
  /**
   * Puts the content of a snapshot in the place of the present one, in one go; running tasks are gone.
   * Throws an `EmulatorError`, and changes nothing, when it is no snapshot that this version took.
   */
  restore(snapshot: Snapshot): void;
  /** Stops serving, ends open connections, interrupts running tasks, closes the data. May be called twice. */
  close(): Promise<void>;
  /** Closes it, for `await using`. */
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * Creates a portal. With `dataDir`, everything that was acknowledged is on disk.
 * Throws an `EmulatorError` when the data directory cannot be used or another process uses it, for a seed that no portal can
 * begin with, a clock that tells no moment, and a fault that is no rule: then nothing was made.
 */
export function createEmulator(options: EmulatorOptions = {}): Emulator {
  const {
    seed: given = "sample",
    faults = [],
    onError = () => undefined,
    byteOrderMark = true,
    strict = true,
  } = options;
  if (options.dataDir === "") {
    throw new EmulatorError("data-directory", "The data directory has an empty name. Give another one, or none.");
  }
  const clock = checkClock(options.clock ?? createVirtualClock({ isFrozen: false }));
  const dataDir = options.dataDir === undefined ? null : resolve(options.dataDir);
  const seed = takeGivenSeed(given);
  const disturbances = createDisturbances(faults, options.onRequest);
  const content = openContent(dataDir, seed, clock, onError);
  const { store } = content;
  const tasks = withTaskFaults(createTaskEngine(store, clock, onError), clock, currentFault);
  const activity = createActivityLog(store.users, clock);
  const portal: Portal = { store, clock, tasks, noteActivity: activity.note };
  const listening: Promise<ListeningEmulator>[] = [];
  let isOpen = true;
  const refuseWhenClosed = () => {
    if (!isOpen) throw new EmulatorError("closed", "This emulator is closed. Create a new one.");
  };
  /** What is being sent when the portal is closed breaks off, which is no failure. */
  const onErrorWhileOpen = (error: unknown) => {
    if (isOpen) onError(error);
  };
  /** What belongs to the content that is gone. */
  const forget = () => {
    tasks.stop();
    activity.forget();
  };
  const goOnAfterRestore = () => {
    forget();
    // Search has to read every topic again, and need not begin with that when somebody searches.
    store.topics.prepareSearch().catch(onError);
  };
  const restoring = createRestoring(content, refuseWhenClosed, goOnAfterRestore);
  /** Whoever asks again waits for the same end. */
  let closing: Promise<void> | undefined;
  const closeAll = async () => {
    isOpen = false;
    tasks.stop();
    const servers = await Promise.allSettled(listening);
    const started = servers.flatMap((server) => (server.status === "fulfilled" ? server.value : []));
    await Promise.all([restoring.ended(), ...started.map((server) => server.close())]);
    store.database.close();
  };

  const emulator: Emulator = {
    async fetch(request) {
      if (request.bodyUsed) throw new TypeError("The body of this Request was read already. Give a new one.");
      const reply = await answer(fromRequest(request));
      // As with a network between them: otherwise no timer of the program would come to its turn between many calls.
      await turn();
      return toResponse(reply);
    },
    async listen(listenOptions = {}) {
      refuseWhenClosed();
      const served = { emulator, answer, dataDir, wire: { byteOrderMark }, onError: onErrorWhileOpen };
      const starting = listen(served, listenOptions);
      listening.push(starting);
      const server = await starting;
      // Then `close` has closed it, too.
      refuseWhenClosed();
      return { ...server, close: () => emulator.close(), [Symbol.asyncDispose]: () => emulator.close() };
    },
    isNew: content.isNew,
    get accounts() {
      refuseWhenClosed();
      return content.accounts();
    },
    faults: disturbances.rules,
    journal: () => disturbances.journal.list(),
    outbox() {
      refuseWhenClosed();
      return store.mails.list();
    },
    reset() {
      refuseWhenClosed();
      content.reset();
      restoring.overtake();
      forget();
      disturbances.beginAgain();
    },
    snapshot() {
      refuseWhenClosed();
      return content.snapshot();
    },
    restore(snapshot) {
      refuseWhenClosed();
      Array.from(content.restore(snapshot));
      restoring.overtake();
      goOnAfterRestore();
    },
    close: () => (closing ??= closeAll()),
    [Symbol.asyncDispose]: () => emulator.close(),
  };
  const app = createApp(portal, { byteOrderMark, strict, onError });
  const { rules, journal } = disturbances;
  const controlled = { portal, emulator, restoreInTurns: restoring.restore, rules, journal, onError };
  /** Loaded with its first request, because most portals get none. */
  const control: Control = async (request, connection) => {
    const { createControl } = await import("./control/control-api.js");
    return createControl(controlled)(request, connection);
  };
  const answerOpen = createExchange({
    app,
    control,
    rules,
    journal,
    users: store.users,
    clock,
    byteOrderMark,
    onError,
  });
  const answer: Answer = async (request, connection) => {
    refuseWhenClosed();
    return answerOpen(request, connection);
  };
  return emulator;
}

/** What goes wrong, and what was asked for; it begins again with a reset. */
function createDisturbances(faults: readonly FaultRule[], onRequest: EmulatorOptions["onRequest"]) {
  const rules = createFaultRules(nameOperations);
  const journal = createJournal(onRequest);
  const beginAgain = () => {
    journal.clear();
    rules.clear();
    for (const rule of faults) rules.add(rule);
  };
  beginAgain();
  return { rules, journal, beginAgain };
}
