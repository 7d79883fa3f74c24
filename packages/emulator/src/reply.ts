/** What a request is answered with, on its way to a socket or to whoever called `fetch`. */

/**
 * A short answer. To make a `Response`, and to read it back for the socket, takes longer than all else that is done for one:
 * so a server writes these parts as they are, and a `Response` is made only for those who want one.
 */
export interface WholeReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /**
   * As a text of single bytes, which Node.js sends in one piece with the head; bytes would be encrypted and sent apart
   * from it.
   */
  readonly content: string | null;
}

/** What is long, and read while it is sent, is a `Response` from the beginning. */
export type Reply = WholeReply | Response;

export function isWhole(reply: Reply): reply is WholeReply {
  return "content" in reply;
}

/** UTF-8 as a text of single bytes. Most texts are that already. */
export function toSingleBytes(text: string): string {
  return Buffer.byteLength(text) === text.length ? text : Buffer.from(text).toString("latin1");
}

export function toResponse(reply: Reply): Response {
  if (!isWhole(reply)) return reply;
  const { status, headers, content } = reply;
  return new Response(content === null ? null : Buffer.from(content, "latin1"), { status, headers });
}
