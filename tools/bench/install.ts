/** How many packages come with a client, and how large they are together. */
import { existsSync, readdirSync, readFileSync, realpathSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { OURS } from "./clients/client.ts";
import { round, type Bench, type Measured } from "./result.ts";

const here = fileURLToPath(new URL(".", import.meta.url));
const ours = "@clickhelp-js/client";
const installed = [
  ours,
  "ky",
  "zod",
  "axios",
  "got",
  "@octokit/core",
  "confluence.js",
  "@notionhq/client",
  "openai",
  "contentful-management",
];

export const install: Bench = {
  name: "install",
  title: "What an installation brings",
  method:
    "Packages that are installed for one, itself included, by what they declare as dependencies; MB is the sum of their files. " +
    "Deterministic.",
  rounds: 1,
  measure: () => Promise.resolve(measureInstall()),
};

function measureInstall(): Measured {
  const rows = installed.map((name) => {
    const folders = [...closureOf(name)];
    return {
      package: name,
      packages: folders.length,
      MB: round(folders.reduce((sum, folder) => sum + sizeOf(folder), 0) / 1e6, 1),
    };
  });
  // Itself does not count as brought along.
  const brought = closureOf(ours).size - 1;
  return { rows, targets: [{ what: `${OURS}: packages that the client brings`, measured: brought, atMost: 5 }] };
}

/** The folders of a package and of all that it depends on. */
function closureOf(name: string): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (wanted: string, from: string) => {
    const folder = findPackage(wanted, from);
    if (found.has(folder)) return;
    found.add(folder);
    const { dependencies = {} } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as {
      dependencies?: Record<string, string>;
    };
    for (const dependency of Object.keys(dependencies)) visit(dependency, folder);
  };
  visit(name, here);
  return found;
}

/** Looks for a package as Node.js does: in the node_modules of this folder and of all above it. */
function findPackage(name: string, from: string): string {
  const folder = join(from, "node_modules", name);
  if (existsSync(folder)) return realpathSync(folder);
  if (dirname(from) === from) throw new Error(`${name} is not installed.`);
  return findPackage(name, dirname(from));
}

/** Bytes of what would be published: of our own packages what \`files\` names. */
function sizeOf(folder: string): number {
  const { name, files } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as {
    name: string;
    files?: string[];
  };
  if (!name.startsWith("@clickhelp-js/")) return bytesBelow(folder);
  const published = (files ?? []).filter((file) => !file.startsWith("!"));
  return published.reduce((sum, file) => sum + bytesBelow(join(folder, file)), 0);
}

function bytesBelow(path: string): number {
  const status = statSync(path);
  if (!status.isDirectory()) return status.size;
  return readdirSync(path)
    .filter((name) => name !== "node_modules" && !/\.(test|test-d)\.ts$|\.tsbuildinfo$/.test(name))
    .reduce((sum, name) => sum + bytesBelow(join(path, name)), 0);
}
