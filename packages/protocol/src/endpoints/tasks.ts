/** Long operations. */
import { defineEndpoint, defineInput, type InputOf } from "../endpoint.js";
import * as z from "zod/mini";
import { described, notEmpty } from "../schema.js";
import { TaskStatus } from "../schemas/task.js";

const getInput = defineInput({
  params: {
    taskKey: described(notEmpty(z.string()), "Key of the task, 32 hexadecimal digits"),
  },
});
/** Input of `tasks.get`. */
export interface GetInput extends InputOf<typeof getInput> {}
/** Reads how far a task is. A finished task can be read once. */
export const get = defineEndpoint<GetInput, TaskStatus>({
  id: "tasks.get",
  method: "GET",
  path: "tasks/{taskKey}",
  summary: "Reads how far a task is. A finished task can be read once.",
  description: "Once the status of a finished task was read, the key is answered with 404.",
  access: "basic",
  safety: "read-once",
  evidence: "doc",
  ...getInput,
  success: 200,
  response: TaskStatus,
});
