/** Topics that were made from an API definition are read-only everywhere, in publications too. */
import { forbidden } from "./api-error.js";
import type { ProjectRecord } from "./store/projects.js";
import type { Store } from "./store/store.js";
import type { TocNodeRecord } from "./store/toc.js";
import type { TopicRecord } from "./store/topics.js";

/** Throws 403 for an auto-topic. */
export function refuseAutoTopic({ id, isAuto }: Pick<TopicRecord, "id" | "isAuto">): void {
  if (isAuto) throw forbidden(`"${id}" was made from an API definition and is read-only. Import the definition again.`);
}

/** Throws 403 for the node of an auto-topic: it stays as it is, and nothing goes below it. */
export function refuseAutoNode(
  store: Store,
  project: ProjectRecord,
  { topicId }: Pick<TocNodeRecord, "topicId">,
): void {
  const topic = topicId === null ? undefined : store.topics.get(project.row, topicId);
  if (topic) refuseAutoTopic(topic);
}
