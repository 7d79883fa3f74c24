/** The layers of the toolkit as data: which workspace may know which other one, and which libraries it has chosen. */

/** Where something may be used: nowhere, everywhere, or only below one folder or in one file of the workspace. */
export type Place = "nowhere" | "everywhere" | "src/node/" | "src/vitest.ts";

export interface Layer {
  /** Relative to the root of the repository. */
  folder: string;
  name: string;
  /** Short names of the workspaces that it may depend on. */
  mayUse: readonly string[];
  /** Further workspaces that its tests may use. */
  testsMayUse: readonly string[];
  /** Each library of the published code and where it may be imported; `any` for what is never published. */
  libraries: Readonly<Record<string, Place>> | "any";
  /** Where Node's own modules may be imported; what runs in browsers must not reach them. */
  nodeModules: Place;
  /** Its libraries are bundled into the output, so they stand under devDependencies. */
  isBundled: boolean;
  /** The tsconfig whose references have to match the dependencies; null when another tool builds it. */
  tsconfig: string | null;
}

const scope = "@clickhelp-js/";

/** The rows, from the lowest layer to the highest. The table in CONTRIBUTING.md says the same in words. */
export const layers: readonly Layer[] = [
  {
    folder: "packages/protocol",
    name: "protocol",
    mayUse: [],
    testsMayUse: [],
    libraries: { zod: "everywhere" },
    nodeModules: "nowhere",
    isBundled: false,
    tsconfig: "tsconfig.build.json",
  },
  {
    folder: "packages/core",
    name: "core",
    mayUse: ["protocol"],
    testsMayUse: [],
    libraries: { ky: "everywhere", "p-queue": "everywhere", undici: "src/node/", zod: "everywhere" },
    nodeModules: "src/node/",
    isBundled: false,
    tsconfig: "tsconfig.build.json",
  },
  {
    folder: "packages/client",
    name: "client",
    mayUse: ["protocol", "core"],
    testsMayUse: ["emulator"],
    libraries: {},
    nodeModules: "src/node/",
    isBundled: false,
    tsconfig: "tsconfig.build.json",
  },
  {
    folder: "packages/emulator",
    name: "emulator",
    mayUse: ["protocol"],
    testsMayUse: [],
    libraries: {
      "@fastify/busboy": "everywhere",
      "@fontsource/dejavu-mono": "everywhere",
      "@fontsource/dejavu-sans": "everywhere",
      "@peculiar/x509": "everywhere",
      "@streamparser/json": "everywhere",
      "bidi-js": "everywhere",
      docx: "everywhere",
      fontkit: "everywhere",
      hono: "everywhere",
      htmlparser2: "everywhere",
      mammoth: "everywhere",
      marked: "everywhere",
      nodemailer: "everywhere",
      pdfmake: "everywhere",
      "sanitize-html": "everywhere",
      stemmer: "everywhere",
      vitest: "src/vitest.ts",
      yaml: "everywhere",
      yauzl: "everywhere",
      "zip-stream": "everywhere",
      zod: "everywhere",
    },
    nodeModules: "everywhere",
    isBundled: false,
    tsconfig: "tsconfig.build.json",
  },
  {
    folder: "apps/cli",
    name: "cli",
    mayUse: ["protocol", "core", "client", "emulator"],
    testsMayUse: [],
    libraries: {
      "@stricli/core": "everywhere",
      "cli-progress": "everywhere",
      "cli-table3": "everywhere",
      entities: "everywhere",
      picocolors: "everywhere",
      "string-width": "everywhere",
      yaml: "everywhere",
      zod: "everywhere",
    },
    nodeModules: "everywhere",
    isBundled: true,
    tsconfig: "tsconfig.build.json",
  },
  {
    folder: "apps/docs",
    name: "docs",
    mayUse: ["protocol", "client", "emulator"],
    testsMayUse: [],
    libraries: "any",
    nodeModules: "everywhere",
    isBundled: false,
    tsconfig: null,
  },
  {
    folder: "tools",
    name: "tools",
    mayUse: ["protocol", "core", "client", "emulator", "cli"],
    testsMayUse: [],
    libraries: "any",
    nodeModules: "everywhere",
    isBundled: false,
    tsconfig: "tsconfig.json",
  },
  {
    folder: "tools/bench",
    name: "bench",
    mayUse: ["protocol", "core", "client", "cli"],
    testsMayUse: [],
    libraries: "any",
    nodeModules: "everywhere",
    isBundled: false,
    tsconfig: "tsconfig.json",
  },
  {
    folder: "examples",
    name: "examples",
    mayUse: ["protocol", "core", "client", "emulator", "cli"],
    testsMayUse: [],
    libraries: "any",
    nodeModules: "everywhere",
    isBundled: false,
    tsconfig: "tsconfig.json",
  },
];

/** The npm name of a workspace: `core` is `@clickhelp-js/core`. */
export function packageName(name: string): string {
  return scope + name;
}

/** The short name of one of our packages, or null for everybody else's: `@clickhelp-js/core/node` is `core`. */
export function shortName(specifier: string): string | null {
  if (!specifier.startsWith(scope)) return null;
  return specifier.slice(scope.length).split("/", 1)[0] ?? null;
}

/** The allowance of a layer in words, for messages. */
export function allowanceOf(layer: Layer): string {
  const internal = layer.mayUse.length === 0 ? "none of our packages" : layer.mayUse.join(", ");
  const libraries = layer.libraries === "any" ? "any library" : Object.keys(layer.libraries).join(", ") || "no library";
  return `${layer.name} may use ${internal}; ${libraries}`;
}
