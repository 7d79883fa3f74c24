/** Pages without a sidebar, as the start page, have no menu on a phone either; `site.css` hides the sidebar where there is room. */
import { defineRouteMiddleware } from "@astrojs/starlight/route-data";

export const onRequest = defineRouteMiddleware(({ locals }) => {
  locals.starlightRoute.hasSidebar = true;
});
