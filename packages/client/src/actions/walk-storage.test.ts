import { describe, expect, it } from "vitest";
import { createFakePortal } from "../../test/fake-portal.js";
import { NotFoundError, type StorageFile } from "../index.js";

const entry = (path: string, isFolder = false) => ({
  fileName: path.replace(/.*\//, ""),
  fileFullName: `Storage\\${path.replaceAll("/", "\\")}`,
  isFolder,
});
const answers = {
  "GET storage/": () => [entry("a.txt"), entry("img", true), entry("z.txt")],
  "GET storage/img": () => [entry("img", true), entry("img/b.png"), entry("img/old", true)],
  "GET storage/img/old": () => [entry("img/old/c.png")],
};

async function collect(entries: AsyncIterable<StorageFile>): Promise<string[]> {
  const names: string[] = [];
  for await (const { fileFullName } of entries) names.push(fileFullName);
  return names;
}

describe("storage.walk", () => {
  it("gives everything below, folders before what is in them", async () => {
    const { client } = createFakePortal(answers);
    const names = await collect(client.storage.walk());
    const paths = ["a.txt", "img", "img/b.png", "img/old", "img/old/c.png", "z.txt"];
    expect(names).toEqual(paths.map((path) => `Storage/${path}`));
  });

  it("begins where it is told to", async () => {
    const { client } = createFakePortal(answers);
    for (const folderPath of ["img/old", "Storage/img/old"]) {
      expect(await collect(client.storage.walk({ folderPath }))).toEqual(["Storage/img/old/c.png"]);
    }
  });

  it("goes on where a listing names all of Storage, or ends names of folders with a slash", async () => {
    const root = { fileName: "Storage", fileFullName: "Storage", isFolder: true };
    const { client } = createFakePortal({
      "GET storage/": () => [root, { ...entry("img", true), fileFullName: "Storage\\img\\" }],
      "GET storage/img": () => [entry("img/b.png")],
    });
    expect(await collect(client.storage.walk())).toEqual(["Storage/img/", "Storage/img/b.png"]);
  });

  it("asks for no folder before its turn comes", async () => {
    const { client, calls } = createFakePortal(answers);
    for await (const { isFolder } of client.storage.walk()) if (isFolder) break;
    expect(calls.map(({ path }) => path)).toEqual(["storage/?filter=*"]);
  });

  it("fails when a folder is not there", async () => {
    const { client } = createFakePortal({});
    await expect(collect(client.storage.walk({ folderPath: "none" }))).rejects.toThrow(NotFoundError);
  });
});
