/** Changing a topic only if nobody else has changed it since it was read. */
import { ClickHelpError, type CallOptions, type Transport } from "@clickhelp-js/core";
import { topics, type Topic } from "@clickhelp-js/protocol";
import { checkDate } from "../checks.js";

/** The input of `topics.update`, with the state of the topic that it is meant for. */
export interface UpdateTopicIfUnmodifiedInput extends topics.UpdateInput {
  /** The `modifiedOn` of the topic as it was read. */
  readonly ifUnmodified: Date;
}

/** Somebody has changed the topic since it was read. Nothing was changed by this call. */
export class TopicModifiedError extends ClickHelpError {
  static override readonly errorName: string = "TopicModifiedError";
  override readonly code = "topic-modified";
  /** The topic as it is now, with its body. */
  declare readonly topic: Topic;

  constructor(topic: Topic) {
    super(`The topic ${topic.projectId}/${topic.id} was changed on ${topic.modifiedOn.toISOString()}.`, {
      hint: "Take over what has changed (topic has it), and try again with its modifiedOn.",
    });
    this.topic = topic;
  }
}

/**
 * Reads a topic and changes it if it is as old as it was. The change is sent once, whatever `retry` says: who makes the same
 * call again after a failure looks again. The API has no such condition, so two gaps remain: somebody can write between this
 * reading and this writing, a few milliseconds apart; and portals tell times in whole seconds, so a second change within the
 * same second is not noticed.
 *
 * @throws TopicModifiedError; RequestValidationError when `ifUnmodified` is no date; the errors of `topics.get` and
 *   `topics.update`.
 */
export async function updateTopicIfUnmodified(
  client: Transport,
  { ifUnmodified, ...input }: UpdateTopicIfUnmodifiedInput,
  options?: CallOptions,
): Promise<Topic> {
  client.describe(topics.update, input); // A wrong input is refused before anything is sent.
  checkDate("topics.updateIfUnmodified", "ifUnmodified", ifUnmodified);
  const { projectId, topicId } = input;
  const topic = await client.request(topics.get, { projectId, topicId }, options);
  if (topic.modifiedOn.getTime() !== ifUnmodified.getTime()) throw new TopicModifiedError(topic);
  // A repetition would overwrite what somebody else has changed in the pause before it.
  return client.request(topics.update, input, { ...options, retry: 0 });
}
