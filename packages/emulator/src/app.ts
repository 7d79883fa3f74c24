/** The web application: the API, and the pages that readers see. */
import { badRequest, noteError } from "./api-error.js";
import { answerApiRequest, type ApiOptions } from "./api.js";
import { toErrorReply } from "./encode.js";
import type { Portal } from "./portal.js";
import type { PortalRequest } from "./portal-request.js";
import type { createReader } from "./reader/index.js";
import type { Reply } from "./reply.js";

/** Answers a request. Never throws. */
export type App = (request: PortalRequest) => Promise<Reply>;

export function createApp(portal: Portal, options: ApiOptions): App {
  let reader: Promise<ReturnType<typeof createReader>> | undefined;
  /** Most portals are asked for no page, so that pages are loaded with the first. */
  const openReader = () =>
    (reader ??= import("./reader/index.js").then((module) => module.createReader(portal, options.onError)));

  async function answer(request: PortalRequest): Promise<Reply> {
    const { protocol, pathname } = request.url;
    if (protocol !== "https:") {
      return toErrorReply(badRequest("This portal is served over HTTPS only."), options);
    }
    // Letter case matters, but programs want to be told so in JSON, and so do those whose base address ends with a slash.
    if (/^\/+api(?:\/|$)/i.test(pathname)) return answerApiRequest(portal, request, options);
    return (await openReader()).fetch(request.toRequest());
  }

  return async (request) => {
    try {
      const reply = await answer(request);
      // It may speak of what was written, for its own request or for another one: it waits until that is kept.
      await portal.store.database.committed();
      return reply;
    } catch (thrown) {
      return toErrorReply(noteError(thrown, options.onError), options);
    }
  };
}
