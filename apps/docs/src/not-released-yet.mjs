/** Above every page until the packages are on npm; delete this file then, and what names it in `astro.config.mjs`. */
import { defineRouteMiddleware } from "@astrojs/starlight/route-data";

const guide = `${process.env.DOCS_BASE ?? "/"}guides/five-minute-start/#1-install`;

export const onRequest = defineRouteMiddleware(({ locals }) => {
  locals.starlightRoute.entry.data.banner = {
    content: `The packages are not on npm yet: <a href="${guide}">how to install them from a clone</a>.`,
  };
});
