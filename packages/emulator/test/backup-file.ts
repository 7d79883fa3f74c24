/** Backups for tests, as the portal writes them. */
import { buffer } from "node:stream/consumers";
import { writeBackup, type BackupSource } from "../src/documents/index.js";
import { createZip } from "../src/documents/zip.js";
import { fields } from "./test-portal.js";
import { readZip } from "./read-zip.js";

const moment = new Date(Date.UTC(2026, 2, 14));

/** Of the project `p` with so many topics in one chapter, `t0` and so on. */
export async function backupOf(
  topics: number,
  { body = "<p>Words</p>", ...more }: Partial<BackupSource> & { readonly body?: string } = {},
): Promise<Buffer> {
  const people = { statusName: "Draft", ownerUserName: "admin", assigneeUserName: "admin" };
  const numbers = Array.from({ length: topics }, (_, number) => number);
  const chapter = { id: "n", parentId: null, topicId: null, caption: "Chapter", ordinalNo: 0, isShowInToc: true };
  const node = (number: number) => {
    return {
      id: `n${number}`,
      parentId: "n",
      topicId: `t${number}`,
      caption: "",
      ordinalNo: number,
      isShowInToc: true,
    };
  };
  const topic = (number: number) => {
    const named = { id: `t${number}`, title: `Topic ${number}`, body, indexKeywords: [] };
    return { ...named, ...people, createdOn: moment, modifiedOn: moment };
  };
  const rows = { toc: [[chapter, ...numbers.map(node)]], topics: [numbers.map(topic)] };
  const project = { id: "p", title: "Project", createdOn: moment, language: "en-US" };
  const source = { createdOn: moment, project, ...rows, publications: [], files: [], folders: [] };
  return buffer(writeBackup({ ...source, ...more }));
}

/** A publication of the project that {@link backupOf} makes, with one topic. */
export function publicationOf(id: string): BackupSource["publications"][number] {
  const named = { id, title: id, visibility: "Public", language: "en-US", accessGroups: [], outputTags: [] };
  const people = { statusName: "Ready", ownerUserName: "admin", assigneeUserName: "admin" };
  const topic = { id: "t0", title: "Topic 0", body: "<p>Published</p>", indexKeywords: [] };
  return {
    ...{ ...named, createdOn: moment },
    toc: [[{ id: "n0", parentId: null, topicId: "t0", caption: "", ordinalNo: 0, isShowInToc: true }]],
    topics: [[{ ...topic, ...people, createdOn: moment, modifiedOn: moment }]],
  };
}

export function fileOf(path: string, content: string | Uint8Array): BackupSource["files"] {
  return [[{ path, modifiedBy: "admin", modifiedOn: moment, content: Buffer.from(content) }]];
}

/** The same with another manifest, which is zipped before all else. */
export async function withManifest(
  backup: Uint8Array,
  change: (manifest: Record<string, unknown>) => unknown,
): Promise<Uint8Array> {
  const files = await readZip(backup);
  const manifest = change(fields(JSON.parse(files.get("manifest.json")?.toString() ?? "")));
  files.delete("manifest.json");
  const others = [...files].flatMap(([path, content]) => (content === null ? [] : { path, content }));
  return createZip([{ path: "manifest.json", content: JSON.stringify(manifest, null, 2) }, ...others], moment);
}
