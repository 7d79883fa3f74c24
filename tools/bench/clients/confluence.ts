import { createV2Client } from "confluence.js";
import { pageId } from "../answers.ts";
import { apiKey, login } from "../credentials.ts";
import type { Connect } from "./client.ts";

export const connect: Connect = (origin) => {
  const confluence = createV2Client({ host: origin, auth: { type: "basic", email: login, apiToken: apiKey } });
  return {
    get: async () => (await confluence.page.getPageById({ id: pageId })).title ?? "",
    list: async () => (await confluence.page.getPages()).results?.length ?? 0,
  };
};
