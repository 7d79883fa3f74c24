// Bundles the portal with what its first answer needs, so that it starts fast: otherwise these are three hundred modules,
// sixty of them languages of zod. What only some requests need stays outside and is loaded by them.
import { defineConfig } from "rolldown";
import { licenses } from "../../rolldown.licenses.js";

const bundled = ["@clickhelp-js/protocol", "hono", "htmlparser2", "zod"];
const isBundled = (id) => /^[./]/.test(id) || bundled.some((name) => id === name || id.startsWith(`${name}/`));

export default defineConfig({
  input: [
    ...["src/index.ts", "src/vitest.ts"],
    ...["src/backup-worker.ts", "src/export-worker.ts", "src/import-worker.ts"],
  ],
  platform: "node",
  external: (id, importer) => !isBundled(id) && !importer?.includes("/node_modules/"),
  plugins: [licenses("THIRD-PARTY-LICENSES.txt")],
  output: {
    dir: "dist",
    cleanDir: true,
    format: "esm",
    sourcemap: true,
    entryFileNames: "[name].js",
    chunkFileNames: "[name]-[hash].js",
  },
});
