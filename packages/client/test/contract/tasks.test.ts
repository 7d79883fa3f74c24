import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { NotFoundError, plainStatusText, TaskGoneError, type TaskStatus } from "../../src/index.js";
import { newId, openPortal, PUBLICATION_ID, TASK_TIMEOUT, type ContractPortal } from "./portal.js";

let portal: ContractPortal;
let folder: string;

beforeAll(async () => {
  portal = await openPortal();
  folder = await mkdtemp(join(tmpdir(), "clickhelp-contract-"));
  await publish();
}, TASK_TIMEOUT);
afterAll(async () => {
  await portal.close();
  await rm(folder, { recursive: true });
});

/** Makes the publication that the tests are about, or brings it up to date. */
async function publish() {
  const { client, projectId } = portal;
  const exists = (await client.projects.list()).some(({ id }) => id === PUBLICATION_ID);
  const task = exists
    ? await client.publications.update({ projectId, updatedPubId: PUBLICATION_ID, updateMode: "FullReplace" })
    : await client.publications.create({
        projectId,
        pubId: PUBLICATION_ID,
        pubName: "Contract tests",
        pubVisibility: "Private",
      });
  await task.wait({ interval: 50 });
  return task;
}

describe("tasks", { timeout: TASK_TIMEOUT }, () => {
  it("publish a project, and the publication is there", async () => {
    const { client, projectId } = portal;
    const publication = await client.projects.get({ projectId: PUBLICATION_ID });
    expect(publication).toMatchObject({ parentId: projectId, visibility: "Private" });
    const topics = await client.topics.list({ projectId: PUBLICATION_ID });
    expect(topics.length).toBeGreaterThan(0);
  });

  it("can be read once after they have ended", async () => {
    const { client, projectId } = portal;
    const task = await client.publications.update({ projectId, updatedPubId: PUBLICATION_ID, updateMode: "Partial" });
    await expect(task.wait({ interval: 50 })).resolves.toMatchObject({ isSucceeded: true });
    await expect(task.wait()).resolves.toMatchObject({ isSucceeded: true });
    await expect(client.tasks.wait({ taskKey: task.taskKey })).rejects.toThrow(TaskGoneError);
    await expect(client.tasks.get({ taskKey: task.taskKey })).rejects.toThrow(NotFoundError);
  });

  it("report honest progress to those who iterate", async () => {
    const { client, projectId } = portal;
    const task = await client.projects.backup({
      projectId,
      outputFileName: `Storage/Backups/${newId("contract")}.zip`,
    });
    const statuses: TaskStatus[] = [];
    for await (const status of task) statuses.push(status);
    const progress = statuses.map(({ overallProgress }) => overallProgress ?? 0);
    expect(progress).toEqual([...progress].sort((a, b) => a - b));
    expect(statuses.at(-1)).toMatchObject({ isSucceeded: true, isWorking: false });
    expect(plainStatusText(statuses.at(-1) ?? {})).not.toContain("<");
  });

  it("are unknown under a key that was never given out", async () => {
    const waiting = portal.client.tasks.wait({ taskKey: "0".repeat(32) });
    await expect(waiting).rejects.toThrow(TaskGoneError);
  });

  it("change who can read a publication", async () => {
    const { publications } = portal.client;
    const changed = await publications.setVisibility({ publicationId: PUBLICATION_ID, visibility: "Restricted" });
    expect(changed).toMatchObject({ id: PUBLICATION_ID, visibility: "Restricted" });
    await publications.setVisibility({ publicationId: PUBLICATION_ID, visibility: "Private" });
  });

  it("export a publication to a PDF on this machine and clear up behind them", async () => {
    const { client } = portal;
    const file = join(folder, "manual.pdf");
    const saved = await client.publications.exportToFile(
      { publicationId: PUBLICATION_ID, format: "Pdf", file },
      { interval: 50 },
    );
    expect(saved).toMatchObject({ path: file, removedFromStorage: true });
    const content = await readFile(file);
    expect(content.subarray(0, 5).toString("latin1")).toBe("%PDF-");
    expect(content).toHaveLength(saved.size);
    const filePath = saved.storageName.replace("Storage/", "");
    await expect(client.storage.getFile({ filePath })).rejects.toThrow(NotFoundError);
  });

  it("back a project up to a zip on this machine", async () => {
    const file = join(folder, "backup.zip");
    const saved = await portal.client.projects.backupToFile({ projectId: portal.projectId, file }, { interval: 50 });
    expect(saved.removedFromStorage).toBe(true);
    expect((await readFile(file)).subarray(0, 4).toString("latin1")).toBe("PK\u0003\u0004");
    expect((await readdir(folder)).filter((name) => name.endsWith(".part"))).toEqual([]);
  });
});
