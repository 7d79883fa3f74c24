import { Agent } from "node:https";
import axios from "axios";
import { paths, type Titled } from "../answers.ts";
import { apiKey, login } from "../credentials.ts";
import type { Connect } from "./client.ts";

export const connect: Connect = (origin) => {
  // Without an agent of its own every call would make a connection.
  const httpsAgent = new Agent({ keepAlive: true, maxSockets: 64 });
  const portal = axios.create({ baseURL: origin, httpsAgent, auth: { username: login, password: apiKey } });
  return {
    get: async () => (await portal.get<Titled>(paths.clickhelp.get)).data.title,
    list: async () => (await portal.get<Titled[]>(paths.clickhelp.list)).data.length,
  };
};
