import { Agent } from "node:https";
import got from "got";
import { paths, type Titled } from "../answers.ts";
import { apiKey, login } from "../credentials.ts";
import type { Connect } from "./client.ts";

export const connect: Connect = (origin) => {
  // Without an agent of its own every call would make a connection.
  const agent = { https: new Agent({ keepAlive: true, maxSockets: 64 }) };
  const portal = got.extend({ agent, username: login, password: apiKey });
  return {
    get: async () => (await portal(origin + paths.clickhelp.get).json<Titled>()).title,
    list: async () => (await portal(origin + paths.clickhelp.list).json<Titled[]>()).length,
  };
};
