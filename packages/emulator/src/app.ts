/** The web application: the API, and the pages that readers see. */
import { Hono } from "hono";
import { badRequest } from "./api-error.js";
import { answerApiRequest, type ApiOptions } from "./api.js";
import { toErrorResponse } from "./encode.js";
import type { Portal } from "./portal.js";
import { createReader } from "./reader/index.js";

export function createApp(portal: Portal, options: ApiOptions): Hono {
  const app = new Hono();
  // An answer may speak of what was written, for its own request or for another one: it waits until that is kept.
  app.use(async (context, next) => {
    await next();
    try {
      await portal.store.database.committed();
    } catch (error) {
      options.onError(error);
      context.res = undefined;
      context.res = toErrorResponse(error, options);
    }
  });
  app.use(async (context, next) => {
    if (new URL(context.req.url).protocol === "https:") return next();
    return toErrorResponse(badRequest("This portal is served over HTTPS only."), options);
  });
  app.all("/api/*", (context) => answerApiRequest(portal, context.req.raw, options));
  const reader = createReader(portal, options.onError);
  app.all("*", (context) => reader.fetch(context.req.raw));
  return app;
}
