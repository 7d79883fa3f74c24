/** Noticing new and changed topics. The API has no notifications, so the list of topics is read again and again. */
import { joinSignals, pause, type Transport } from "@clickhelp-js/core";
import { topics, type Topic } from "@clickhelp-js/protocol";
import { endedAtOnce } from "../abort.js";
import { checkDate, checkOptions } from "../checks.js";
import { waitAfter } from "../wait-after.js";

/** How often to look, and from when on to report. */
export interface WatchTopicsOptions {
  /** Ends the watching; the iteration then throws the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** Pause between two looks, in milliseconds. @default 60_000 */
  readonly interval?: number | undefined;
  /**
   * Report at the first look what was created or changed from this moment on, by the portal's clock. Portals tell times in
   * whole seconds, so the whole second counts: who goes on from the last event gets that topic once more.
   * @default the first look reports nothing
   */
  readonly since?: Date | undefined;
}

/** Something that happened to a topic. */
export interface TopicEvent {
  /** What happened to it. */
  readonly kind: "created" | "changed";
  /** The topic as it is now, without its body. */
  readonly topic: Topic;
}

const DEFAULT_INTERVAL = 60_000;
/** How many looks in a row may fail for a passing reason before the watching ends. */
const TOLERATED_FAILURES = 4;

/**
 * Gives an event for each topic that was created or changed since the look before, the oldest change first, and never
 * ends by itself: `signal` ends it, or `return()`, and so does leaving a `for await`. Deleted topics are not reported;
 * one that is created again is reported as created.
 *
 * A change is seen by the topic's entry in the list. Portals tell times in whole seconds and lists have no bodies, so of
 * two changes to a body within one second the second is missed when a look falls between them.
 *
 * @throws ConfigurationError and RequestValidationError when `interval` or `since` is no time; the errors of `topics.list` at
 *   the first look, or when looks keep failing; the reason of `signal`.
 */
export function watchTopics(
  client: Transport,
  input: topics.ListInput,
  options: WatchTopicsOptions = {},
): AsyncGenerator<TopicEvent, void, undefined> {
  return endedAtOnce((stop) => watch(client, input, options, stop));
}

async function* watch(
  client: Transport,
  input: topics.ListInput,
  options: WatchTopicsOptions,
  stop: AbortSignal,
): AsyncGenerator<TopicEvent, void, undefined> {
  checkOptions(options);
  const { interval = DEFAULT_INTERVAL, since } = options;
  const signal = joinSignals(stop, options.signal);
  if (since !== undefined) checkDate("topics.watch", "since", since);
  let known = await look(client, input, signal);
  if (since) yield* inOrder([...known.values()].flatMap(({ topic }) => eventSince(topic, startOfSecond(since))));
  let wait = interval;
  for (let failures = 0; ;) {
    await pause(wait, signal);
    wait = interval;
    let found: Known;
    try {
      found = await look(client, input, signal);
      failures = 0;
    } catch (error) {
      failures += 1;
      const longer = waitAfter(error, interval);
      if (longer === undefined || failures > TOLERATED_FAILURES) throw error;
      wait = longer;
      continue;
    }
    const events = compare(known, found);
    known = found;
    yield* events;
  }
}

/** What was seen of each topic, by its id. */
type Known = ReadonlyMap<string, { readonly topic: Topic; readonly entry: string }>;

async function look(client: Transport, input: topics.ListInput, signal: AbortSignal): Promise<Known> {
  const list = await client.request(topics.list, input, { signal });
  return new Map(list.map((topic) => [topic.id, { topic, entry: JSON.stringify(topic) }]));
}

function compare(known: Known, found: Known): TopicEvent[] {
  const events = [...found.values()].flatMap(({ topic, entry }): TopicEvent[] => {
    const before = known.get(topic.id);
    if (before?.topic.createdOn.getTime() !== topic.createdOn.getTime()) return [{ kind: "created", topic }];
    return before.entry === entry ? [] : [{ kind: "changed", topic }];
  });
  return inOrder(events);
}

function eventSince(topic: Topic, since: Date): TopicEvent[] {
  if (topic.createdOn >= since) return [{ kind: "created", topic }];
  return topic.modifiedOn >= since ? [{ kind: "changed", topic }] : [];
}

function startOfSecond(moment: Date): Date {
  return new Date(Math.floor(moment.getTime() / 1000) * 1000);
}

function inOrder(events: readonly TopicEvent[]): TopicEvent[] {
  return events.toSorted((left, right) => left.topic.modifiedOn.getTime() - right.topic.modifiedOn.getTime());
}
