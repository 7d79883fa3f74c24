// What the bundles have in common: how they are written, and the licences of what is in them.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/**
 * Output in ASCII alone. One other character, were it in a comment, makes Node.js keep the whole file in twice the memory,
 * which takes a twentieth of the time in which the portal starts.
 */
export const inAscii = {
  comments: false,
  minify: { compress: false, mangle: false, codegen: { asciiOnly: true, removeWhitespace: false } },
};

/** A rolldown plugin that writes one text file with name, version and licence of everything from node_modules, as those licences ask. */
export function licenses(fileName) {
  return {
    name: "licenses",
    generateBundle(_options, bundle) {
      const moduleIds = Object.values(bundle).flatMap((chunk) => (chunk.type === "chunk" ? chunk.moduleIds : []));
      const folders = new Set(moduleIds.filter((id) => id.includes("/node_modules/")).map(packageFolder));
      const texts = [...folders].map(describe).sort();
      this.emitFile({ type: "asset", fileName, source: texts.join(`\n${"-".repeat(80)}\n\n`) });
    },
  };
}

function packageFolder(moduleId) {
  let folder = dirname(moduleId.replace(/^\0/, ""));
  // Some packages have further package.json files inside, without a name.
  while (!("name" in readManifest(folder))) folder = dirname(folder);
  return folder;
}

function readManifest(folder) {
  const path = join(folder, "package.json");
  return existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : {};
}

function describe(folder) {
  const { name, version, license } = readManifest(folder);
  const file = readdirSync(folder).find((candidate) => /^licen[cs]e/i.test(candidate));
  const text = file === undefined ? "" : `\n${readFileSync(join(folder, file), "utf8").trim()}\n`;
  return `${name} ${version} (${license})\n${text}`;
}
