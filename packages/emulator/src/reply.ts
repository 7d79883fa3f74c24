/** What a request is answered with, on its way to a socket or to whoever called `fetch`. */

/**
 * A short answer. To make a `Response`, and to read it back for the socket, takes longer than all else that is done for one:
 * so a server writes these parts as they are, and a `Response` is made only for those who want one.
 */
export interface WholeReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly content: Uint8Array<ArrayBuffer> | null;
}

/** What is long, and read while it is sent, is a `Response` from the beginning. */
export type Reply = WholeReply | Response;

export function isWhole(reply: Reply): reply is WholeReply {
  return "content" in reply;
}

export function toResponse(reply: Reply): Response {
  return isWhole(reply) ? new Response(reply.content, { status: reply.status, headers: reply.headers }) : reply;
}
