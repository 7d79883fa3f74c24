/** How a body is handed to the fetch of the runtime. */
import { isAgent } from "./agent.js";

type Body = NonNullable<RequestInit["body"]>;

/** What one attempt hands to `fetch`. */
export interface AttemptBody {
  readonly body: Body;
  readonly headers: Readonly<Record<string, string>>;
}

/** In how large pieces bytes are streamed. Fewer are sent as they are. */
const SLICE = 131_072;

/**
 * The body of one attempt: large bytes as a stream, with the length that a stream does not tell. The fetch of Node.js copies
 * bytes several times before it sends them, and needs twice as long; of a stream it copies nothing. Others would leave the
 * length out, so they get the bytes.
 */
export function toAttemptBody(body: Body): AttemptBody {
  if (!(body instanceof Uint8Array) || body.length <= SLICE || !isAgent("Node.js/")) return { body, headers: {} };
  return { body: streamSlices(body), headers: { "content-length": String(body.length) } };
}

function streamSlices(bytes: Uint8Array): ReadableStream<Uint8Array> {
  let start = 0;
  const pull = (stream: ReadableStreamDefaultController<Uint8Array>) => {
    if (start < bytes.length) stream.enqueue(bytes.subarray(start, (start += SLICE)));
    else stream.close();
  };
  // Nothing is taken before it is wanted.
  return new ReadableStream({ pull }, { highWaterMark: 0 });
}
