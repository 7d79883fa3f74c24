/** Everything that the command reads from the environment, in one place. */
import { homedir } from "node:os";
import { join } from "node:path";

export type EnvironmentVariables = Readonly<Record<string, string | undefined>>;

export interface Environment {
  /** As given, for what core reads from it: the portal, the login, the key, and the switches of the command's own. */
  readonly variables: EnvironmentVariables;
  readonly apiKeyFile: string | undefined;
  readonly profile: string | undefined;
  readonly cacert: string | undefined;
  /** Folder of `config.json`. */
  readonly configFolder: string;
  /** Folder of what is kept between runs: the sandbox. */
  readonly stateFolder: string;
  readonly debug: boolean;
  /** Whether a proxy is configured that applies to HTTPS: that of HTTP_PROXY does, where HTTPS_PROXY names none. */
  readonly hasProxy: boolean;
  /** True or false when NO_COLOR or FORCE_COLOR decide, otherwise undefined. */
  readonly color: boolean | undefined;
  readonly terminalIsDumb: boolean;
  readonly isContinuousIntegration: boolean;
}

/** Reads the environment. Empty values count as absent. */
export function readEnvironment(variables: EnvironmentVariables, platform = process.platform): Environment {
  const read = (name: string) => (variables[name] === "" ? undefined : variables[name]);
  const wordIn = (name: string) => variables[name]?.trim().toLowerCase() ?? "";
  /** Of variables that are not the command's alone, it is not known how they are written. */
  const isOn = (name: string) => !["", "0", "false", "no"].includes(wordIn(name));
  const home = read("HOME") ?? read("USERPROFILE") ?? homedir();
  const configRoot =
    platform === "win32"
      ? (read("APPDATA") ?? join(home, "AppData", "Roaming"))
      : (read("XDG_CONFIG_HOME") ?? join(home, ".config"));
  const stateRoot =
    platform === "win32"
      ? (read("LOCALAPPDATA") ?? join(home, "AppData", "Local"))
      : (read("XDG_STATE_HOME") ?? join(home, ".local", "state"));
  return {
    variables,
    apiKeyFile: read("CLICKHELP_API_KEY_FILE"),
    profile: read("CLICKHELP_PROFILE"),
    cacert: read("CLICKHELP_CACERT"),
    configFolder: read("CLICKHELP_CONFIG_DIR") ?? join(configRoot, "clickhelp"),
    stateFolder: join(stateRoot, "clickhelp"),
    debug: ["1", "true", "api"].includes(wordIn("CLICKHELP_DEBUG")),
    hasProxy: ["https_proxy", "HTTPS_PROXY", "http_proxy", "HTTP_PROXY"].some((name) => read(name) !== undefined),
    color: colorOf(read("FORCE_COLOR"), read("NO_COLOR")),
    terminalIsDumb: read("TERM") === "dumb",
    isContinuousIntegration: isOn("CI") || isOn("GITHUB_ACTIONS"),
  };
}

function colorOf(force: string | undefined, forbid: string | undefined): boolean | undefined {
  if (force !== undefined) return force !== "0" && force !== "false";
  return forbid === undefined ? undefined : false;
}
