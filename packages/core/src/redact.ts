/** The one place where secrets are taken out of what people and logs get to see. */

const HIDDEN = "[hidden]";
const secretHeaders = new Set(["authorization", "proxy-authorization", "cookie", "set-cookie"]);
const secretFields = new Set(["apikey", "password", "token", "authorization"]);
const SECRET_PARAMETER = /([?&](?:t|token|apikey|password)=)[^&#\s"'<>]*/gi;
const CREDENTIALS = /\/\/[^/?#@\s"'<>]*@/g;

/** An address, or a text with addresses in it, without login tokens and credentials. */
export function redactUrl(text: string): string {
  return text.replace(SECRET_PARAMETER, "$1hidden").replace(CREDENTIALS, "//");
}

/** Headers as a plain object, without credentials and cookies. */
export function redactHeaders(headers: Headers): Record<string, string> {
  const shown: Record<string, string> = {};
  headers.forEach((value, name) => {
    shown[name] = secretHeaders.has(name) ? HIDDEN : redactUrl(value);
  });
  return shown;
}

/** A parsed JSON value in which the values of fields such as `password` are hidden, at any depth. */
export function redactValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(redactValue);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, field]) => [
      name,
      secretFields.has(name.toLowerCase()) && typeof field === "string" ? HIDDEN : redactValue(field),
    ]),
  );
}

/**
 * A text in which an `Authorization` value, the key inside it and login tokens do not occur. A portal may echo what it
 * was sent.
 */
export function redactText(text: string, authorization: string | undefined): string {
  let shown = redactUrl(text);
  for (const secret of secretsIn(authorization)) shown = shown.replaceAll(secret, HIDDEN);
  return shown;
}

const SHORTEST_SECRET = 4;

function secretsIn(authorization: string | undefined): string[] {
  if (authorization === undefined) return [];
  const [, encoded = ""] = authorization.split(" ");
  const pair = decodeBase64(encoded);
  const key = pair.slice(pair.indexOf(":") + 1);
  return [authorization, encoded, key].filter((secret) => secret.length >= SHORTEST_SECRET);
}

function decodeBase64(encoded: string): string {
  try {
    return new TextDecoder().decode(Uint8Array.from(atob(encoded), (character) => character.charCodeAt(0)));
  } catch {
    return "";
  }
}
