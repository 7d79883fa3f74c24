/** The body of a request in the form that its endpoint declares, for sending and for showing. */
import type { Endpoint } from "@clickhelp-js/protocol";
import type { EncodedRequest } from "./encode.js";

/** A body that can be sent, with the headers that it needs. */
export interface SendableBody {
  readonly body: string | FormData | Uint8Array<ArrayBuffer> | undefined;
  readonly headers: Readonly<Record<string, string>>;
}

type BodyForm = NonNullable<Endpoint["bodyForm"]>;

const forms: Readonly<Record<BodyForm, (request: EncodedRequest) => SendableBody>> = {
  fields: toJson,
  bare: toJson,
  bytes: ({ body }) => ({ body: toPlainBytes(body), headers: { "content-type": "application/octet-stream" } }),
  // The header comes from fetch, which alone knows the boundary between the parts.
  multipart: ({ path, body }) => ({ body: toForm(path, body), headers: {} }),
};

/** The body as it is sent. */
export function toSendableBody(
  { bodyForm = "fields" }: Pick<Endpoint, "bodyForm">,
  request: EncodedRequest,
): SendableBody {
  return request.body === undefined ? { body: undefined, headers: {} } : forms[bodyForm](request);
}

/** The body as it is shown to people: JSON as it is, and of bytes how many there are. */
export function describeBody(body: unknown): unknown {
  if (body instanceof Uint8Array) return `<${body.length} bytes>`;
  if (typeof body !== "object" || body === null || Array.isArray(body)) return body;
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => [name, value instanceof Uint8Array ? describeBody(value) : value]),
  );
}

function toJson({ body }: EncodedRequest): SendableBody {
  return { body: JSON.stringify(body), headers: { "content-type": "application/json" } };
}

function toForm(path: string, fields: unknown): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields ?? {})) {
    form.append(name, new Blob([toPlainBytes(value)]), fileNameOf(path));
  }
  return form;
}

/** The last segment of the path is the name of the file. */
function fileNameOf(path: string): string {
  const [withoutQuery = ""] = path.split("?");
  return decodeURIComponent(withoutQuery.slice(withoutQuery.lastIndexOf("/") + 1));
}

/** Memory that is shared between threads cannot be sent, a copy of it can. */
function toPlainBytes(value: unknown): Uint8Array<ArrayBuffer> {
  if (!(value instanceof Uint8Array)) return new Uint8Array();
  return isPlain(value) ? value : new Uint8Array(value);
}

function isPlain(bytes: Uint8Array): bytes is Uint8Array<ArrayBuffer> {
  return bytes.buffer instanceof ArrayBuffer;
}
