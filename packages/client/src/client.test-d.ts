// What users see of the types. Checked by `pnpm typecheck`; nothing here runs.
import type { Readable } from "node:stream";
import type { ReadableStream as WebStream } from "node:stream/web";
import type * as endpoints from "@clickhelp-js/protocol/endpoints";
import type { Endpoint, TaskStart } from "@clickhelp-js/protocol";
import { expectTypeOf } from "vitest";
import {
  forEachItem,
  TaskGoneError,
  type CallOptions,
  type Client,
  type DataWithResponse,
  type ItemOutcome,
  type Project,
  type TaskFailedError,
  type TaskHandle,
  type TaskStatus,
  type Topic,
} from "./index.js";

declare const client: Client;

// Inputs and outputs have their names.
void client.topics.get({ projectId: "p", topicId: "t" }, { timeout: 1000 });
expectTypeOf(client.topics.get).parameter(0).toEqualTypeOf<endpoints.topics.GetInput>();
expectTypeOf(client.topics.get).parameter(1).toEqualTypeOf<CallOptions | undefined>();
expectTypeOf(client.topics.get).returns.resolves.toEqualTypeOf<Topic>();
expectTypeOf(client.projects.list).returns.resolves.toEqualTypeOf<Project[]>();
expectTypeOf(client.topics.delete).returns.resolves.toEqualTypeOf<undefined>();
expectTypeOf(client.topics.get.withResponse).returns.resolves.toEqualTypeOf<DataWithResponse<Topic>>();

// Streams of Node.js have other types than those of browsers.
declare const file: Readable | WebStream<Uint8Array>;
void client.storage.uploadLargeFile({ filePath: "a.zip", file });

// Input may be left out where no field is required, and only there.
void client.projects.list();
void client.users.list();
void client.projects.list.withResponse();
// @ts-expect-error -- projectId is required
void client.projects.get();
// @ts-expect-error -- topicId is required
void client.topics.get({ projectId: "p" });
// @ts-expect-error -- a misspelt field
void client.topics.get({ projectId: "p", topicID: "t" });
// @ts-expect-error -- letter case matters to the portal
void client.publications.setVisibility({ publicationId: "p", visibility: "public" });

// Lists are only read.
declare const ids: readonly string[];
void client.topics.deleteMany({ projectId: "p", ids });
void client.topics.update({ projectId: "p", topicId: "t", indexKeywords: ids });

// What starts a task gives a handle, and a misspelt method of it is an error.
expectTypeOf(client.publications.export).returns.resolves.toEqualTypeOf<TaskHandle>();
expectTypeOf(client.projects.backup.withResponse).returns.resolves.toEqualTypeOf<DataWithResponse<TaskHandle>>();
expectTypeOf<TaskHandle>().not.toHaveProperty("wiat");
expectTypeOf<TaskHandle["wait"]>().returns.resolves.toEqualTypeOf<TaskStatus>();

// Actions for many items give promises or not; results are never promises.
expectTypeOf(forEachItem([1], (item) => Promise.resolve(String(item)))).resolves.toEqualTypeOf<
  ItemOutcome<number, string>[]
>();
expectTypeOf(forEachItem([1], String)).resolves.toEqualTypeOf<ItemOutcome<number, string>[]>();

// What is no task that is gone is one that has failed.
declare const ended: TaskFailedError | TaskGoneError;
if (!TaskGoneError.isInstance(ended)) expectTypeOf(ended).toEqualTypeOf<TaskFailedError>();

// No method that starts a task gives anything but a handle.
type Starting<N> = {
  [K in keyof N]: N[K] extends Endpoint<unknown, infer O> ? (O extends TaskStart ? K : never) : never;
}[keyof N];
type Unhandled<N, M> = {
  [K in Starting<N>]: K extends keyof M ? (M[K] extends (input: never) => Promise<TaskHandle> ? never : K) : K;
}[Starting<N>];
type AllUnhandled = {
  [R in keyof typeof endpoints]: Unhandled<(typeof endpoints)[R], Client[R]>;
}[keyof typeof endpoints];
expectTypeOf<Starting<typeof endpoints.publications>>().toEqualTypeOf<"create" | "update" | "export">();
expectTypeOf<Starting<typeof endpoints.projects>>().toEqualTypeOf<"backup" | "delete" | "importInto" | "importNew">();
expectTypeOf<AllUnhandled>().toEqualTypeOf<never>();

// Nothing has become `any` on the way.
expectTypeOf<Client[keyof Client]>().not.toBeAny();
expectTypeOf(client.storage.getFile).returns.resolves.not.toBeAny();
