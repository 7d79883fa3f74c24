/** The floor: the global fetch and nothing else. */
import { paths, type Titled } from "../answers.ts";
import { basic } from "../credentials.ts";
import type { Connect } from "./client.ts";

export const connect: Connect = (origin) => {
  const headers = { authorization: basic };
  const read = async (path: string): Promise<unknown> => (await fetch(origin + path, { headers })).json();
  return {
    get: async () => ((await read(paths.clickhelp.get)) as Titled).title,
    list: async () => ((await read(paths.clickhelp.list)) as Titled[]).length,
  };
};
