/** Waiting for a task that was started elsewhere. */
import type { Transport } from "@clickhelp-js/core";
import type { tasks, TaskStatus } from "@clickhelp-js/protocol";
import { checkInput } from "../checks.js";
import { createTaskHandle, type WaitOptions } from "../task-handle.js";

/**
 * Waits for the end of a task and gives its last status. The portal tells the end once: a second call with the same key
 * throws `TaskGoneError`.
 *
 * @throws TaskFailedError, TaskGoneError, TaskTimeoutError, and the errors of `tasks.get`.
 */
export async function waitForTask(
  client: Transport,
  input: tasks.GetInput,
  options?: WaitOptions,
): Promise<TaskStatus> {
  checkInput("tasks.wait", input, { taskKey: "required" });
  return createTaskHandle(client, input.taskKey).wait(options);
}
