/**
 * Brings flags, environment, project file and profile together. The first that has a value wins, in this order; but a
 * profile that a flag names comes right after the flags.
 */
import { resolve } from "node:path";
import type { CommonInput } from "../arguments/global-flags.js";
import { UsageError } from "../failures/usage-error.js";
import type { Environment, EnvironmentVariables } from "./environment.js";
import { readProfile, type Profile } from "./profiles.js";
import { readProjectFile } from "./project-file.js";
import { readNamed } from "./read-text.js";

/** A value and where it was found, in words. */
export interface Sourced {
  readonly value: string;
  readonly source: string;
  /** Of what can stand beside the address of a portal. */
  readonly from?: Lender["kind"] | undefined;
}

export interface Settings {
  readonly portal: Sourced | undefined;
  readonly username: Sourced | undefined;
  /** Where the key comes from. The key itself is only in `variables`. */
  readonly apiKeySource: string | undefined;
  /** `--project` when it is not given. */
  readonly project: string | undefined;
  /** Whose the login and the key are, if they are meant for one portal. */
  readonly lenders: readonly Lender[];
  /** File of certificate authorities. */
  readonly cacert: Sourced | undefined;
  readonly hasProxy: boolean;
  /** The settled values under the names that core's `optionsFromEnv` reads. */
  readonly variables: EnvironmentVariables;
}

/** What a login or a key comes from: a profile, or an environment that names a portal beside it. */
export interface Lender {
  readonly kind: "profile" | "environment";
  /** In words. */
  readonly source: string;
  readonly portal: string | undefined;
}

export interface SettingsInput {
  readonly flags: Pick<CommonInput, "portal" | "username" | "apiKeyFile" | "apiKeyStdin" | "profile" | "cacert">;
  readonly environment: Environment;
  readonly cwd: string;
  readonly readStdin: () => Promise<string>;
}

/** Settles all settings. Throws a UsageError for files that cannot be used. */
export async function resolveSettings(input: SettingsInput): Promise<Settings> {
  const { flags, environment, cwd } = input;
  const variable = (name: string): Sourced | undefined =>
    sourced(environment.variables[name], `the environment variable ${name}`, "environment");
  const projectFile = await readProjectFile(cwd);
  const profile = await readProfile(environment.configFolder, flags.profile ?? environment.profile);
  const fromProfile = `the profile ${profile?.name ?? ""}`;
  const named = flags.profile === undefined ? undefined : profile;
  const portal =
    sourced(flags.portal, "--portal") ??
    sourced(named?.portal, fromProfile, "profile") ??
    variable("CLICKHELP_PORTAL_URL") ??
    sourced(projectFile?.portal, projectFile?.path ?? "") ??
    sourced(profile?.portal, fromProfile, "profile");
  const username =
    sourced(flags.username, "--username") ??
    sourced(named?.username, fromProfile, "profile") ??
    variable("CLICKHELP_USERNAME") ??
    sourced(profile?.username, fromProfile, "profile");
  const apiKey = await findApiKey(input, variable("CLICKHELP_API_KEY"), profile);
  const lends = (kind: Lender["kind"]) => username?.from === kind || apiKey?.from === kind;
  const environmentPortal = variable("CLICKHELP_PORTAL_URL");
  const lenders: Lender[] = [];
  if (profile && lends("profile")) lenders.push({ kind: "profile", source: fromProfile, portal: profile.portal });
  if (portal?.from === "profile" && environmentPortal && lends("environment")) {
    lenders.push({ kind: "environment", source: "the environment", portal: environmentPortal.value });
  }
  return {
    portal,
    username,
    apiKeySource: apiKey?.source,
    project: projectFile?.project,
    lenders,
    cacert: sourced(flags.cacert, "--cacert") ?? sourced(environment.cacert, "CLICKHELP_CACERT"),
    hasProxy: environment.hasProxy,
    variables: {
      ...environment.variables,
      CLICKHELP_PORTAL_URL: portal?.value,
      CLICKHELP_USERNAME: username?.value,
      CLICKHELP_API_KEY: apiKey?.value,
    },
  };
}

/** Whether changes are refused: the flag, the variable and the profile can only add to each other. */
export async function isReadOnly({ flags, environment }: ReadOnlyInput): Promise<boolean> {
  const { switchFromEnv } = await import("@clickhelp-js/core");
  const variable = { option: "readOnly", variable: "CLICKHELP_READ_ONLY" };
  // First, so that one that is not understood is always told.
  if (switchFromEnv(environment.variables, variable) || flags.readOnly) return true;
  const profile = await readProfile(environment.configFolder, flags.profile ?? environment.profile);
  return profile?.readOnly === true;
}

interface ReadOnlyInput {
  readonly flags: Pick<CommonInput, "profile" | "readOnly">;
  readonly environment: Environment;
}

function sourced(value: string | undefined, source: string, from?: Lender["kind"]): Sourced | undefined {
  return value === undefined || value.trim() === "" ? undefined : { value, source, from };
}

async function findApiKey(
  { flags, environment, cwd, readStdin }: SettingsInput,
  fromVariable: Sourced | undefined,
  profile: Profile | undefined,
): Promise<Sourced | undefined> {
  if (flags.apiKeyStdin) return { value: firstLine(await readStdin(), "standard input"), source: "standard input" };
  const fromFile = async (path: string, setting: string): Promise<Sourced> => ({
    value: firstLine(await readNamed(resolve(cwd, path), "with the API key", setting), path),
    source: `the file ${path}`,
  });
  if (flags.apiKeyFile !== undefined) return fromFile(flags.apiKeyFile, "--api-key-file");
  const fromProfile = async (): Promise<Sourced | undefined> => {
    const ofProfile = `the profile ${profile?.name ?? ""}`;
    if (profile?.apiKeyFile !== undefined) {
      const path = resolve(environment.configFolder, profile.apiKeyFile);
      const { value, source } = await fromFile(path, `apiKeyFile in ${ofProfile}`);
      return { value, source: `${source} of ${ofProfile}`, from: "profile" };
    }
    return sourced(profile?.apiKey, ofProfile, "profile");
  };
  const fromNamed = flags.profile === undefined ? undefined : await fromProfile();
  if (fromNamed !== undefined) return fromNamed;
  if (fromVariable !== undefined) return fromVariable;
  if (environment.apiKeyFile === undefined) return fromProfile();
  return { ...(await fromFile(environment.apiKeyFile, "CLICKHELP_API_KEY_FILE")), from: "environment" };
}

function firstLine(text: string, source: string): string {
  const line =
    text
      .split(/\r?\n/, 1)[0]
      ?.replace(/^\uFEFF/, "")
      .trim() ?? "";
  if (line === "" || /\p{Cc}/u.test(line)) {
    throw new UsageError(`There is no API key in ${source}.`, "The first line must be the key.");
  }
  return line;
}
