import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  brokenConnection,
  createFakePortal,
  errorAnswer,
  failed,
  inTurn,
  running,
  succeeded,
  type Answer,
} from "../../test/fake-portal.js";
import {
  ConfigurationError,
  LocalFileError,
  newOutputFileName,
  startedTaskOf,
  TaskFailedError,
  TaskGoneError,
  type StartedTask,
  type TaskStatus,
} from "../index.js";

const taskKey = "8de60eb4ad8757c5a2b533afae6251aa";
const content = Buffer.from("%PDF-1.7 not really");
const fileAnswer: Answer = ({ path }) => ({
  fileName: "x",
  fileFullName: path.replace(/\?.*/, "").replace("storage/", "Storage/").replaceAll("/", "\\"),
  content: content.toString("base64"),
  size: content.length,
  isFolder: false,
});

let folder: string;
let file: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "clickhelp-save-"));
  file = join(folder, "manual.pdf");
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

/** A portal whose export ends as told, and whose Storage has any file. */
function exportPortal(overrides: Readonly<Record<string, Answer>> = {}, name = "Storage/Exported/a.pdf") {
  const path = name.replace("Storage/", "storage/");
  return createFakePortal({
    "POST projects/space-pub": () => ({ taskKey }),
    [`GET tasks/${taskKey}`]: inTurn(
      () => running,
      () => succeeded,
    ),
    [`GET ${path}`]: fileAnswer,
    [`DELETE ${path}`]: () => undefined,
    ...overrides,
  });
}

/** What a portal says of a task whose end was in an answer that got lost. */
const lostEnd = () => inTurn(brokenConnection, () => errorAnswer(404));

const input = () =>
  ({
    publicationId: "space-pub",
    format: "Pdf",
    outputFileName: "Storage/Exported/a.pdf",
    keepInStorage: false,
    file,
  }) as const;

describe("publications.exportToFile", () => {
  it("starts, waits, saves and deletes the copy in Storage", async () => {
    const { client, calls } = exportPortal();
    const statuses: TaskStatus[] = [];
    const started: StartedTask[] = [];
    const saved = await client.publications.exportToFile(input(), {
      interval: 1,
      onProgress: (status) => statuses.push(status),
      onStart: (task) => started.push(task),
    });
    expect(saved).toMatchObject({ path: file, size: content.length, storageName: "Storage/Exported/a.pdf" });
    expect(saved.removedFromStorage).toBe(true);
    expect(await readFile(file)).toEqual(content);
    expect(statuses).toHaveLength(2);
    expect(started).toEqual([{ taskKey, storageName: "Storage/Exported/a.pdf" }]);
    expect(calls.map(({ method, path }) => `${method} ${path}`)).toEqual([
      "POST projects/space-pub?action=export",
      `GET tasks/${taskKey}`,
      `GET tasks/${taskKey}`,
      "GET storage/Exported/a.pdf?format=base64",
      "DELETE storage/Exported/a.pdf",
    ]);
    expect(calls[0]?.body).toEqual({ format: "Pdf", outputFileName: "Storage/Exported/a.pdf" });
  });

  it.each([
    ["when asked to", true],
    ["when the caller has named it", undefined],
  ])("leaves the copy in Storage %s", async (_name, keepInStorage) => {
    const { client, calls } = exportPortal();
    const saved = await client.publications.exportToFile({ ...input(), keepInStorage }, { interval: 1 });
    expect(saved.removedFromStorage).toBe(false);
    expect(calls.some(({ method }) => method === "DELETE")).toBe(false);
  });

  it("succeeds when only deleting the copy fails, and says so", async () => {
    const { client } = exportPortal({ "DELETE storage/Exported/a.pdf": () => errorAnswer(403) });
    const saved = await client.publications.exportToFile(input(), { interval: 1 });
    expect(saved.removedFromStorage).toBe(false);
    expect(await readFile(file)).toEqual(content);
  });

  it("succeeds at once when it is ended while the copy is deleted", async () => {
    const controller = new AbortController();
    const neverAnswered = () => {
      controller.abort();
      return new Promise(() => undefined);
    };
    const { client } = exportPortal({ "DELETE storage/Exported/a.pdf": neverAnswered });
    const saved = await client.publications.exportToFile(input(), { interval: 1, signal: controller.signal });
    expect(saved.removedFromStorage).toBe(false);
    expect(await readFile(file)).toEqual(content);
  });

  it("chooses a new name in Storage that fits the format when none is given", async () => {
    const names: unknown[] = [];
    const { client } = createFakePortal({
      "POST projects/space-pub": ({ body }) => {
        names.push((body as { outputFileName: string }).outputFileName);
        return { taskKey };
      },
      [`GET tasks/${taskKey}`]: () => failed,
    });
    for (const format of ["Pdf", "PureHtml", "PureHtml"] as const) {
      const exporting = client.publications.exportToFile({ publicationId: "space-pub", format, file });
      const error: unknown = await exporting.catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(TaskFailedError);
      expect(startedTaskOf(error)).toBeUndefined();
    }
    expect(names[0]).toMatch(/^Storage\/Exported\/space-pub-\d{8}T\d{6}Z-[\da-f]{8}\.pdf$/);
    expect(names[1]).toMatch(/\.zip$/);
    expect(names[1]).not.toBe(names[2]);
    expect(await readdir(folder)).toEqual([]);
  });

  it("asks the portal for nothing when the file cannot be written", async () => {
    const { client, calls } = exportPortal();
    const exporting = client.publications.exportToFile({ ...input(), file: join(folder, "none", "a.pdf") });
    await expect(exporting).rejects.toThrow(LocalFileError);
    expect(calls).toEqual([]);
  });

  it.each([{ timeout: Number.NaN }, { interval: 0 }, { idleTimeout: -1 }])(
    "asks the portal for nothing with %j",
    async (times) => {
      const { client, calls } = exportPortal();
      const exporting = client.publications.exportToFile(input(), times);
      await expect(exporting).rejects.toThrow(ConfigurationError);
      expect(calls).toEqual([]);
    },
  );

  it("saves the file of a new name although the end of the task got lost on the way", async () => {
    const name = newOutputFileName("Exported", "space-pub", "pdf");
    const { client, calls } = exportPortal({ [`GET tasks/${taskKey}`]: lostEnd() }, name);
    const saved = await client.publications.exportToFile({ ...input(), outputFileName: name }, { interval: 1 });
    expect(saved).toMatchObject({ path: file, size: content.length, storageName: name, removedFromStorage: true });
    expect(calls.map(({ method }) => method)).toEqual(["POST", "GET", "GET", "GET", "DELETE"]);
  });

  it.each([
    ["has another name, which may be that of an older file", "Storage/Exported/a.pdf", fileAnswer],
    ["is not there", newOutputFileName("Exported", "space-pub", "pdf"), () => errorAnswer(404)],
  ])("tells that the end got lost where the file %s", async (_why, outputFileName, answer) => {
    const path = outputFileName.replace("Storage/", "GET storage/");
    const { client } = exportPortal({ [`GET tasks/${taskKey}`]: lostEnd(), [path]: answer });
    const exporting = client.publications.exportToFile({ ...input(), outputFileName }, { interval: 1 });
    const error: unknown = await exporting.catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(TaskGoneError);
    expect(String(error)).toContain("files are in Storage");
    expect(startedTaskOf(error)).toEqual({ taskKey, storageName: outputFileName });
    expect(await readdir(folder)).toEqual([]);
  });

  it("leaves with its error what saves the file later", async () => {
    const { client } = exportPortal({ [`GET tasks/${taskKey}`]: () => running });
    const waiting = client.publications.exportToFile(input(), { interval: 1, timeout: 20 });
    const started = startedTaskOf(await waiting.catch((error: unknown) => error));
    expect(started).toEqual({ taskKey, storageName: "Storage/Exported/a.pdf" });
    expect(startedTaskOf(new Error("another"))).toBeUndefined();
    expect(startedTaskOf(undefined)).toBeUndefined();
  });

  it("leaves nothing with the reason of a signal, which can end several", async () => {
    const { client } = exportPortal({ [`GET tasks/${taskKey}`]: () => running });
    const controller = new AbortController();
    const onStart = () => {
      controller.abort(new Error("enough"));
    };
    const waiting = client.publications.exportToFile(input(), { signal: controller.signal, onStart });
    const error: unknown = await waiting.catch((reason: unknown) => reason);
    expect(error).toBe(controller.signal.reason);
    expect(startedTaskOf(error)).toBeUndefined();
  });

  it("ends with what onStart rejects with", async () => {
    const { client } = exportPortal();
    const onStart = () => Promise.reject(new Error("enough"));
    await expect(client.publications.exportToFile(input(), { interval: 1, onStart })).rejects.toThrow("enough");
  });

  it("keeps the copy in Storage when saving it fails", async () => {
    const { client, calls } = exportPortal({ "GET storage/Exported/a.pdf": () => errorAnswer(500) });
    await expect(client.publications.exportToFile(input(), { interval: 1 })).rejects.toThrow(/500/);
    expect(calls.some(({ method }) => method === "DELETE")).toBe(false);
    expect(await readdir(folder)).toEqual([]);
  });
});

describe("projects.backupToFile", () => {
  it("saves the zip, and keeps the copy in Storage that the caller has named", async () => {
    const { client, calls } = exportPortal(
      { "POST projects/project-space": () => ({ taskKey }) },
      "Storage/Backups/space.zip",
    );
    const zip = join(folder, "space.zip");
    const saved = await client.projects.backupToFile(
      { projectId: "project-space", outputFileName: "Storage/Backups/space.zip", file: zip },
      { interval: 1 },
    );
    expect(saved).toMatchObject({ path: zip, storageName: "Storage/Backups/space.zip", removedFromStorage: false });
    expect(calls[0]).toMatchObject({
      method: "POST",
      path: "projects/project-space?action=download",
      body: { outputFileName: "Storage/Backups/space.zip" },
    });
  });
});

describe("tasks.saveResult", () => {
  const started = () => ({ taskKey, outputFileName: "Storage/Exported/a.pdf", file });

  it("waits for a task that was started elsewhere, saves its file and deletes the copy in Storage", async () => {
    const { client, calls } = exportPortal();
    const told: StartedTask[] = [];
    const saved = await client.tasks.saveResult(
      { ...started(), keepInStorage: false },
      { interval: 1, onStart: (task) => told.push(task) },
    );
    expect(saved).toMatchObject({ path: file, storageName: "Storage/Exported/a.pdf", removedFromStorage: true });
    expect(told).toEqual([{ taskKey, storageName: "Storage/Exported/a.pdf" }]);
    expect(calls.map(({ method }) => method)).toEqual(["GET", "GET", "GET", "DELETE"]);
  });

  it("keeps the copy in Storage when nobody says otherwise", async () => {
    const { client, calls } = exportPortal();
    await client.tasks.saveResult(started(), { interval: 1 });
    expect(calls.map(({ method }) => method)).not.toContain("DELETE");
  });

  it("leaves the end of the task unread when the file may not be replaced", async () => {
    const { client, calls } = exportPortal();
    await writeFile(file, "mine");
    await expect(client.tasks.saveResult(started(), { overwrite: false })).rejects.toThrow(LocalFileError);
    expect(calls).toEqual([]);
    expect(await readFile(file, "utf8")).toBe("mine");
  });
});
