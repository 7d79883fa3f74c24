/** Who is calling: strategies that give the Authorization header, and can be asked again after a 401. */
import { ConfigurationError } from "./errors.js";

export interface BasicCredentials {
  /** The login of a contributor. */
  readonly login: string;
  /** The contributor's API key; the password of the account does not work. */
  readonly apiKey: string;
}

/** How calls identify themselves. Made by {@link basicAuth} or {@link anonymous}. */
export interface AuthStrategy {
  /** Whether calls carry a login and a key, or nothing. */
  readonly scheme: "basic" | "anonymous";
  /** The value of the Authorization header; undefined when there is none. */
  authorization(): string | undefined | Promise<string>;
  /**
   * Asks for new credentials after the portal refused a value; gives the new value of the header. Absent when the
   * credentials cannot change.
   */
  refresh?(refused: string): Promise<string>;
  /** Told that nobody got credentials in time: the next call has to ask anew. Absent when they are always at hand. */
  giveUp?(): void;
}

const LOGIN = {
  option: "auth.login",
  variable: "CLICKHELP_USERNAME",
  hint: "Give the login of a contributor, as it stands on the profile page.",
} as const;
const API_KEY = { option: "auth.apiKey", variable: "CLICKHELP_API_KEY" } as const;

/**
 * Calls as a contributor. Credentials may come from a function, which is asked before the first call, and once more when
 * the portal refuses what it gave.
 *
 * @throws ConfigurationError when the login or the key is empty or cannot travel in a header.
 * @example
 * basicAuth({ login: "anna", apiKey: "…" });
 * basicAuth(async () => ({ login: "anna", apiKey: await readSecret("clickhelp") }));
 */
export function basicAuth(
  credentials: BasicCredentials | (() => BasicCredentials | Promise<BasicCredentials>),
): AuthStrategy {
  if (typeof credentials === "function") return askedBasicAuth(credentials);
  const header = toBasicHeader(credentials);
  return { scheme: "basic", authorization: () => header };
}

/** Calls without credentials: public publications and search. */
export function anonymous(): AuthStrategy {
  return { scheme: "anonymous", authorization: () => undefined };
}

function askedBasicAuth(ask: () => BasicCredentials | Promise<BasicCredentials>): AuthStrategy {
  let current: Promise<string> | undefined;

  function askAgain(): Promise<string> {
    const asked = askFor(ask);
    current = asked;
    asked.catch(() => {
      if (current === asked) current = undefined;
    });
    return asked;
  }

  return {
    scheme: "basic",
    authorization: () => current ?? askAgain(),
    async refresh(refused) {
      const before = current;
      const known = await before;
      if (known !== undefined && known !== refused) return known;
      // Several calls can be refused at once; only the first of them asks.
      return current === undefined || current === before ? askAgain() : current;
    },
    giveUp() {
      current = undefined;
    },
  };
}

async function askFor(ask: () => BasicCredentials | Promise<BasicCredentials>): Promise<string> {
  let credentials: BasicCredentials;
  try {
    credentials = await ask();
  } catch (cause) {
    const hint = "Its own error is the cause; the next call asks it again.";
    throw new ConfigurationError("The function that gives the credentials failed.", { option: "auth", hint, cause });
  }
  return toBasicHeader(credentials);
}

/** Programs without types give less. */
function toBasicHeader(given: Partial<BasicCredentials> | null | undefined): string {
  const { login, apiKey } = given ?? {};
  if (!isText(login)) throw new ConfigurationError("The login is missing.", LOGIN);
  if (!isText(apiKey)) throw new ConfigurationError("The API key is missing.", { ...API_KEY, hint: WHERE_KEYS_ARE });
  if (login.includes(":")) throw new ConfigurationError("The login contains a colon.", LOGIN);
  if (hasControlCharacter(login)) throw new ConfigurationError("The login contains a control character.", LOGIN);
  if (hasControlCharacter(apiKey)) {
    const hint = "Was it read from a file with a line break at the end?";
    throw new ConfigurationError("The API key contains a control character.", { ...API_KEY, hint });
  }
  return `Basic ${toBase64(`${login}:${apiKey}`)}`;
}

const WHERE_KEYS_ARE = "Contributors make one with Reset API Key on their profile page.";

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}

function hasControlCharacter(text: string): boolean {
  return /\p{Cc}/u.test(text);
}

function toBase64(text: string): string {
  return btoa(Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join(""));
}
