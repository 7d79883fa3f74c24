/** Making a link that logs its reader in. */
import { RequestValidationError, type CallOptions, type Transport } from "@clickhelp-js/core";
import { users } from "@clickhelp-js/protocol";

/** Whom the link logs in, where it leads and how long it works. */
export interface LoginLinkInput {
  /** Login of the user whom the link logs in. */
  readonly login: string;
  /** A link to a topic or publication of this portal, such as a topic's `fullUrl` or `smartLink`. */
  readonly link: string | URL;
  /** When the link stops working. @default in 30 minutes */
  readonly exp?: Date | undefined;
  /** Whether the link works until then; otherwise only once. @default false */
  readonly muse?: boolean | undefined;
}

/** A link that logs in whoever opens it: treat it as a password. */
export interface LoginLink {
  /** Address, with the token in it. */
  readonly link: string;
  /** When the link stops working. */
  readonly expirationDate: Date;
  /** Whether the link works more than once. */
  readonly isMultiUse: boolean;
}

/**
 * Makes a login token for a user and adds it to a link of the portal.
 *
 * @throws RequestValidationError when the link leads elsewhere: the token would be told to somebody else; the errors of
 *   `users.createLoginToken`.
 */
export async function createLoginLink(
  client: Transport,
  { link, muse = false, ...input }: LoginLinkInput,
  options?: CallOptions,
): Promise<LoginLink> {
  const url = typeof link === "string" || link instanceof URL ? URL.parse(link, client.portalUrl) : undefined;
  // Neither another portal, nor a blob of this one, nor somebody's password in the address.
  if (!url?.href.startsWith(`${client.portalUrl.origin}/`)) {
    const message = link ? `must be a link to ${client.portalUrl.origin}` : "is missing";
    throw new RequestValidationError("users.loginLink", [{ path: "link", message }]);
  }
  const token = await client.request(users.createLoginToken, { ...input, muse }, options);
  url.searchParams.set("t", token.token);
  return { link: url.href, expirationDate: token.expirationDate, isMultiUse: token.isMultiUse ?? muse };
}
