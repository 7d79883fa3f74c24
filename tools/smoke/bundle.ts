/** Makes one script of the checks and the packages, for runtimes that install nothing. */
import { join } from "node:path";
import { rolldown } from "rolldown";

export async function bundle(folder: string, entry: string, conditionNames: readonly string[]): Promise<string> {
  const build = await rolldown({
    input: join(folder, entry),
    platform: "browser",
    resolve: { conditionNames: [...conditionNames, "import", "default"] },
    logLevel: "silent",
  });
  const { output } = await build.generate({ format: "esm", codeSplitting: false });
  await build.close();
  return output[0].code;
}
