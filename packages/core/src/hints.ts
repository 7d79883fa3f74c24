/** What to try next, for the traps that people are known to fall into. */
import type { ConnectionFailure } from "./errors.js";

/** What a hint can look at. */
export interface ErrorAnswer {
  readonly status: number;
  readonly url: string;
  readonly isAnonymous: boolean;
  readonly isHtml: boolean;
}

interface Hint {
  readonly when: (answer: ErrorAnswer) => boolean;
  readonly text: string;
}

export const HTML_HINT =
  "An HTML page came where JSON was expected: check the portal's address, and that no proxy or sign-in page stands in between.";

const hasAction = (url: string, action: string) => url.includes(`?action=${action}`);

/** The first one that fits is given. */
const hints: readonly Hint[] = [
  { when: ({ isHtml }) => isHtml, text: HTML_HINT },
  {
    when: ({ status, isAnonymous }) => status === 401 && isAnonymous,
    text: "The call was made without credentials; give a contributor's login and API key.",
  },
  {
    when: ({ status }) => status === 401,
    text: "Check the login, and use the newest API key from the profile page (Reset API Key): the password of the account does not work.",
  },
  {
    when: ({ status }) => status === 403,
    text: "Only contributors may use the API, within their role's permissions, and the portal's plan must include it: ask an administrator.",
  },
  {
    when: ({ status, url }) => status === 404 && hasAction(url, "publish"),
    text: "Publishing takes the id of a project, not that of a publication.",
  },
  {
    when: ({ status, url }) => status === 404 && hasAction(url, "export"),
    text: "Exporting takes the id of a publication, not that of its project.",
  },
  {
    when: ({ status, url }) => status === 404 && hasAction(url, "download"),
    text: "Backups take the id of a project, not that of a publication.",
  },
  {
    when: ({ status, url }) => status === 404 && url.includes("/api/v1/tasks/"),
    text: "A portal forgets a finished task as soon as its status was read once.",
  },
  {
    when: ({ status, url }) => status === 404 && /\/api\/v1\/storage\/Storage(?:\/|%2F|$)/i.test(url),
    text: "Paths in Storage are given without the leading Storage/.",
  },
  {
    when: ({ status }) => status === 404,
    text: "Check the ids (letter case matters) and that the account can see them.",
  },
  {
    when: ({ status }) => status === 409,
    text: "Something with this identifier exists already: choose another one, or update it.",
  },
  { when: ({ status }) => status === 408, text: "Try again." },
  {
    when: ({ status }) => status === 405,
    text: "This address does not take the method: check the portal's address, and that no proxy filters methods.",
  },
  {
    when: ({ status }) => status === 413,
    text: "The portal, or a proxy before it, takes no request this large: upload files in chunks, and split other requests.",
  },
  { when: ({ status }) => status === 429, text: "Wait before the next call, or set rateLimit to send fewer." },
  {
    when: ({ status }) => status === 500,
    text: "A portal answers so to values in the wrong letter case as well (names, values, true and false): check them, then try again.",
  },
  { when: ({ status }) => status === 501, text: "This portal does not offer the operation." },
  {
    when: ({ status }) => status > 500,
    text: "The portal, or a proxy before it, is not available at the moment: try again later.",
  },
  { when: ({ status }) => status === 400 || status === 422, text: "Correct the named value." },
];

/** The hint for an answer with an error status. */
export function hintForAnswer(answer: ErrorAnswer): string | undefined {
  return hints.find(({ when }) => when(answer))?.text;
}

/** What to try next when there was no answer. */
export const connectionHints: Readonly<Record<ConnectionFailure, string>> = {
  dns: "Check the portal's name or host and the connection to the internet.",
  refused: "Check the portal's host and port, and that nothing blocks the connection.",
  unreachable: "Check the connection to the internet, and whether a proxy is needed (HTTPS_PROXY).",
  certificate:
    "If the portal's certificate is self-signed or from a company's own authority, give that authority's: createNodeFetch({ ca }), or NODE_EXTRA_CA_CERTS in the environment.",
  tls: "The server must speak HTTPS with TLS 1.2 or newer: check the host and port.",
  proxy:
    "Check the address and the credentials of the proxy (HTTPS_PROXY), and whether NO_PROXY should name the portal.",
  interrupted: "Check the connection and try again.",
  unknown: "Check the portal's address and the connection, and try again.",
};
