/** The only place that reads settings from environment variables; they come in as an argument. */
import { basicAuth } from "./auth.js";
import { ConfigurationError } from "./errors.js";
import type { TransportOptions } from "./options.js";

/** Environment variables by name, such as `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>;

const truthValues: Readonly<Record<string, boolean>> = { "1": true, true: true, "0": false, false: false, "": false };

/**
 * Options from `CLICKHELP_PORTAL_URL`, `CLICKHELP_USERNAME`, `CLICKHELP_API_KEY` and `CLICKHELP_READ_ONLY`. Without login
 * and key the calls are anonymous.
 *
 * @throws ConfigurationError when the portal is missing, when only one of login and key is given, or when a value is not
 *   understood.
 */
export function optionsFromEnv(env: Environment): Pick<TransportOptions, "portal" | "auth" | "readOnly"> {
  const portal = env.CLICKHELP_PORTAL_URL?.trim() ?? "";
  if (portal === "") {
    throw new ConfigurationError("No portal is given.", {
      option: "portal",
      variable: "CLICKHELP_PORTAL_URL",
      hint: "Set the variable to the portal's address: CLICKHELP_PORTAL_URL=https://docs.example.com",
    });
  }
  const auth = authFromEnv(env);
  const readOnly = switchFromEnv(env, { option: "readOnly", variable: "CLICKHELP_READ_ONLY" });
  return { portal, ...(auth && { auth }), ...(readOnly && { readOnly }) };
}

function authFromEnv(env: Environment) {
  const login = env.CLICKHELP_USERNAME?.trim() ?? "";
  const apiKey = env.CLICKHELP_API_KEY?.trim() ?? "";
  if (apiKey === "" && env.CLICKHELP_API_KEY_FILE) {
    throw new ConfigurationError(
      "CLICKHELP_API_KEY_FILE is set, which only the command reads: the API key is missing.",
      {
        option: "auth.apiKey",
        variable: "CLICKHELP_API_KEY",
        hint: "Set it to what is in the file.",
      },
    );
  }
  if (login === "" && apiKey === "") return undefined;
  if (login === "") throw missing("CLICKHELP_API_KEY", "login", "auth.login", "CLICKHELP_USERNAME");
  if (apiKey === "") throw missing("CLICKHELP_USERNAME", "API key", "auth.apiKey", "CLICKHELP_API_KEY");
  return basicAuth({ login, apiKey });
}

function missing(given: string, what: string, option: string, variable: string): ConfigurationError {
  const hint = "Set both. With neither, only what public publications show can be read.";
  return new ConfigurationError(`${given} is set, but the ${what} is missing.`, { option, variable, hint });
}

/**
 * Whether a variable turns its option on: `1` and `true` do, `0`, `false` and nothing do not.
 *
 * @throws ConfigurationError for any other value.
 */
export function switchFromEnv(env: Environment, { option, variable }: Record<"option" | "variable", string>): boolean {
  const value = env[variable]?.trim().toLowerCase() ?? "";
  if (Object.hasOwn(truthValues, value)) return truthValues[value] === true;
  const hint = "Use 1 to turn it on, 0 to turn it off.";
  throw new ConfigurationError(`${variable} is neither 1 nor 0.`, { option, variable, hint });
}
