/** Reads the manual that the demo publishes, and puts its topics into the order in which a portal can take them. */
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "yaml";

/** Topics that hang under the same topic, in the order of the table of contents. */
export interface TopicGroup {
  /** The topic above them; null for the uppermost level. */
  parent: string | null;
  topics: string[];
}

export interface Handbook {
  id: string;
  title: string;
  groups: TopicGroup[];
  /** Names of the files in `images/`. */
  images: string[];
}

interface TocEntry {
  topic?: string;
  folder?: string;
  children?: TocEntry[];
}

export async function readHandbook(folder: string): Promise<Handbook> {
  const text = await readFile(join(folder, "toc.yaml"), "utf8");
  const { project, toc } = parse(text) as { project: { id: string; title: string }; toc: TocEntry[] };
  const images = (await readdir(join(folder, "images"))).filter((name) => name.endsWith(".png")).toSorted();
  return { ...project, groups: groupTopics(toc), images };
}

/**
 * Groups topics by the topic above them, upper levels first, so that a parent exists before its children come.
 * A folder is no topic: what it holds hangs under the next topic above it.
 */
export function groupTopics(entries: readonly TocEntry[]): TopicGroup[] {
  const groups = new Map<string | null, string[]>();
  const visit = (level: readonly TocEntry[], parent: string | null) => {
    for (const { topic, children = [] } of level) {
      if (topic !== undefined) groups.set(parent, [...(groups.get(parent) ?? []), topic]);
      visit(children, topic ?? parent);
    }
  };
  visit(entries, null);
  // A Map keeps the order in which keys came, and a topic is seen before what hangs under it.
  return [...groups].map(([parent, topics]) => ({ parent, topics }));
}
