/** `clickhelp.config.yaml`: what belongs to a project folder and may be committed. No secrets. */
import { dirname, join } from "node:path";
import * as z from "zod";
import { listIssues, placeInYaml } from "../failures/issues.js";
import { UsageError } from "../failures/usage-error.js";
import { readIfThere } from "./read-text.js";

const FILE_NAME = "clickhelp.config.yaml";
const SECRETS = /^(?:api[-_]?key|password|token|secret)$/i;

const projectFileShape = z.strictObject({
  portal: z.string().min(1).optional().describe("Portal name, host or URL"),
  project: z.string().min(1).optional().describe("Project that commands work on when --project is not given"),
});

export interface ProjectFile extends z.output<typeof projectFileShape> {
  /** Where it was found. */
  readonly path: string;
}

/** Looks for the file in a folder and those above it. Throws a UsageError when it holds a secret or an unknown key. */
export async function readProjectFile(folder: string): Promise<ProjectFile | undefined> {
  for (let current = folder; ; current = dirname(current)) {
    const path = join(current, FILE_NAME);
    const text = await readIfThere(path);
    if (text !== undefined) return { ...check(await parseYaml(text, path), path), path };
    if (dirname(current) === current) return undefined;
  }
}

async function parseYaml(text: string, path: string): Promise<unknown> {
  // Most runs find no such file.
  const { parse } = await import("yaml");
  try {
    // An id of digits is a text as well.
    return parse(text, { schema: "failsafe", customTags: ["null"] }) ?? {};
  } catch (error) {
    throw new UsageError(`${path} is not valid YAML${placeInYaml(error)}.`, "Correct the file.", { cause: error });
  }
}

function check(content: unknown, path: string): z.output<typeof projectFileShape> {
  if (typeof content === "object" && content !== null) {
    const secret = Object.keys(content).find((key) => SECRETS.test(key));
    if (secret !== undefined) {
      throw new UsageError(
        `${path} holds "${secret}". A project file is shared and must hold no secret.`,
        "Remove the line, make a new key, and set CLICKHELP_API_KEY or use --api-key-file.",
      );
    }
  }
  const result = z.safeParse(projectFileShape, content);
  if (result.success) return result.data;
  throw new UsageError(`${path} does not fit: ${listIssues(result.error)}.`, "Known keys: portal, project.");
}
