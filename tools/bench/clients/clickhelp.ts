/** Ours. */
import { basicAuth, createClient, forEachItem, type FetchFunction } from "@clickhelp-js/client";
import { projectId, topicId } from "../answers.ts";
import { apiKey, login } from "../credentials.ts";
import type { Client, Connect } from "./client.ts";

export const connect: Connect = (origin) => connectWith(origin);

export function connectWith(origin: string, fetch?: FetchFunction): Client {
  const client = createClient({ portal: origin, auth: basicAuth({ login, apiKey }), fetch });
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
}
