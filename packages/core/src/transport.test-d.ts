/** What the types of a transport promise; compiled, never run. */
import { topics, type Topic } from "@clickhelp-js/protocol";
import { expectTypeOf } from "vitest";
import { createTransport, type DataWithResponse } from "./transport.js";

const transport = createTransport({ portal: "hedronlabs" });
const input = { projectId: "p", topicId: "t" };

expectTypeOf(transport.request(topics.get, input)).toEqualTypeOf<Promise<Topic>>();
expectTypeOf(transport.request(topics.delete, input)).toEqualTypeOf<Promise<undefined>>();
expectTypeOf(transport.requestWithResponse(topics.list, { projectId: "p" })).toEqualTypeOf<
  Promise<DataWithResponse<Topic[]>>
>();
expectTypeOf(transport.fetch("projects", { method: "GET", timeout: false })).toEqualTypeOf<Promise<Response>>();

// Anything from Request to Response can send, and the global fetch too.
createTransport({ portal: "hedronlabs", fetch: globalThis.fetch });
createTransport({ portal: "hedronlabs", fetch: (request: Request) => Promise.resolve(new Response(request.url)) });

// @ts-expect-error -- a parameter is missing
void transport.request(topics.get, { projectId: "p" });
// @ts-expect-error -- a parameter is not known
void transport.request(topics.get, { ...input, topicID: "t" });
// @ts-expect-error -- a value has the wrong type
void transport.request(topics.update, { ...input, title: 5 });
