/** Looking for something that may not be there. */
import type { ClickHelpError } from "@clickhelp-js/core";

type ErrorClass = Pick<typeof ClickHelpError, "errorName" | "isInstance" | "prototype">;

/**
 * What a call gives, or undefined where it fails with an error of one of these classes; other errors are thrown.
 *
 * @example
 * const topic = await orUndefined(client.topics.get({ projectId, topicId }), NotFoundError);
 */
export async function orUndefined<T>(call: Promise<T>, ...classes: readonly ErrorClass[]): Promise<T | undefined> {
  try {
    return await call;
  } catch (error) {
    if (classes.some((errorClass) => errorClass.isInstance(error))) return undefined;
    throw error;
  }
}
