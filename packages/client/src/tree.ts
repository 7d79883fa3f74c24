/** The method tree: one method for every endpoint that protocol declares, in types and at run time. */
import type { CallOptions, DataWithResponse, Transport } from "@clickhelp-js/core";
import { TaskStart, type Endpoint } from "@clickhelp-js/protocol";
import * as endpoints from "@clickhelp-js/protocol/endpoints";
import { toTaskHandle, type TaskHandle } from "./task-handle.js";

/* The methods are type aliases because editors show the signature of an alias, but only the name of an interface. */
/* eslint-disable @typescript-eslint/consistent-type-definitions -- see above */

/** A method of an endpoint. Methods stand alone: they can be taken off the client and passed around. */
export type Method<TInput, TOutput> = {
  (input: TInput, options?: CallOptions): Promise<TOutput>;
  /** The same call, giving status and headers (such as `Location`) beside the answer. */
  readonly withResponse: (input: TInput, options?: CallOptions) => Promise<DataWithResponse<TOutput>>;
};

/** A method that may be called without input, because no field of it is required. */
export type MethodWithOptionalInput<TInput, TOutput> = {
  (input?: TInput, options?: CallOptions): Promise<TOutput>;
  /** The same call, giving status and headers (such as `Location`) beside the answer. */
  readonly withResponse: (input?: TInput, options?: CallOptions) => Promise<DataWithResponse<TOutput>>;
};
/* eslint-enable @typescript-eslint/consistent-type-definitions */

type InputOf<E extends Endpoint> = NonNullable<E["inputType"]>;
type OutputOf<E extends Endpoint> = E["response"]["_zod"]["output"];

/** What a method gives: the output, or a handle where that names a task. */
type ResultOf<E extends Endpoint> = OutputOf<E> extends TaskStart ? TaskHandle : OutputOf<E>;

/** The method of an endpoint. */
export type MethodOf<E extends Endpoint> =
  Record<string, never> extends InputOf<E>
    ? MethodWithOptionalInput<InputOf<E>, ResultOf<E>>
    : Method<InputOf<E>, ResultOf<E>>;

/** The methods of a resource. */
export type MethodsOf<N extends Readonly<Record<string, Endpoint>>> = { readonly [K in keyof N]: MethodOf<N[K]> };

/** The methods of every resource. */
export type MethodTree = { readonly [R in keyof typeof endpoints]: MethodsOf<(typeof endpoints)[R]> };

/** Makes the methods of every resource. */
export function createMethodTree(transport: Transport): MethodTree {
  const tree: Record<string, Record<string, Method<unknown, unknown>>> = {};
  for (const [resource, verbs] of Object.entries<Readonly<Record<string, Endpoint>>>(endpoints)) {
    const methods: Record<string, Method<unknown, unknown>> = {};
    for (const [verb, endpoint] of Object.entries(verbs)) methods[verb] = createMethod(transport, endpoint);
    tree[resource] = methods;
  }
  return tree as MethodTree;
}

/** Makes the method of one endpoint. Called without input, the transport says which fields are missing. */
function createMethod(transport: Transport, endpoint: Endpoint): Method<unknown, unknown> {
  const toResult = (output: unknown) =>
    endpoint.response === TaskStart ? toTaskHandle(transport, output as TaskStart) : output;
  const call = async (input: unknown = {}, options?: CallOptions) =>
    toResult(await transport.request(endpoint, input, options));
  const withResponse = async (input: unknown = {}, options?: CallOptions) => {
    const { data, response } = await transport.requestWithResponse(endpoint, input, options);
    return { data: toResult(data), response };
  };
  return Object.assign(Object.defineProperty(call, "name", { value: endpoint.id }), { withResponse });
}
