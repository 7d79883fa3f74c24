/** The method tree: one method for every endpoint that protocol declares, in types and at run time. */
import type { CallOptions, DataWithResponse, Transport } from "@clickhelp-js/core";
import type { Endpoint } from "@clickhelp-js/protocol";
import * as endpoints from "@clickhelp-js/protocol/endpoints";

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

/** The method of an endpoint. */
export type MethodOf<E extends Endpoint> =
  Record<string, never> extends InputOf<E>
    ? MethodWithOptionalInput<InputOf<E>, OutputOf<E>>
    : Method<InputOf<E>, OutputOf<E>>;

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
export function createMethod<TInput, TOutput>(
  transport: Transport,
  endpoint: Endpoint<TInput, TOutput>,
): Method<TInput, TOutput> {
  const call = (input: TInput = {} as TInput, options?: CallOptions) => transport.request(endpoint, input, options);
  const withResponse = (input: TInput = {} as TInput, options?: CallOptions) =>
    transport.requestWithResponse(endpoint, input, options);
  return Object.assign(call, { withResponse });
}
