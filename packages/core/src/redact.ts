/** The one place where secrets are taken out of what people and logs get to see. */

const HIDDEN = "[hidden]";
const secretHeaders = new Set(["authorization", "proxy-authorization", "cookie", "set-cookie"]);
const secretFields = ["apikey", "password", "token", "authorization"];
const SECRET_PARAMETER =
  /([?&](?:t|(?:access_)?token|(?:api[-_]?)?key|password|secret|auth|sig(?:nature)?)=)[^&#\s"'<>]*/gi;
/** A secret field of JSON that cannot be parsed, to its end or to that of the text. */
const SECRET_FIELD = new RegExp(`("(?:${secretFields.join("|")})"\\s*:\\s*")(?:[^"\\\\]|\\\\.)*`, "gis");
const CREDENTIALS = /\/\/[^/?#@\s"'<>]*@/g;

/** An address, or a text with addresses in it, without login tokens and credentials. */
export function redactUrl(text: string): string {
  return text.replace(SECRET_PARAMETER, "$1hidden").replace(CREDENTIALS, "//");
}

/** Headers as a plain object, without credentials and cookies, those that the portal echoes included. */
export function redactHeaders(headers: Headers, authorization: string | undefined): Record<string, string> {
  const shown: Record<string, string> = {};
  const secrets = secretsIn(authorization);
  headers.forEach((value, name) => {
    shown[name] = secretHeaders.has(name) ? HIDDEN : hideInText(value, secrets);
  });
  return shown;
}

/** Far deeper than answers go. What is nested thousands deep could not be walked through, nor written as JSON again. */
const DEEPEST = 100;

/**
 * A parsed JSON value in which secrets do not occur: neither in strings, nor as the values of fields such as `password`. Only
 * after parsing, because JSON can write every character of a secret in several ways. What is nested too deep is left out.
 */
export function redactValue(value: unknown, authorization: string | undefined): unknown {
  return hideInValue(value, secretsIn(authorization), 0);
}

function hideInValue(value: unknown, secrets: readonly string[], depth: number): unknown {
  if (typeof value === "string") return hideInText(value, secrets);
  if (typeof value !== "object" || value === null) return value;
  if (depth === DEEPEST) return undefined;
  const hide = (inner: unknown) => hideInValue(inner, secrets, depth + 1);
  if (Array.isArray(value)) return value.map(hide);
  return Object.fromEntries(
    Object.entries(value).map(([name, field]) => [
      name,
      secretFields.includes(name.toLowerCase()) && typeof field === "string" ? HIDDEN : hide(field),
    ]),
  );
}

/**
 * A text in which an `Authorization` value, the key inside it, login tokens and the values of secret fields do not occur. A
 * portal may echo what it was sent, and an answer that gives a secret may be cut off.
 */
export function redactText(text: string, authorization: string | undefined): string {
  return hideInText(text, secretsIn(authorization));
}

function hideInText(text: string, secrets: readonly string[]): string {
  let shown = redactUrl(text).replace(SECRET_FIELD, `$1${HIDDEN}`);
  for (const secret of secrets) shown = shown.replaceAll(secret, HIDDEN);
  return shown;
}

const SHORTEST_SECRET = 4;

function secretsIn(authorization: string | undefined): string[] {
  if (authorization === undefined) return [];
  const [, encoded = ""] = authorization.split(" ");
  const pair = decodeBase64(encoded);
  const key = pair.slice(pair.indexOf(":") + 1);
  // Without the characters that addresses write in several ways, such as %2b and %3D.
  const parts = encoded.split(/[+/=]+/);
  return [authorization, ...parts, key, encodeURIComponent(key)].filter((secret) => secret.length >= SHORTEST_SECRET);
}

function decodeBase64(encoded: string): string {
  try {
    return new TextDecoder().decode(Uint8Array.from(atob(encoded), (character) => character.charCodeAt(0)));
  } catch {
    return "";
  }
}
