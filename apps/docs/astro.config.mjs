/** The site. DOCS_BASE puts it under a path (`/clickhelp-js/`), DOCS_SITE is its address for the sitemap. */
import starlight from "@astrojs/starlight";
import { defineConfig } from "astro/config";
import { createStarlightTypeDocPlugin } from "starlight-typedoc";
import { readOpenApi, resourcesOf, resourceTitles } from "./scripts/reference/operations.ts";

/** Where the doc comments of a package stand: in its source, or in its built types where the build has written some. */
const fromSource = (name) => ({
  entryPoints: [`../../packages/${name}/src/index.ts`],
  tsconfig: `../../packages/${name}/tsconfig.build.json`,
});
const fromTypes = (name) => ({
  entryPoints: [`../../packages/${name}/dist/index.d.ts`],
  tsconfig: `tsconfig.${name}.json`,
});

/** The packages whose public names have pages, made from their doc comments. */
const documented = [
  { name: "protocol", read: fromTypes },
  { name: "core", read: fromSource },
  { name: "client", read: fromSource },
  { name: "emulator", read: fromSource },
].map(({ name, read }) => {
  const [plugin, sidebar] = createStarlightTypeDocPlugin();
  return {
    name,
    sidebar,
    plugin: plugin({
      ...read(name),
      output: `api/${name}`,
      sidebar: { label: "All names", collapsed: true },
      // The name becomes a folder, so it is without the scope.
      typeDoc: {
        name,
        entryFileName: "index",
        disableSources: true,
        logLevel: "Warn",
      },
    }),
  };
});

export default defineConfig({
  base: process.env.DOCS_BASE ?? "/",
  site: process.env.DOCS_SITE,
  trailingSlash: "always",
  devToolbar: { enabled: false },
  integrations: [
    starlight({
      title: "clickhelp-js",
      description: "An unofficial TypeScript toolkit for ClickHelp portals.",
      logo: { src: "./src/assets/logo.svg" },
      favicon: "/favicon.svg",
      customCss: ["@fontsource-variable/inter/wght.css", "./src/styles/site.css"],
      routeMiddleware: ["./src/menu-on-phones.mjs", "./src/not-released-yet.mjs"],
      components: {
        ContentPanel: "./src/components/ContentPanel.astro",
        Footer: "./src/components/Footer.astro",
      },
      // A word of a title counts as that of a heading, no more: the titles of the many pages about names would come first.
      pagefind: { ranking: { metaWeights: { title: 0 } } },
      expressiveCode: {
        themes: ["github-dark-dimmed", "github-light"],
        styleOverrides: { borderRadius: "0.5rem", codeFontSize: "0.8125rem" },
      },
      plugins: documented.map(({ plugin }) => plugin),
      sidebar: [
        {
          label: "Start here",
          items: ["guides/five-minute-start", "guides/layers"],
        },
        {
          label: "Do a job",
          items: [
            "guides/publish-from-ci",
            "guides/export-a-pdf",
            "guides/back-up-projects",
            "guides/import-documents",
            "guides/topics-from-git",
            "guides/watch-for-changes",
            "guides/login-links",
            "guides/show-help-in-your-product",
            "guides/reports",
            "guides/test-with-the-emulator",
          ],
        },
        {
          label: "Know",
          items: [
            "guides/credentials-and-security",
            "guides/errors-and-exit-codes",
            "guides/environment-variables",
            "guides/troubleshooting",
            "reference/emulator-coverage",
            "reference/emulator-permissions",
            "guides/versions",
            "figures",
          ],
        },
        {
          label: "REST reference",
          items: [
            "reference",
            ...resourcesOf(readOpenApi()).map((resource) => ({
              label: resourceTitles[resource] ?? resource,
              collapsed: true,
              items: [{ autogenerate: { directory: `reference/${resource}` } }],
            })),
          ],
        },
        {
          label: "The packages",
          items: [
            "reference/packages/cli",
            ...documented.map(({ name, sidebar }) => ({
              label: `@clickhelp-js/${name}`,
              collapsed: true,
              items: [{ label: "Overview", slug: `reference/packages/${name}` }, sidebar],
            })),
          ],
        },
      ],
    }),
  ],
});
