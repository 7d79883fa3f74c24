/** What the server itself answers to a request that never becomes one: too long, too slow, or no HTTP. */
import { badRequest } from "./api-error.js";
import { toRefusal, type WireOptions } from "./encode.js";

/** Of the address and the headers of a request together, in bytes. */
export const longestHead = 16 * 1024;

type Cause = readonly [status: 400 | 408 | 431, message: string];

const notHttp: Cause = [400, "The request is malformed: it is no HTTP/1.1."];

// Those of node:http would bring all that its other names need, and a start takes a tenth longer.
const phrases = { 400: "Bad Request", 408: "Request Timeout", 431: "Request Header Fields Too Large" } as const;

/** By the code of what Node.js reports. The API has neither status: a web server answers before it. */
const causes: ReadonlyMap<unknown, Cause> = new Map([
  ["ERR_HTTP_REQUEST_TIMEOUT", [408, "The request took too long to arrive."]],
  [
    "HPE_INVALID_URL",
    [400, "The path of the request must begin with a slash, and have only letters that addresses have."],
  ],
  [
    "HPE_HEADER_OVERFLOW",
    [
      431,
      `The address and the headers of the request are too long: at most ${longestHead / 1024} kB are accepted, both together.`,
    ],
  ],
]);

/** The whole answer, as single bytes: the server must write it without the application. */
export function answerBroken(error: NodeJS.ErrnoException, options: WireOptions): string {
  const [status, message] = causes.get(error.code) ?? notHttp;
  const { headers, content } = toRefusal(status, badRequest(message).toBody(), options);
  const body = content ?? "";
  const all = { ...headers, "Content-Length": body.length, Connection: "close" };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
  return [`HTTP/1.1 ${status} ${phrases[status]}`, ...lines, "", body].join("\r\n");
}
