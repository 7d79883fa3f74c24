/** Holds an OpenAPI document against three programs that others use to read such documents. */
import { readFile, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { Validator } from "@seriousme/openapi-schema-validator";
import openapiTS, { astToString } from "openapi-typescript";
import { binOf, outcomeOf } from "../run-program.ts";

/** What a program has against a document. */
export interface Objection {
  readonly program: string;
  /** All that the program says, over several lines. */
  readonly message: string;
}

/** What one program has against the document in a file; `undefined` when nothing. */
type Check = (file: string) => Promise<string | undefined>;

const toolsFolder = fileURLToPath(new URL("..", import.meta.url));

const checks: Readonly<Record<string, Check>> = {
  Redocly: lint,
  "openapi-schema-validator": validate,
  "openapi-typescript": compileTypes,
};

/** Lets every program look at the document in a file. */
export async function checkOpenApi(file: string): Promise<Objection[]> {
  const found = await Promise.all(
    Object.entries(checks).map(async ([program, check]) => ({ program, message: await check(file) })),
  );
  return found.flatMap(({ program, message }) => (message === undefined ? [] : [{ program, message }]));
}

async function lint(file: string): Promise<string | undefined> {
  const config = fileURLToPath(new URL("redocly.yaml", import.meta.url));
  const parameters = [binOf("@redocly/cli", "redocly"), "lint", file, "--config", config];
  const environment = { ...process.env, REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true" };
  const { code, output } = await outcomeOf(process.execPath, parameters, { cwd: toolsFolder, environment });
  return code === 0 ? undefined : output;
}

async function validate(file: string): Promise<string | undefined> {
  const { valid, errors } = await new Validator().validate(await readFile(file, "utf8"));
  return valid ? undefined : JSON.stringify(errors, null, 2);
}

/** The types have to compile by themselves, as strictly as ours do. */
async function compileTypes(file: string): Promise<string | undefined> {
  const folder = await mkdtemp(join(tmpdir(), "openapi-types-"));
  try {
    await writeFile(join(folder, "api.ts"), astToString(await openapiTS(pathToFileURL(file), { silent: true })));
    const strict = ["--strict", "--noUncheckedIndexedAccess", "--exactOptionalPropertyTypes", "--noUnusedLocals"];
    const parameters = [binOf("typescript7", "tsc"), "--noEmit", ...strict, "--types", "", "api.ts"];
    const { code, output } = await outcomeOf(process.execPath, parameters, { cwd: folder });
    return code === 0 ? undefined : output;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    await rm(folder, { recursive: true });
  }
}
