/** Describes a topic of the sample portal; its text is a file that is read when the portal is filled. */
import type { SeedTopic } from "../portal-seed.js";
import { readAsset } from "./read-asset.js";

/** Makes topics whose bodies are `topics/{folder}/{id}.html`. */
export function createTopicMaker(folder: string) {
  return (
    id: string,
    title: string,
    fields: Partial<Omit<SeedTopic, "id" | "title" | "bodyHtml">> = {},
  ): SeedTopic => ({
    id,
    title,
    ...fields,
    get bodyHtml() {
      return readAsset(`topics/${folder}/${id}.html`).toString("utf8");
    },
  });
}
