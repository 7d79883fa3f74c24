/** Exit codes, and which failure gives which. The help is made from it; a test compares the guide to errors with it. */

export const exitCodes = {
  ok: 0,
  other: 1,
  usage: 2,
  differences: 3,
  authentication: 4,
  permission: 5,
  notFound: 6,
  conflict: 7,
  pending: 8,
  tryAgain: 9,
  someFailed: 10,
  interrupted: 130,
} as const;

type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** What each of them means, as the help says it. */
export const exitCodeMeanings: Readonly<Record<ExitCode, string>> = {
  0: "Done",
  1: "Another failure",
  2: "Wrong use, invalid input, or a setting that is missing",
  3: "Differences found by topics upsert --check --exit-code",
  4: "The portal refuses the call: no login, a wrong one, or a wrong key",
  5: "No permission, or no licence for the API",
  6: "Not found",
  7: "Conflict",
  8: "Still going on, waiting timed out; the error has the line that waits again",
  9: "Network, rate limit or portal failure; worth trying again",
  10: "Some items failed",
  130: "Interrupted",
};

export interface FailureKind {
  readonly exitCode: ExitCode;
  /** Why it may be. */
  readonly why?: string;
  /** What to type next; comes after the error's own hint. */
  readonly next?: string;
  /** What to type next instead of that hint, which speaks to programs. */
  readonly instead?: string;
}

const SEE_STATUS = "clickhelp auth status shows which portal and login are used, and where they come from.";
const SEE_REQUESTS =
  "With --verbose the same command tells which requests are sent; with --dry-run, where it has that, all that is in them.";

/**
 * By the name of the error's class, with the values of its {@link distinctions} behind it where they matter. Names, not
 * classes: a failure must not load the client. What the message of a class says already is not said again.
 */
export const kinds: Readonly<Record<string, FailureKind | undefined>> = {
  UsageError: { exitCode: exitCodes.usage },
  ConfigurationError: { exitCode: exitCodes.usage },
  "ConfigurationError readOnly": {
    exitCode: exitCodes.usage,
    instead: "Turn it off where it is on: --read-only, CLICKHELP_READ_ONLY, or readOnly in the profile.",
  },
  "ConfigurationError portal": {
    exitCode: exitCodes.usage,
    next: "--portal PORTAL names it on the command line, --sandbox takes a sample portal on this machine.",
  },
  RequestValidationError: { exitCode: exitCodes.usage, next: "The command with --help tells what it takes." },
  BadRequestError: {
    exitCode: exitCodes.usage,
    why: "The portal does not accept a value that was sent.",
    next: SEE_REQUESTS,
  },
  AuthenticationError: {
    exitCode: exitCodes.authentication,
    why: "The portal did not accept the login with this API key, or the account is disabled.",
    next: SEE_STATUS,
  },
  PermissionError: {
    exitCode: exitCodes.permission,
    why: "The account may not use the API, or may not do this.",
    next: SEE_STATUS,
  },
  NotFoundError: {
    exitCode: exitCodes.notFound,
    why: "It does not exist, or this account cannot see it.",
  },
  ConflictError: {
    exitCode: exitCodes.conflict,
    why: "It would clash with something that exists, or that another task is doing.",
  },
  NoProjectsError: { exitCode: exitCodes.notFound, next: SEE_STATUS },
  TakenIdError: { exitCode: exitCodes.conflict },
  "ApiError 408": { exitCode: exitCodes.tryAgain },
  RateLimitError: {
    exitCode: exitCodes.tryAgain,
    why: "Too many requests came in a short time.",
    instead: "Try again later.",
  },
  ServerError: { exitCode: exitCodes.tryAgain, why: "The portal failed.", next: SEE_REQUESTS },
  NotImplementedError: {
    exitCode: exitCodes.other,
    why: "Not every portal does everything through its API.",
    instead: "Try another way, such as another --format, or the portal's own pages in a browser.",
  },
  ResponseValidationError: { exitCode: exitCodes.other, next: SEE_STATUS },
  ConnectionError: { exitCode: exitCodes.tryAgain },
  "ConnectionError proxy": {
    exitCode: exitCodes.tryAgain,
    next: "Where HTTPS_PROXY is not set, HTTP_PROXY is used.",
  },
  "ConnectionError tls": { exitCode: exitCodes.other },
  "ConnectionError certificate": {
    exitCode: exitCodes.other,
    why: "It signed itself, comes from a company's own authority, or from a proxy before the portal.",
    instead: "--cacert FILE, or CLICKHELP_CACERT, adds the authority that signed it.",
  },
  TimeoutError: {
    exitCode: exitCodes.tryAgain,
    why: "The portal, or the way to it, is slow.",
    instead: "Try again, or give it longer with --timeout SECONDS.",
  },
  TaskFailedError: { exitCode: exitCodes.other },
  TaskGoneError: { exitCode: exitCodes.notFound },
  TaskTimeoutError: { exitCode: exitCodes.pending, instead: "It goes on at the portal." },
  EmulatorError: { exitCode: exitCodes.other },
  "EmulatorError listen": {
    exitCode: exitCodes.other,
    next: "--port 0 takes a port that is free, --host ADDRESS another address.",
  },
  "EmulatorError data-directory": {
    exitCode: exitCodes.other,
    instead:
      "--data-dir FOLDER names another one. The sandbox has only this one: mend it, or delete it to begin again.",
  },
  "EmulatorError data-directory-in-use": {
    exitCode: exitCodes.other,
    next: "--data-dir FOLDER names another one.",
  },
  SandboxBusyError: { exitCode: exitCodes.tryAgain },
  AbortError: { exitCode: exitCodes.interrupted },
  DiskFull: {
    exitCode: exitCodes.other,
    why: "There is no room left on the disk.",
    next: "Free some space, or write to another disk.",
  },
  FileProblem: { exitCode: exitCodes.usage },
  "LocalFileError read place": { exitCode: exitCodes.usage },
  "LocalFileError write place": { exitCode: exitCodes.usage },
  "LocalFileError write exists": { exitCode: exitCodes.conflict, instead: "-o FILE replaces a file." },
  "LocalFileError write disk": { exitCode: exitCodes.other, why: "Nothing half-written is left." },
};

/** What tells the errors of one class apart, by its name. */
export const distinctions: Readonly<Record<string, readonly string[] | undefined>> = {
  ApiError: ["status"],
  ConfigurationError: ["option"],
  ConnectionError: ["reason"],
  EmulatorError: ["code"],
  LocalFileError: ["action", "problem"],
};

type ByPlace = Readonly<Record<string, string | undefined>>;

const PROJECTS = "clickhelp projects list shows the ids of projects and publications.";

/** What to type next, by the name of the error's class and the endpoint, or else its resource. */
export const nextByPlace: Readonly<Record<string, ByPlace | undefined>> = {
  NotFoundError: {
    projects: PROJECTS,
    "projects.backup": "clickhelp projects list --type project shows their ids.",
    publications: "clickhelp projects list --type publication shows their ids.",
    topics: "clickhelp projects list shows the ids of projects, clickhelp topics list --project ID those of topics.",
    "topics.list": PROJECTS,
    toc: "clickhelp api GET projects/ID/toc/nodes shows the TOC nodes of a project.",
    users: "clickhelp api GET users shows the logins.",
  },
};

interface Circumstance {
  /** What is in the id of the endpoint; any when absent. */
  readonly endpoint?: RegExp;
  /**
   * What is in the portal's own words, or in those of the error where the portal said nothing; names in quotes left out. Any
   * when absent.
   */
  readonly says?: RegExp;
  readonly instead: string;
}

/** An import updates no project. */
export const ANOTHER_ID = "Choose another --id: an import always makes a new project.";

const WAIT = "Another task is working on it: wait for its end, then try again.";

/** The error's own hint knows of taken ids only. */
const conflicts: readonly Circumstance[] = [
  {
    says: /another task|being (?:updated|published|exported)|(?:already|still) running/i,
    instead: WAIT,
  },
  // Of a project that is to be deleted.
  {
    says: /has publications/i,
    instead: "Delete them first: clickhelp api DELETE projects/PUBLICATION",
  },
  // They name what exists, and take no new id.
  { endpoint: /^publications\.(?:update|export)$/, instead: WAIT },
  {
    endpoint: /\.delete/,
    instead: "Take away what stands in the way, or wait for its end; then try again.",
  },
  // The command has looked: nothing of this id could be seen a moment ago.
  {
    endpoint: /^publications\.create$/,
    instead:
      "Perhaps another task is making it right now: wait for its end, then try again. Otherwise choose another --publication.",
  },
  { endpoint: /^projects\.importNew$/, instead: ANOTHER_ID },
  {
    endpoint: /^storage\./,
    says: /folder/i,
    instead: "A path that ends in / puts the file into that folder: --to FOLDER/.",
  },
  {
    endpoint: /^storage\./,
    says: /exists/i,
    instead: "--overwrite replaces a file, another --to PATH keeps both.",
  },
];

/** What to type next instead of all else, by the name of the error's class; the first one that fits is given. */
export const circumstances: Readonly<Record<string, readonly Circumstance[] | undefined>> = {
  BadRequestError: [
    {
      says: /id of a publication is expected/i,
      instead: "clickhelp projects list --type publication shows the ids of publications.",
    },
    {
      says: /id of a project is expected/i,
      instead: "clickhelp projects list --type project shows the ids of projects.",
    },
    {
      endpoint: /^storage\.listFolder$/,
      says: /is a file/i,
      instead: "clickhelp storage get PATH downloads a file.",
    },
  ],
  ConflictError: conflicts,
  NotFoundError: [
    {
      endpoint: /^fetch\./,
      says: /no such path/i,
      instead: "clickhelp api --list shows the paths.",
    },
    {
      endpoint: /^storage\./,
      instead: "clickhelp storage list --recursive shows all paths; letter case matters.",
    },
  ],
  AuthenticationError: [{ says: /disabled/i, instead: "An administrator of the portal can enable the account." }],
  NotImplementedError: [
    { endpoint: /^fetch\./, instead: "clickhelp api --list shows the operations, with their methods." },
  ],
  ServerError: [{ says: /disk .*full/i, instead: "Make room where the portal keeps its data, then try again." }],
  TaskFailedError: [
    {
      says: /is no backup|no manifest/i,
      instead: "--format VALUE says what is in a zip, such as markdown or html; without it, it is taken for a backup.",
    },
  ],
};

interface FileProblem {
  readonly says: string;
  readonly next: string;
}

const FORBIDDEN: FileProblem = {
  says: "may not be used by this account",
  next: "Look who may use it, or choose another place.",
};

/** What the system's codes for files mean, and what to do then. */
export const fileProblems: Readonly<Record<string, FileProblem | undefined>> = {
  ENOENT: { says: "does not exist", next: "Check the path; it begins at the folder that you are in." },
  EACCES: FORBIDDEN,
  EPERM: FORBIDDEN,
  EISDIR: { says: "is a folder", next: "Name a file in it. Where a command takes several, FOLDER/* names all." },
  ENOTDIR: { says: "is not a folder", next: "Check the path." },
  ELOOP: { says: "leads from link to link without end", next: "Mend the links, or choose another path." },
  EEXIST: { says: "exists already", next: "Choose another name." },
  ENAMETOOLONG: { says: "has a name that is too long", next: "Choose a shorter name." },
  EROFS: { says: "is on a disk that is read-only", next: "Choose a place on another disk." },
};
