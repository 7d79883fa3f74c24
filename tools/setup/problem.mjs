/** What can go wrong while setting up, in words that say what to do next. */

const oldestNode = 20;

/** A problem that the person at the keyboard can mend; shown without a stack trace. */
export class SetupProblem extends Error {
  /**
   * @param {string} message what happened
   * @param {string} [hint] what to do about it
   */
  constructor(message, hint) {
    super(message);
    this.name = "SetupProblem";
    this.hint = hint;
  }
}

/**
 * Refuses a Node that cannot run the set-up. The packages themselves run on the newer Node that the set-up brings.
 * @param {string} version such as `v20.20.2`
 */
export function checkNode(version) {
  const major = Number.parseInt(version.replace(/^v/, ""), 10);
  if (major >= oldestNode) return;
  throw new SetupProblem(
    `Node ${version} is too old: setting up needs Node ${oldestNode} or later.`,
    "Install a current Node from https://nodejs.org and run the command again.",
  );
}

const network =
  /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT)\b|ERR_PNPM_META_FETCH_FAIL|dns error|error sending request|tunneling socket|network (is unreachable|error|request)/i;
const certificate = /SELF_SIGNED_CERT|UNABLE_TO_(VERIFY|GET)|CERT_HAS_EXPIRED|unable to get local issuer/i;
const lockfile = /ERR_PNPM_OUTDATED_LOCKFILE|frozen-lockfile.*not up to date/is;
const space = /\bENOSPC\b|no space left/i;
const permission = /\b(EACCES|EPERM|EROFS)\b|permission denied/i;

/** Rows are tried from top to bottom. */
const causes = [
  { pattern: lockfile, hint: "package.json and pnpm-lock.yaml disagree. Run `pnpm install` and commit the lockfile." },
  { pattern: space, hint: "The disk is full." },
  {
    pattern: certificate,
    hint: "The registry's certificate is not trusted. Behind a company proxy, set NODE_EXTRA_CA_CERTS to its CA file.",
  },
  {
    pattern: network,
    hint: "The package registry cannot be reached. Check the connection, HTTPS_PROXY and `npm config get registry`.",
  },
  { pattern: permission, hint: "A file or folder of this repository may not be written by the current user." },
];

/**
 * Guesses why an installation failed.
 * @param {string} output what npm or pnpm printed
 * @returns {string} what to do next
 */
export function adviceFor(output) {
  const cause = causes.find(({ pattern }) => pattern.test(output));
  return cause === undefined ? "The output above says why. Mend it and run the command again." : cause.hint;
}
