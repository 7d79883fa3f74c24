import { Agent } from "node:https";
import { createClient } from "contentful-management";
import { projectId, topicId } from "../answers.ts";
import { apiKey } from "../credentials.ts";
import type { Connect } from "./client.ts";

export const connect: Connect = (origin) => {
  const { host } = new URL(origin);
  // Without an agent of its own every call would make a connection.
  const httpsAgent = new Agent({ keepAlive: true, maxSockets: 64 });
  const contentful = createClient({ accessToken: apiKey, host, httpsAgent });
  const place = { spaceId: projectId, environmentId: "master" };
  return {
    async get() {
      const { fields } = await contentful.entry.get<{ title: string }>({ ...place, entryId: topicId });
      return fields.title;
    },
    list: async () => (await contentful.entry.getMany({ ...place })).items.length,
  };
};
