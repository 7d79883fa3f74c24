/** The methods that start a task: like those of other endpoints, but giving a handle to wait with. */
import type { CallOptions, Transport } from "@clickhelp-js/core";
import type { Endpoint, TaskStart } from "@clickhelp-js/protocol";
import { createTaskHandle, type TaskHandle } from "./task-handle.js";
import { createMethod, type Method } from "./tree.js";

/** Makes the method of an endpoint that starts a task. */
export function createTaskMethod<TInput>(
  transport: Transport,
  endpoint: Endpoint<TInput, TaskStart>,
): Method<TInput, TaskHandle> {
  const start = createMethod(transport, endpoint);
  const toHandle = ({ taskKey }: TaskStart) => createTaskHandle(transport, taskKey, { isKnown: true });
  return Object.assign(async (input: TInput, options?: CallOptions) => toHandle(await start(input, options)), {
    async withResponse(input: TInput, options?: CallOptions) {
      const { data, response } = await start.withResponse(input, options);
      return { data: toHandle(data), response };
    },
  });
}
