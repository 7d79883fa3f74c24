/** Carries core's version into the source that sends it; part of `pnpm release:version`, after the versions were raised. */
import { readFileSync, writeFileSync } from "node:fs";

const core = new URL("../packages/core/", import.meta.url);
const { version } = JSON.parse(readFileSync(new URL("package.json", core), "utf8")) as { version: string };
const file = new URL("src/version.ts", core);
const source = readFileSync(file, "utf8");
writeFileSync(file, source.replace(/version = ".*"/, `version = "${version}"`));
