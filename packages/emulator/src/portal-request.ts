/** What is asked of the portal. It is read where it lies, because making a `Request` of it takes longer than most answers. */

/** A request, whether it came over a socket or was given to `fetch`. */
export interface PortalRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Pick<Headers, "get">;
  /** The whole body. It can be read once, in either way. Both throw a {@link BrokenBodyError}. */
  readBytes(): Promise<Uint8Array<ArrayBuffer>>;
  /** The body in pieces, each read when the one before was taken. */
  readPieces(): AsyncIterable<Uint8Array>;
  /** For what is rarely asked for: the pages, the control API, and whatever a fault disturbs. The body must not be read yet. */
  toRequest(): Request;
}

/** The body did not come to its end: whoever sent it has gone, or failed. */
export class BrokenBodyError extends Error {
  constructor(cause: unknown) {
    super("the body broke off before its end", { cause });
  }
}

export function breakOff(cause: unknown): never {
  throw new BrokenBodyError(cause);
}

export function fromRequest(request: Request): PortalRequest {
  return {
    method: request.method,
    url: new URL(request.url),
    headers: request.headers,
    async readBytes() {
      return new Uint8Array(await request.arrayBuffer().catch(breakOff));
    },
    async *readPieces() {
      try {
        yield* request.body ?? [];
      } catch (error) {
        breakOff(error);
      }
    },
    toRequest: () => request,
  };
}
