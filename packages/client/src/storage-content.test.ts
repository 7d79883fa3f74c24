import { expect, it } from "vitest";
import { createFakePortal } from "../test/fake-portal.js";
import { readStorageFile } from "./storage-content.js";

it("gives the content of a file and what the portal says about it", async () => {
  const description = { fileName: "a.txt", fileFullName: "Storage\\a.txt", size: 3, isFolder: false };
  const { client } = createFakePortal({ "GET storage/a.txt": () => ({ ...description, content: "YWJj" }) });
  const pieces: Uint8Array[] = [];
  const sink = {
    write: (bytes: Uint8Array) => Promise.resolve(void pieces.push(bytes)),
    restart: () => Promise.resolve(),
  };
  expect(await readStorageFile(client, "a.txt", sink, {})).toMatchObject({ fileFullName: "Storage/a.txt", size: 3 });
  expect(Buffer.concat(pieces).toString()).toBe("abc");
});
