/** Profiles in the user's `config.json`. Read here; people write them. */
import { join } from "node:path";
import * as z from "zod";
import { listIssues } from "../failures/issues.js";
import { UsageError } from "../failures/usage-error.js";
import { readIfThere } from "./read-text.js";

const profileShape = z.looseObject({
  portal: z.string().optional().describe("Portal name, host or URL"),
  username: z.string().optional().describe("Login"),
  apiKey: z.string().optional().describe("API key, when its owner accepted to keep it in plain text"),
  apiKeyFile: z.string().optional().describe("File that holds the API key"),
  readOnly: z.boolean().optional().describe("Refuse everything that changes the portal"),
});
const configShape = z.looseObject({
  currentProfile: z.string().optional().describe("Profile used when none is named"),
  profiles: z.record(z.string(), profileShape).optional(),
});

export interface Profile extends z.output<typeof profileShape> {
  readonly name: string;
}

/** The named profile, or the current one. Throws a UsageError when a named one does not exist. */
export async function readProfile(folder: string, name: string | undefined): Promise<Profile | undefined> {
  const path = join(folder, "config.json");
  const text = await readIfThere(path);
  const config = text === undefined ? {} : parseConfig(text, path);
  const wanted = name ?? config.currentProfile;
  if (wanted === undefined) return undefined;
  const profile = config.profiles?.[wanted];
  if (profile !== undefined) return { ...profile, name: wanted };
  const known = Object.keys(config.profiles ?? {});
  throw new UsageError(
    `There is no profile "${wanted}" in ${path}.`,
    known.length === 0
      ? "No profiles are set up; use CLICKHELP_PORTAL_URL and its like."
      : `Profiles: ${known.join(", ")}.`,
  );
}

function parseConfig(text: string, path: string): z.output<typeof configShape> {
  try {
    return z.parse(configShape, JSON.parse(text));
  } catch (error) {
    const problem = error instanceof z.ZodError ? listIssues(error) : "it is not valid JSON";
    throw new UsageError(`${path} cannot be used: ${problem}.`, "Correct the file.", { cause: error });
  }
}
