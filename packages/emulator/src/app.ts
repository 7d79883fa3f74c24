/** The web application: the API, and later the pages that readers see. */
import { Hono } from "hono";
import { badRequest } from "./api-error.js";
import { answerApiRequest, type ApiOptions } from "./api.js";
import { toErrorResponse } from "./encode.js";
import type { Portal } from "./portal.js";

export function createApp(portal: Portal, options: ApiOptions): Hono {
  const app = new Hono();
  app.use(async (context, next) => {
    if (new URL(context.req.url).protocol === "https:") return next();
    return toErrorResponse(badRequest("This portal is served over HTTPS only."), options);
  });
  app.all("/api/*", (context) => answerApiRequest(portal, context.req.raw, options));
  app.notFound((context) => context.text("There is no such page.\n", 404));
  return app;
}
