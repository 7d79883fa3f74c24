/** What the types of answers promise; compiled, never run. */
import { expectTypeOf } from "vitest";
import type { Project, StorageFile, TaskStatus, TocNode, Topic, User } from "./index.js";

// Misspelt fields, and those that other APIs would have, are errors, within fields, too.
expectTypeOf<Topic>().toHaveProperty("title");
expectTypeOf<Topic>().not.toHaveProperty("titel");
expectTypeOf<Project>().not.toHaveProperty("isPublication");
expectTypeOf<StorageFile>().not.toHaveProperty("name");
expectTypeOf<TaskStatus>().not.toHaveProperty("isWorkin");
expectTypeOf<TocNode>().not.toHaveProperty("title");
expectTypeOf<User>().not.toHaveProperty("login");
expectTypeOf<User["userInfo"]>().not.toHaveProperty("eMail");

// What a newer portal adds is read under a type that knows it.
declare const topic: Topic;
const { readingTime }: Topic & { readonly readingTime?: unknown } = topic;
expectTypeOf(readingTime).toBeUnknown();
