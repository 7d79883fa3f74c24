/** The READMEs of the packages as pages, so that what they tell is found here, too. */
import { readFileSync } from "node:fs";
import type { GeneratedPage } from "./emulator.ts";

const folders: Readonly<Record<string, string>> = {
  cli: "apps/cli",
  client: "packages/client",
  core: "packages/core",
  emulator: "packages/emulator",
  protocol: "packages/protocol",
};

const root = new URL("../../../../", import.meta.url);

/** Where on the site that is which a README links to, by its path in the repository. The pages lie three folders deep. */
const targets: readonly (readonly [link: RegExp, page: string])[] = [
  [/^README\.md#until-the-first-release$/, "../../../guides/five-minute-start/#1-install"],
  [/^apps\/docs\/src\/content\/docs\/guides\/([\w-]+)\.md/, "../../../guides/$1/"],
  [/^(?:apps|packages)\/(\w+)(?:\/README\.md)?(?=#|$)/, "../$1/"],
  [/^packages\/emulator\/(COVERAGE|PERMISSIONS)\.md/, "../../emulator-$1/"],
];

/** A link that is none of these is left as it is, for the check of the links to report. */
function toSiteLink(link: string, folder: string): string {
  if (link.startsWith("#")) return link;
  const { pathname, hash } = new URL(link, `file:///${folder}/`);
  const path = `${pathname.slice(1)}${hash}`;
  const [pattern, page = ""] = targets.find(([known]) => known.test(path)) ?? [];
  return pattern === undefined ? link : path.replace(pattern, page).toLowerCase();
}

const names = (name: string) =>
  name === "cli"
    ? ""
    : `\n## All names\n\n[Every name that the package exports](../../../api/${name}/), with its types.\n`;

/** One page for each package. */
export function packagePages(): GeneratedPage[] {
  return Object.entries(folders).map(([name, folder]) => {
    const read = (file: string) => readFileSync(new URL(`${folder}/${file}`, root), "utf8");
    const [, title, body = ""] = /^# ([^\n]*)\n(.*)$/s.exec(read("README.md")) ?? [];
    const { description } = JSON.parse(read("package.json")) as { description: string };
    const head = `---\ntitle: "${title}"\ndescription: ${JSON.stringify(description)}\n---\n`;
    const text = body.replaceAll(/(?<=\]\()[^)\s]+(?=\))/g, (link) => toSiteLink(link, folder));
    return { path: `packages/${name}`, text: head + text + names(name) };
  });
}
