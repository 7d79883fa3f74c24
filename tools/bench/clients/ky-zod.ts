/** What a careful person writes without an SDK: ky, and a schema by hand. Dates stay text. */
import ky from "ky";
import * as z from "zod";
import { paths } from "../answers.ts";
import { basic } from "../credentials.ts";
import type { Connect } from "./client.ts";

const Topic = z.looseObject({
  assigneeUserName: z.string().nullish(),
  body: z.string().nullish(),
  createdOn: z.string(),
  ftsSnippetHtml: z.string().nullish(),
  ftsTitleHtml: z.string().nullish(),
  fullUrl: z.string(),
  html: z.string().nullish(),
  id: z.string(),
  indexKeywords: z.array(z.string()).nullish(),
  modifiedOn: z.string(),
  ownerUserName: z.string().nullish(),
  projectId: z.string(),
  projectTitle: z.string().nullish(),
  projectUrl: z.string().nullish(),
  smartLink: z.string().nullish(),
  statusName: z.string().nullish(),
  title: z.string(),
  tocNodeId: z.string().nullish(),
  url: z.string().nullish(),
});
const Topics = z.array(Topic);

export const connect: Connect = (origin) => {
  const portal = ky.create({ prefix: origin, headers: { authorization: basic } });
  return {
    get: async () => (await portal.get(paths.clickhelp.get.slice(1)).json(Topic)).title,
    list: async () => (await portal.get(paths.clickhelp.list.slice(1)).json(Topics)).length,
  };
};
