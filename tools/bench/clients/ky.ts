import ky from "ky";
import { paths, type Titled } from "../answers.ts";
import { basic } from "../credentials.ts";
import type { Connect } from "./client.ts";

export const connect: Connect = (origin) => {
  const portal = ky.create({ prefix: origin, headers: { authorization: basic } });
  return {
    get: async () => (await portal.get<Titled>(paths.clickhelp.get.slice(1)).json()).title,
    list: async () => (await portal.get<Titled[]>(paths.clickhelp.list.slice(1)).json()).length,
  };
};
