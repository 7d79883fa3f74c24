import OpenAI from "openai";
import { topicId } from "../answers.ts";
import { apiKey } from "../credentials.ts";
import type { Connect } from "./client.ts";

export const connect: Connect = (origin) => {
  const openai = new OpenAI({ apiKey, baseURL: `${origin}/v1` });
  return {
    get: async () => (await openai.files.retrieve(topicId)).filename,
    list: async () => (await openai.files.list()).data.length,
  };
};
