/** Serves the site while it is being written. */
import { fileURLToPath } from "node:url";
import { generateFigures } from "./generate-figures.ts";
import { generateReference } from "./generate-reference.ts";

process.env.ASTRO_TELEMETRY_DISABLED = "1";
const { dev } = await import("astro");

generateReference();
generateFigures();
await dev({ root: fileURLToPath(new URL("../", import.meta.url)) });
