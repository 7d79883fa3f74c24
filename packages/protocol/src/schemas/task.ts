/** Long operations: the key that starting one gives, and the status that the key leads to. */
import * as z from "zod/mini";
import { described, looseObject, notEmpty, nullish } from "../schema.js";

const taskStartShape = looseObject({
  taskKey: described(notEmpty(z.string()), "Key of the task, 32 hexadecimal digits"),
});

/** The answer of every long operation. */
export interface TaskStart extends z.output<typeof taskStartShape> {}
export const TaskStart: z.ZodMiniType<TaskStart> = taskStartShape;

const taskStatusShape = looseObject({
  isSucceeded: nullish(z.boolean(), "True or false at the end, null while running"),
  isWorking: nullish(z.boolean(), "Whether the task is in progress"),
  maxOverallProgress: nullish(z.number(), "The progress at which the task is complete, usually 100"),
  overallProgress: nullish(z.number(), "Progress so far"),
  statusText: nullish(z.string(), "What is being done, in words; may contain HTML line breaks"),
  taskName: nullish(z.string(), "What kind of task it is"),
});

/** How far a task is. The portal forgets a finished task once this was read. */
export interface TaskStatus extends z.output<typeof taskStatusShape> {}
export const TaskStatus: z.ZodMiniType<TaskStatus> = taskStatusShape;
