import { Octokit } from "@octokit/core";
import { paths, type Titled } from "../answers.ts";
import { apiKey } from "../credentials.ts";
import type { Connect } from "./client.ts";

export const connect: Connect = (origin) => {
  const octokit = new Octokit({ baseUrl: origin, auth: apiKey });
  return {
    get: async () => ((await octokit.request(`GET ${paths.clickhelp.get}`)).data as Titled).title,
    list: async () => ((await octokit.request(`GET ${paths.clickhelp.list}`)).data as Titled[]).length,
  };
};
