/**
 * Value quirks of the ClickHelp wire format as codecs: decoding gives what people want to hold
 * (`Date`, arrays, forward slashes), encoding gives what travels.
 */
import * as z from "zod/mini";
import { described, optional, withMeta } from "./schema.js";
import { parseWireDate } from "./wire-date.js";

function dateCodec(description: string, encode: (date: Date) => string) {
  return described(
    z.codec(z.string(), z.date(), {
      decode(text, context) {
        const date = parseWireDate(text);
        if (date) return date;
        context.issues.push({ code: "custom", input: text, message: `is no date as ClickHelp sends it: ${text}` });
        return z.NEVER;
      },
      encode(date, context) {
        const text = encode(date);
        if (parseWireDate(text)) return text;
        context.issues.push({ code: "custom", input: date, message: "must be a date of the years 0 to 9999" });
        return z.NEVER;
      },
    }),
    description,
  );
}

/** GMT seconds without a zone suffix on the wire, a `Date` for people. */
export const GmtDateTime = dateCodec("ISO 8601 in GMT, whole seconds, no zone suffix: 2024-03-27T19:28:30", (date) =>
  date.toISOString().slice(0, 19),
);

/** The form of `userInfo.lastActivityDate`: `/Date(1686063404096+0000)/`. */
export const MicrosoftDateTime = dateCodec(
  "Microsoft JSON date, milliseconds since 1970 in GMT: /Date(1686063404096+0000)/",
  (date) => `/Date(${String(date.getTime())}+0000)/`,
);

/** ISO 8601 with `Z`, the form of a login token's `expirationDate`. */
export const UtcDateTime = dateCodec("ISO 8601 in GMT with Z: 2077-07-07T02:35:00Z", (date) =>
  date.toISOString().replace(/\.\d+Z$/, "Z"),
);

/** An array for people, a comma-separated string on the wire. Items must not contain commas. */
export function commaSeparated<T extends z.ZodMiniType<string, string>>(item: T) {
  return z.codec(z.string(), z.array(item), {
    decode: (text) =>
      text
        .split(",")
        .map((part) => part.trim())
        .filter((part) => part !== "") as z.input<T>[],
    encode(items, context) {
      const split = items.find((part) => part.includes(","));
      if (split === undefined) return items.join(",");
      context.issues.push({ code: "custom", input: items, message: `must not contain a comma: ${split}` });
      return z.NEVER;
    },
  });
}

/** A boolean in a query string. Only `true` and `false`: a portal treats any other letter case as an error. */
export const QueryBoolean = withMeta(
  z.codec(z.enum(["true", "false"]), z.boolean(), {
    decode: (text) => text === "true",
    encode: (value) => (value ? "true" : "false"),
  }),
  { type: "boolean", enum: undefined },
);

/** A whole number in a query string. */
export const QueryInteger = withMeta(
  z.codec(z.string().check(z.regex(/^-?\d+$/, "must be a whole number")), z.int(), {
    decode: Number,
    encode: String,
  }),
  { type: "integer", pattern: undefined },
);

/** `Storage\project-x\info.png` on the wire, `Storage/project-x/info.png` for people. */
export const StorageFullName = described(
  z.codec(z.string(), z.string(), {
    decode: (name) => name.replaceAll("\\", "/"),
    encode: (name) => name.replaceAll("/", "\\"),
  }),
  "Full name with the base folder; backslashes on the wire: Storage\\project-x\\info.png",
);

const contentRange = /^bytes (\d+)-(\d+)\/(\d+|\*)$/;

/** Which bytes a chunk holds: `bytes 0-499/1000`, or `bytes 0-499/*` while the total is not known. */
export const ContentRange = described(
  z.codec(
    z.string().check(z.regex(contentRange, "must look like bytes 0-499/1000")),
    z
      .strictObject({
        start: described(z.int(), "First byte, from 0"),
        end: described(z.int(), "Last byte"),
        total: optional(z.int(), "Size of the file in bytes"),
      })
      .check(
        z.refine(({ start, end, total }) => start >= 0 && start <= end && (total === undefined || end < total), {
          message: "start, end and total must go up, from 0",
        }),
      ),
    {
      decode(text) {
        const [, start, end, total] = contentRange.exec(text) ?? [];
        return { start: Number(start), end: Number(end), ...(total !== "*" && { total: Number(total) }) };
      },
      encode: ({ start, end, total }) => `bytes ${start}-${end}/${total ?? "*"}`,
    },
  ),
  "First and last byte of the chunk and the size of the file: bytes 0-499/1000, or * while it is not known",
);

/** Arguments of one call. With many more, each costs several times as much. */
const CHUNK = 0x1000;

function toBase64(bytes: Uint8Array): string {
  let binary = "";
  for (let start = 0; start < bytes.length; start += CHUNK) {
    binary += String.fromCharCode(...bytes.subarray(start, start + CHUNK));
  }
  return btoa(binary);
}

/** Throws when it is not base64. Many programs break the lines of theirs. */
function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  const packed = text.replace(/\s+/g, "");
  // atob would do without the padding, a portal might not.
  if (packed.length % 4 !== 0) throw new RangeError("no padding");
  const binary = atob(packed);
  // Uint8Array.from would make an array of as many numbers first, which breaks the process at 150 MB.
  const bytes = new Uint8Array(binary.length);
  for (let index = 0; index < binary.length; index += 1) bytes[index] = binary.charCodeAt(index);
  return bytes;
}

/** Bytes that travel as they are. */
export const Bytes = withMeta(z.instanceof(Uint8Array), { type: "string", format: "binary" });

/** Bytes for people, base64 on the wire. */
export const Base64Bytes = described(
  z.codec(withMeta(z.string(), { format: "base64", contentEncoding: "base64" }), z.instanceof(Uint8Array), {
    decode(text, context) {
      try {
        return fromBase64(text);
      } catch {
        context.issues.push({ code: "custom", input: text, message: "must be base64" });
        return z.NEVER;
      }
    },
    encode: toBase64,
  }),
  "File content, base64 on the wire",
);

/**
 * The request path of a file in Storage: `Storage/Exported/Title.pdf` and `Storage\Exported\Title.pdf` both become
 * `Exported/Title.pdf`. `Storage` alone becomes an empty path. Calls need it not: they do the same with what they are given,
 * so that a path in a folder that is called `Storage` itself has to be given whole, `Storage/Storage/a.png`.
 */
export function toStoragePath(fullName: string): string {
  return fullName.replaceAll("\\", "/").replace(/^\/?Storage(?:\/|$)/, "");
}

/** The path of a request from any name that a portal gives of a file, which {@link toStoragePath} makes a path. */
export function storagePath(path: z.ZodMiniType<string, string>) {
  return z.codec(path, z.string(), { decode: (text) => text, encode: toStoragePath });
}
