import { createHash } from "node:crypto";
import { buffer } from "node:stream/consumers";
import { expect, it } from "vitest";
import { readZip } from "../../test/read-zip.js";
import { writeBackup, type BackupContents, type BackupManifest, type BackupSource } from "./index.js";

const day = (date: number) => new Date(Date.UTC(2026, 2, date, 9, 30, 15, 250));
const source: BackupSource = {
  createdOn: day(14),
  project: { id: "project-a", title: "Guide é", createdOn: day(1), language: "en-US" },
  toc: [
    [{ id: "n2", parentId: "n1", topicId: "One", caption: "", ordinalNo: 1, isShowInToc: false }],
    [{ id: "n1", parentId: null, topicId: null, caption: "Folder", ordinalNo: 0, isShowInToc: true }],
  ],
  topics: [
    [
      {
        ...{ id: "One", title: "One", body: "<p>\r\n ünbalanced <b>&nbsp;", statusName: "Draft", tocNodeId: "n2" },
        ...{ ownerUserName: "admin", assigneeUserName: null, indexKeywords: ["a", "b, c"] },
        ...{ createdOn: day(2), modifiedOn: day(3), isAutoTopic: false },
      },
    ],
    [
      {
        ...{ id: "../one", title: "Two", body: "", statusName: null, ownerUserName: null, assigneeUserName: "lena" },
        ...{ indexKeywords: [], createdOn: day(4), modifiedOn: day(4) },
      },
    ],
  ],
  publications: [
    {
      ...{ id: "guide", title: "Guide", visibility: "Restricted", createdOn: day(5), accessGroups: ["Partners"] },
      ...{ language: "en-US", outputTags: ["web"] },
      toc: [
        [{ id: "p1", parentId: null, topicId: "One", caption: "", ordinalNo: 0, isShowInToc: true, sourceId: "n2" }],
      ],
      topics: [
        [
          {
            ...{
              id: "One",
              title: "One as it was",
              body: "<p>before</p>",
              statusName: "Ready",
              ownerUserName: "admin",
            },
            ...{ assigneeUserName: "admin", indexKeywords: [], createdOn: day(2), modifiedOn: day(2) },
          },
        ],
      ],
    },
  ],
  files: [
    [{ path: "project-a/é 1.bin", modifiedBy: "admin", modifiedOn: day(6), content: Uint8Array.of(0, 255, 13, 10) }],
    [{ path: "project-a/empty", modifiedBy: null, modifiedOn: null, content: new Uint8Array() }],
  ],
  folders: [[{ path: "project-a/later", modifiedBy: "admin", modifiedOn: day(7) }]],
};

async function read(bytes: Uint8Array) {
  const files = await readZip(bytes);
  const manifest = JSON.parse(files.get("manifest.json")?.toString("utf8") ?? "") as BackupManifest;
  return { files, manifest };
}

it("holds everything that a restored project needs, field by field", async () => {
  const { files, manifest } = await read(await buffer(writeBackup(source)));
  const restoreTopic = (topic: BackupManifest["topics"][number]) => ({
    ...topic,
    body: files.get(topic.body.path)?.toString("utf8") ?? "missing",
    createdOn: new Date(topic.createdOn),
    modifiedOn: new Date(topic.modifiedOn),
  });
  const restored = {
    createdOn: new Date(manifest.createdOn),
    project: { ...manifest.project, createdOn: new Date(manifest.project.createdOn) },
    toc: manifest.toc,
    topics: manifest.topics.map(restoreTopic),
    publications: manifest.publications.map((row) => ({
      ...row,
      createdOn: new Date(row.createdOn),
      topics: row.topics.map(restoreTopic),
    })),
    folders: manifest.folders.map((folder) => ({ ...folder, modifiedOn: new Date(folder.modifiedOn) })),
  };
  const flat = ({ toc, topics }: BackupContents) => ({ toc: [...toc].flat(), topics: [...topics].flat() });
  const { files: originalFiles, ...original } = source;
  expect(restored).toEqual({
    ...{ ...original, ...flat(source), folders: [...source.folders].flat() },
    publications: source.publications.map((publication) => ({ ...publication, ...flat(publication) })),
  });
  expect(
    manifest.files.map((file) => ({
      path: file.storagePath,
      modifiedBy: file.modifiedBy,
      modifiedOn: file.modifiedOn,
      content: Buffer.from(files.get(file.content.path) ?? "missing"),
    })),
  ).toEqual(
    [...originalFiles].flat().map(({ content, modifiedOn, ...file }) => ({
      ...file,
      modifiedOn: modifiedOn?.toISOString() ?? null,
      content: Buffer.from(content),
    })),
  );
});

it("names the size and checksum of every file", async () => {
  const { files, manifest } = await read(await buffer(writeBackup(source)));
  const topics = [...manifest.topics, ...manifest.publications.flatMap((publication) => publication.topics)];
  const entries = [...topics.map((topic) => topic.body), ...manifest.files.map((file) => file.content)];
  expect(entries.map(({ path }) => path).sort()).toEqual(
    [...files.keys()].filter((path) => path !== "manifest.json" && !path.endsWith("/")).sort(),
  );
  for (const { path, size, sha256 } of entries) {
    const content = files.get(path) ?? Buffer.alloc(0);
    expect(content.byteLength).toBe(size);
    expect(createHash("sha256").update(content).digest("hex")).toBe(sha256);
  }
});

it("gives equal bytes for equal content, however it comes in batches", async () => {
  const together = { ...source, topics: [[...source.topics].flat()], files: [[...source.files].flat(), []] };
  expect(await buffer(writeBackup(together))).toEqual(await buffer(writeBackup(source)));
});

it("keeps strange topic ids inside of the zip", async () => {
  const { files } = await read(await buffer(writeBackup(source)));
  for (const path of files.keys()) expect(path).not.toMatch(/(?:^|\/)\.\.(?:\/|$)|\\/);
});

it("refuses a storage path that leaves Storage", async () => {
  const file = { path: "../outside", modifiedBy: null, modifiedOn: null, content: new Uint8Array() };
  await expect(buffer(writeBackup({ ...source, files: [[file]] }))).rejects.toThrow("..");
});
