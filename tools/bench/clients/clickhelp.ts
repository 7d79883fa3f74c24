/** Ours. */
import { basicAuth, createClient, forEachItem } from "@clickhelp-js/client";
import { projectId, topicId } from "../answers.ts";
import { apiKey, login } from "../credentials.ts";
import type { Connect } from "./client.ts";

export const connect: Connect = (origin) => {
  const client = createClient({ portal: origin, auth: basicAuth({ login, apiKey }) });
  const get = async () => (await client.topics.get({ projectId, topicId })).title;
  return {
    get,
    list: async () => (await client.topics.list({ projectId })).length,
    async getMany(count, inFlight) {
      const outcomes = await forEachItem(Array(count).keys(), get, { concurrency: inFlight });
      const last = outcomes.at(-1);
      if (!last?.isSuccess || !outcomes.every(({ isSuccess }) => isSuccess)) throw new Error("A call failed.");
      return last.result;
    },
  };
};
