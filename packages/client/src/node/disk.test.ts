import { createHash } from "node:crypto";
import {
  chmod,
  mkdir,
  mkdtemp,
  open,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  writeFile,
  type FileHandle,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { LocalFileError } from "../local-file-error.js";
import { checkTarget, createFile, openFile } from "./disk.js";

let folder: string;
let file: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "clickhelp-disk-"));
  file = join(folder, "manual.pdf");
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

async function save(content: string, overwrite = true) {
  const pending = await createFile(file, { overwrite });
  await pending.write(Buffer.from(content));
  return pending.commit();
}

describe("createFile", () => {
  it("begins anew without a trace of what it had", async () => {
    const pending = await createFile(file, { overwrite: true });
    await pending.write(Buffer.alloc(3_000_000, "old"));
    await pending.restart();
    await pending.write(Buffer.from("new"));
    const sha256 = createHash("sha256").update("new").digest("hex");
    expect(await pending.commit()).toEqual({ path: file, size: 3, sha256 });
    expect(await readFile(file, "utf8")).toBe("new");
  });

  it("puts the whole content in its place and says what it wrote", async () => {
    const pending = await createFile(file, { overwrite: true });
    await pending.write(Buffer.from("first "));
    await pending.write(Buffer.from("second"));
    const written = await pending.commit();
    const sha256 = createHash("sha256").update("first second").digest("hex");
    expect(written).toEqual({ path: file, size: 12, sha256 });
    expect(await readFile(file, "utf8")).toBe("first second");
    expect(await readdir(folder)).toEqual(["manual.pdf"]);
  });

  it("keeps what was there until the new content is whole", async () => {
    await writeFile(file, "old");
    const pending = await createFile(file, { overwrite: true });
    await pending.write(Buffer.from("new"));
    expect(await readFile(file, "utf8")).toBe("old");
    await pending.commit();
    expect(await readFile(file, "utf8")).toBe("new");
  });

  it("leaves nothing but what was there when it is discarded", async () => {
    await writeFile(file, "old");
    const pending = await createFile(file, { overwrite: true });
    await pending.write(Buffer.from("new"));
    await pending.discard();
    expect(await readdir(folder)).toEqual(["manual.pdf"]);
    expect(await readFile(file, "utf8")).toBe("old");
  });

  it("leaves nothing when the place is taken away meanwhile", async () => {
    const pending = await createFile(file, { overwrite: true });
    await mkdir(join(file, "in the way"), { recursive: true });
    await expect(pending.commit()).rejects.toThrow(LocalFileError);
    expect(await readdir(folder)).toEqual(["manual.pdf"]);
  });

  it("does not replace an existing file when it must not", async () => {
    await writeFile(file, "old");
    await expect(save("new", false)).rejects.toThrow(/exists already/);
    expect(await readFile(file, "utf8")).toBe("old");
  });

  it("does not replace a file that appeared while the content was coming", async () => {
    const pending = await createFile(file, { overwrite: false });
    await writeFile(file, "somebody else's");
    await expect(pending.commit()).rejects.toThrow(/exists already/);
    expect(await readdir(folder)).toEqual(["manual.pdf"]);
    expect(await readFile(file, "utf8")).toBe("somebody else's");
  });

  it("saves a new file when it must not replace one", async () => {
    await save("new", false);
    expect(await readdir(folder)).toEqual(["manual.pdf"]);
  });

  it("keeps the permissions of the file that it replaces", async () => {
    await writeFile(file, "old");
    await chmod(file, 0o646); // What no umask makes of a new file.
    await save("new");
    expect((await stat(file)).mode & 0o777).toBe(0o646);
  });

  it("lets nobody read what comes who may not read what it replaces", async () => {
    await writeFile(file, "old");
    await chmod(file, 0o600);
    const pending = await createFile(file, { overwrite: true });
    for (const name of await readdir(folder)) expect((await stat(join(folder, name))).mode & 0o777).toBe(0o600);
    await pending.discard();
  });

  it("keeps what was there when the last write fails", async () => {
    await writeFile(file, "old");
    const pending = await createFile(file, { overwrite: true });
    await using handle = await open(file);
    const full = Object.assign(new Error("no space left on device"), { code: "ENOSPC" });
    vi.spyOn(Object.getPrototypeOf(handle) as FileHandle, "write").mockRejectedValue(full);
    await pending.write(Buffer.from("new"));
    await expect(pending.commit()).rejects.toThrow(/the disk is full/);
    expect(await readdir(folder)).toEqual(["manual.pdf"]);
    expect(await readFile(file, "utf8")).toBe("old");
  });

  it("replaces the file that a symbolic link leads to, and not the link", async () => {
    const target = join(folder, "real.pdf");
    await writeFile(target, "old");
    await symlink(target, file);
    await save("new");
    expect(await readFile(target, "utf8")).toBe("new");
    expect((await readdir(folder)).sort()).toEqual(["manual.pdf", "real.pdf"]);
  });
});

describe("checkTarget", () => {
  it("refuses a folder that does not exist and names it", async () => {
    await expect(checkTarget(join(folder, "none", "a.pdf"), { overwrite: true })).rejects.toThrow(
      /none does not exist/,
    );
  });

  it.each(["/dev/null", "/tmp"])("refuses %s, which is not a regular file", async (path) => {
    await expect(checkTarget(path, { overwrite: true })).rejects.toThrow(/not a regular file/);
  });
});

describe("openFile", () => {
  it("closes a file of which the disk says nothing, and tells what was wrong", async () => {
    await writeFile(file, "content");
    await using handle = await open(file);
    const closed = vi.fn();
    vi.spyOn(Object.getPrototypeOf(handle) as FileHandle, "stat").mockImplementation(function (
      this: FileHandle & NodeJS.EventEmitter,
    ) {
      this.once("close", closed);
      return Promise.reject(Object.assign(new Error("i/o error"), { code: "EIO" }));
    });
    await expect(openFile(file)).rejects.toThrow(LocalFileError);
    expect(closed).toHaveBeenCalledOnce();
  });
});

describe("LocalFileError", () => {
  it("says in words that the disk is full, and keeps the cause", () => {
    const cause = Object.assign(new Error("ENOSPC: no space left on device, write"), { code: "ENOSPC" });
    const error = LocalFileError.from("/data/manual.pdf", cause);
    expect(error).toMatchObject({ name: "LocalFileError", code: "local-file", path: "/data/manual.pdf", cause });
    expect(error.message).toBe(
      "Cannot write /data/manual.pdf: the disk is full. Free some space, or choose a place on another disk.",
    );
  });
});
