// Bundles the command so that it starts fast: what every command needs in one file, everything else in pieces that are loaded when needed.
import { defineConfig } from "rolldown";
import { inAscii, licenses } from "../../rolldown.shared.js";

/** Chunks are named by what is heavy in them, so that a test can tell what a command loads. */
const heavy = ["zod", "ky", "undici", "cli-table3", "cli-progress"];

function heavyPart(moduleIds) {
  const name = heavy.find((candidate) => moduleIds.some((id) => id.includes(`/node_modules/${candidate}/`)));
  return name ?? (moduleIds.some((id) => id.includes("/packages/client/")) ? "client" : undefined);
}

export default defineConfig({
  input: "src/main.ts",
  platform: "node",
  // The emulator has files of its own (database, fonts) and is installed beside the command.
  external: [/^node:/, "@clickhelp-js/emulator"],
  plugins: [licenses("THIRD-PARTY-LICENSES.txt")],
  output: {
    dir: "dist",
    cleanDir: true,
    format: "esm",
    ...inAscii,
    entryFileNames: "[name].js",
    // What every command needs in one file: each file more takes longer to find than to read. Without main.ts, which waits
    // for the commands, while what they load would wait for it.
    codeSplitting: { groups: [{ name: "start", test: /\/src\/run-cli\.ts$/ }] },
    chunkFileNames: ({ moduleIds }) => `${heavyPart(moduleIds) ?? "[name]"}-[hash].js`,
  },
});
