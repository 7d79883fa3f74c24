/** What `topics upsert` would do: it goes as far as the first change, which is not sent. */
import type { Client, UpsertTopicInput, UpsertTopicResult } from "@clickhelp-js/client";
import type { CallOptions, Transport } from "@clickhelp-js/core";

/** By the operation that would be called. */
const outcomes = { "topics.create": "would-create", "topics.update": "would-update" } as const;

interface ForeseenUpsert {
  readonly outcome: UpsertTopicResult["outcome"] | (typeof outcomes)[keyof typeof outcomes];
  /** The topic as it is; unknown where it would change. */
  readonly topic?: UpsertTopicResult["topic"];
}

/** Compares a topic with the wanted state. Throws the errors of `topics.get`, and what an upsert finds wrong before it sends. */
export async function foreseeUpsert(
  client: Client,
  wanted: UpsertTopicInput,
  options: CallOptions,
): Promise<ForeseenUpsert> {
  const { upsertTopic } = await import("@clickhelp-js/client");
  try {
    return await upsertTopic(readingOnly(client), wanted, options);
  } catch (error) {
    if (error instanceof ChangeNeeded) return { outcome: outcomes[error.operation] };
    throw error;
  }
}

class ChangeNeeded extends Error {
  readonly operation: keyof typeof outcomes;

  constructor(operation: keyof typeof outcomes) {
    super(`${operation} would be called.`);
    this.operation = operation;
  }
}

/** Sends what reads. A change is checked as if it were to be sent, and then stops the caller. */
function readingOnly(client: Client): Transport {
  return {
    ...client,
    async request(endpoint, input, options) {
      const { id } = endpoint;
      if (!isForeseen(id)) return client.request(endpoint, input, options);
      client.describe(endpoint, input);
      throw new ChangeNeeded(id);
    },
  };
}

function isForeseen(operation: string): operation is keyof typeof outcomes {
  return operation in outcomes;
}
