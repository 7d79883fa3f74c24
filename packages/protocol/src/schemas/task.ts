/** Long operations: the key that starting one gives, and the status that the key leads to. */
import * as z from "zod";

const taskStartShape = z.looseObject({
  taskKey: z.string().min(1).describe("Key of the task, 32 hexadecimal digits"),
});

/** The answer of every long operation. */
export interface TaskStart extends z.output<typeof taskStartShape> {}
export const TaskStart: z.ZodType<TaskStart> = taskStartShape;

const taskStatusShape = z.looseObject({
  isSucceeded: z.boolean().nullish().describe("True or false at the end, null while running"),
  isWorking: z.boolean().nullish().describe("Whether the task is in progress"),
  maxOverallProgress: z.number().nullish().describe("The progress at which the task is complete, usually 100"),
  overallProgress: z.number().nullish().describe("Progress so far"),
  statusText: z.string().nullish().describe("What is being done, in words; may contain <br/>"),
  taskName: z.string().nullish().describe("What kind of task it is"),
});

/** How far a task is. The portal forgets a finished task once this was read. */
export interface TaskStatus extends z.output<typeof taskStatusShape> {}
export const TaskStatus: z.ZodType<TaskStatus> = taskStatusShape;
