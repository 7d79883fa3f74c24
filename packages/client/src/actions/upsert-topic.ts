/** Bringing a topic to a wanted state, whether it exists or not. */
import { ConflictError, type CallOptions, type Transport } from "@clickhelp-js/core";
import { topics, type Topic } from "@clickhelp-js/protocol";
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
 * do not count as a difference.
 *
 * @throws RequestValidationError when the topic has to be created and its title, its status, or both owner and assignee, are
 *   not given; the errors of `topics.get`, `topics.create` and `topics.update`.
 */
export async function upsertTopic(
  client: Transport,
  input: UpsertTopicInput,
  options?: CallOptions,
): Promise<UpsertTopicResult> {
  const plan = await planTopicUpsert(client, input, options);
  if (plan.outcome !== "create") return change(client, plan, options);
  try {
    return { topic: await client.request(topics.create, plan.input, options), outcome: "created" };
  } catch (error) {
    // Somebody else may have created it in the meantime.
    const next = ConflictError.isInstance(error) ? await planTopicUpsert(client, input, options) : plan;
    if (next.outcome === "create") throw error;
    return change(client, next, options);
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
