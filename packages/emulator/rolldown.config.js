// Bundles the portal with what its first answer needs, so that it starts fast: otherwise these are three hundred modules,
// sixty of them languages of zod. What only some requests need stays outside and is loaded by them.
import { defineConfig } from "rolldown";
import { inAscii, licenses } from "../../rolldown.shared.js";

const bundled = ["@clickhelp-js/protocol", "hono", "htmlparser2", "stemmer", "zod"];
const isBundled = (id) => /^[./]/.test(id) || bundled.some((name) => id === name || id.startsWith(`${name}/`));

const common = {
  platform: "node",
  external: (id, importer) => !isBundled(id) && !importer?.includes("/node_modules/"),
};

const output = {
  dir: "dist",
  format: "esm",
  sourcemap: true,
  ...inAscii,
  entryFileNames: "[name].js",
  chunkFileNames: "[name]-[hash].js",
};

export default defineConfig([
  {
    ...common,
    input: ["src/index.ts", "src/vitest.ts"],
    plugins: [licenses("THIRD-PARTY-LICENSES.txt")],
    // All that starting takes in one file: each file more takes longer to find than to read.
    output: {
      ...output,
      cleanDir: true,
      codeSplitting: { groups: [{ name: "portal", test: /\/src\/(coverage|emulator)\.ts$/ }] },
    },
  },
  // Apart, because a thread needs little of the portal.
  {
    ...common,
    input: ["src/backup-worker.ts", "src/export-worker.ts", "src/import-worker.ts"],
    plugins: [licenses("THIRD-PARTY-LICENSES-OF-WORKERS.txt")],
    output,
  },
]);
