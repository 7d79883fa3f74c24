// Bundles the command so that it starts fast: one small entry, everything else in pieces that are loaded when needed.
import { defineConfig } from "rolldown";

const heavy = ["zod", "ky", "undici", "cli-table3", "cli-progress"];
const heavyPart = (moduleIds) =>
  heavy.find((name) => moduleIds.some((id) => id.includes(`/node_modules/${name}/`))) ??
  (moduleIds.some((id) => id.includes("/packages/client/")) ? "client" : undefined);

export default defineConfig({
  input: "src/main.ts",
  platform: "node",
  // The emulator has files of its own (database, fonts) and is installed beside the command.
  external: [/^node:/, "@clickhelp-js/emulator"],
  output: {
    dir: "dist",
    cleanDir: true,
    format: "esm",
    entryFileNames: "[name].js",
    // Named by what is heavy in them, so that a test can tell what a command loads.
    chunkFileNames: ({ moduleIds }) => `${heavyPart(moduleIds) ?? "[name]"}-[hash].js`,
    comments: { legal: true },
  },
});
