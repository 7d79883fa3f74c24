/** What to try next, for the traps that people are known to fall into. */

/** What a hint can look at. */
export interface ErrorAnswer {
  readonly status: number;
  readonly url: string;
  readonly isAnonymous: boolean;
  readonly isHtml: boolean;
}

export const PAGE_HINT = "Check the portal's address, and that no proxy or sign-in page is in between.";

const SLASH_HINT = "For an operation, leave out the slash at the beginning: its path is relative to /api/v1/.";
const ANONYMOUS_HINT = "The call has no credentials; give a contributor's login and API key.";
const UNAVAILABLE_HINT = "The portal or its proxy is away: try again later.";
const WRONG_VALUE_HINT = "Correct the input.";

/** Of 404, by what is in the address; the first one that fits is given. */
const notFoundHints: readonly (readonly [inUrl: RegExp, text: string])[] = [
  [/\?action=publish/, "Publishing takes the id of a project, not that of a publication."],
  [/\?action=export/, "Exporting takes the id of a publication, not that of its project."],
  [/\?action=download/, "Backups take the id of a project, not that of a publication."],
  [/\/api\/v1\/tasks\//, "A portal forgets a finished task once its status was read."],
];

const byStatus: Readonly<Record<number, string>> = {
  400: WRONG_VALUE_HINT,
  401: "Check that login and API key are not swapped; use the newest key of the profile page (Reset API Key), no password.",
  403: "Only contributors may use the API, as far as their role and the portal's plan allow: ask an administrator.",
  404: "Check the path, id or login (letter case matters), and that the account can see it.",
  405: PAGE_HINT,
  408: "Try again.",
  409: "Choose another identifier, update what is there (isOverwrite for files), or wait.",
  413: "Upload files in chunks, split other requests.",
  422: WRONG_VALUE_HINT,
  429: "Wait, or set rateLimit to send fewer.",
  500: "Try again, and check the letter case of names and values (true, false).",
  501: "This portal does not offer this, or not with these values.",
};

/** The hint for an answer with an error status. */
export function hintForAnswer({ status, url, isAnonymous, isHtml }: ErrorAnswer): string | undefined {
  if (status === 404 && !/\/(?:api|resources)\//.test(url)) return SLASH_HINT;
  // Files are answered by pages, too, where they are missing or hidden, and so is everything where the portal is away.
  if (isHtml && status < 500 && !url.includes("/resources/"))
    return `An HTML page came where JSON was expected. ${PAGE_HINT}`;
  if (status === 401 && isAnonymous) return ANONYMOUS_HINT;
  const notFound = status === 404 ? notFoundHints.find(([inUrl]) => inUrl.test(url)) : undefined;
  return notFound?.[1] ?? byStatus[status] ?? (status > 500 ? UNAVAILABLE_HINT : undefined);
}
