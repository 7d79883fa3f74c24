/** Which portal is meant: a name, a host or an address becomes an origin that credentials may be sent to. */
import { ConfigurationError } from "./errors.js";

const PORTAL_NAME = /^[a-z\d](?:[a-z\d-]*[a-z\d])?$/i;
const LOOPBACK_NAMES = new Set(["localhost", "[::1]"]);
const LOOPBACK_IPV4 = /^127(?:\.\d{1,3}){3}$/;
const EXAMPLES = "Give a portal name (hedronlabs), a host (docs.example.com) or an address (https://docs.example.com).";

/**
 * The origin of a portal, as an address that ends in `/`.
 *
 * @throws ConfigurationError when it is missing, not understood, not HTTPS, or has credentials or a path in it.
 */
export function parsePortal(portal: string | URL | undefined): URL {
  // An unset variable of the environment is undefined, whatever its type was said to be; as a text, that names a portal.
  const text = String(portal ?? "").trim();
  if (text === "") throw problem("No portal is given.");
  const url = toUrl(text);
  // Of `https:/docs.example.com` the scheme would be the host.
  if (!url || /^https?$/.test(url.hostname)) throw problem("The portal is not a name, a host or an address.");
  if (url.username !== "" || url.password !== "") {
    throw problem("The portal's address has credentials in it.", "Give the login and the API key apart from it.");
  }
  if (url.protocol !== "https:" && url.protocol !== "http:") {
    throw problem(`The portal's address begins with ${url.protocol}//, not https://.`);
  }
  if (url.protocol === "http:" && !isLoopback(url.hostname)) {
    throw problem(
      `${url.origin} is plain HTTP, which everybody on the way can read and change.`,
      `Portals answer on HTTPS only: use https://${url.host}.`,
    );
  }
  if (url.pathname !== "/" || url.search !== "" || url.hash !== "") {
    throw problem(
      "The portal's address goes on after the host.",
      `The API's path is added by itself: use ${url.origin}.`,
    );
  }
  return url;
}

/** Whether a host name, as `URL.hostname` gives it, is this machine. */
export function isLoopback(hostname: string): boolean {
  return LOOPBACK_NAMES.has(hostname) || hostname.endsWith(".localhost") || LOOPBACK_IPV4.test(hostname);
}

function toUrl(text: string): URL | null {
  const address = text.includes("://") ? text : `https://${isPortalName(text) ? `${text}.clickhelp.co` : text}`;
  return URL.parse(address);
}

function isPortalName(text: string): boolean {
  return PORTAL_NAME.test(text) && text.toLowerCase() !== "localhost";
}

function problem(text: string, hint: string = EXAMPLES): ConfigurationError {
  return new ConfigurationError(text, { option: "portal", variable: "CLICKHELP_PORTAL_URL", hint });
}
