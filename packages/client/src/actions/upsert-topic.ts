/** Bringing a topic to a wanted state, whether it exists or not. */
import { ClickHelpError, ConflictError, type CallOptions, type Transport } from "@clickhelp-js/core";
import { topics, type Topic } from "@clickhelp-js/protocol";
import { watchChanges } from "../watch-changes.js";
import { planTopicUpsert, type TopicUpsertPlan, type UpsertTopicInput } from "./plan-topic-upsert.js";

/** The topic as it is now, and what was done for it. */
export interface UpsertTopicResult {
  /** The topic as it is now. */
  readonly topic: Topic;
  /** `unchanged`: the topic was as wanted, nothing was sent. */
  readonly outcome: "created" | "updated" | "unchanged";
}

/**
 * Creates a topic, or changes exactly the fields that differ in an existing one. Line breaks and blanks around the body
 * do not count as a difference. Where the answer to the creation gets lost, it looks again.
 *
 * @throws RequestValidationError when the topic has to be created and its title, its status, or both owner and assignee, are
 *   not given; the errors of `topics.get`, `topics.create` and `topics.update`.
 */
export async function upsertTopic(
  client: Transport,
  input: UpsertTopicInput,
  options?: CallOptions,
): Promise<UpsertTopicResult> {
  return watchChanges(client, (watched) => createOrChange(watched, input, options));
}

async function createOrChange(
  client: Transport,
  input: UpsertTopicInput,
  options: CallOptions | undefined,
): Promise<UpsertTopicResult> {
  const plan = await planTopicUpsert(client, input, options);
  if (plan.outcome !== "create") return change(client, plan, options);
  try {
    return { topic: await client.request(topics.create, plan.input, options), outcome: "created" };
  } catch (error) {
    // It may be there now: created by this call, whose answer got lost, or by somebody else in the meantime.
    const mayBeCreated = ClickHelpError.isInstance(error) && error.maybeApplied;
    if (!mayBeCreated && !ConflictError.isInstance(error)) throw error;
    const next = await planTopicUpsert(client, input, options).catch(() => plan);
    options?.signal?.throwIfAborted();
    if (next.outcome === "create") throw error;
    const result = await change(client, next, options);
    return mayBeCreated && next.outcome === "unchanged" ? { ...result, outcome: "created" } : result;
  }
}

async function change(
  client: Transport,
  plan: Exclude<TopicUpsertPlan, { outcome: "create" }>,
  options: CallOptions | undefined,
): Promise<UpsertTopicResult> {
  if (plan.outcome === "unchanged") return { topic: plan.existing, outcome: plan.outcome };
  return { topic: await client.request(topics.update, plan.input, options), outcome: "updated" };
}
