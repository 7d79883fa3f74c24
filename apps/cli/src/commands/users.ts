/** `users login-link`. */
import type { LoginLink } from "@clickhelp-js/client";
import { defineCommand } from "../command.js";
import { plan, recordOf, type Column } from "../output/result.js";
import { describePlan } from "../portal/describe.js";

const MINUTE = 60_000;
/** Ten years. */
const MOST_MINUTES = 10 * 365 * 24 * 60;

const columns: readonly Column<LoginLink>[] = [
  { label: "link", value: ({ link }) => link },
  { label: "works", value: ({ isMultiUse }) => (isMultiUse ? "until it expires" : "once") },
  { label: "expires", value: ({ expirationDate }, format) => format.date(expirationDate) },
];

export const loginLink = defineCommand({
  details: [
    "Whoever opens the link is logged in as that user: treat it as a password. It works once, with --muse as often as wanted, and in both cases for a limited time.",
  ],
  positionals: [
    { name: "login", placeholder: "LOGIN", brief: "Login of the user whom the link logs in" },
    { name: "link", placeholder: "LINK", brief: "Address of a publication or topic, or its path on the portal" },
  ],
  flags: {
    minutes: {
      ...{ kind: "integer", placeholder: "MINUTES", minimum: 1, maximum: MOST_MINUTES },
      brief: "How long it works; 30 when absent",
    },
    muse: { kind: "boolean", brief: "Multi-use: it works until it expires, not only once" },
  },
  traits: ["mutate"],
  fields: ["link", "expirationDate", "isMultiUse"],
  examples: [
    { line: "users login-link reader /articles/wren-user-guide", brief: "For one visit, within half an hour" },
    {
      line: "users login-link reader /articles/wren-user-guide --muse --minutes 1440 --json link",
      brief: "For as many as wanted within a day, for a program",
    },
  ],
  async run(context, { login, link, minutes, muse }) {
    const client = await context.client();
    const exp = minutes === undefined ? {} : { exp: new Date(Date.now() + minutes * MINUTE) };
    if (context.options.dryRun === true) {
      const { users } = await import("@clickhelp-js/protocol");
      return plan([describePlan(client, users.createLoginToken, { login, muse, ...exp })]);
    }
    const made = await client.users.loginLink({ login, link, muse, ...exp }, { signal: context.signal });
    return recordOf(made, { fields: columns, bare: made.link });
  },
});
