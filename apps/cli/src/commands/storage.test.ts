/** The commands of Storage against a portal. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openPortal } from "../../test/portal.js";
import { temporaryFolder } from "../../test/run.js";

it("does not print a file's content as JSON", async () => {
  const { code, stderr } = await openPortal().run("storage get a.txt -o - --json");
  expect([code, JSON.parse(stderr)]).toEqual([2, expect.objectContaining({ code: "usage" })]);
});

describe("storage", () => {
  it("takes a file, shows it and gives it back", async () => {
    const portal = openPortal();
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, "a b.txt"), "hello");
    const put = () => portal.run(["storage", "put", "a b.txt", "--to", "docs/"], { cwd });
    expect((await put()).stdout).toContain("https://portal.example/resources/Storage/docs/a%20b.txt");
    const again = await put();
    expect([again.code, again.stderr]).toEqual([7, expect.stringContaining("--overwrite")]);
    expect((await portal.run("storage list Storage/docs --quiet")).stdout).toBe("docs/a b.txt\n");
    expect((await portal.run("storage list --recursive")).stdout).toMatch(/docs\/a b\.txt +5 B/);
    const get = await portal.run(["storage", "get", "docs/a b.txt", "-o", "-"]);
    expect(get.stdout).toBe("hello");
    mkdirSync(join(cwd, "down"));
    await portal.run(["storage", "get", "Storage/docs/a b.txt"], { cwd: join(cwd, "down") });
    expect(readFileSync(join(cwd, "down", "a b.txt"), "utf8")).toBe("hello");
  });

  it("sends nobody on who has seen that all of Storage is empty", async () => {
    const { stdout } = await openPortal().run("storage list --recursive", {
      fetch: () => Promise.resolve(Response.json([])),
    });
    expect(stdout).toContain("clickhelp storage put FILE");
  });

  it("says of a folder how files get into it, and out of it", async () => {
    const portal = openPortal();
    await portal.run("storage put - --to images/a.txt", { stdin: "a" });
    const put = await portal.run("storage put - --to images", { stdin: "b" });
    expect([put.code, put.stderr]).toEqual([7, expect.stringContaining("next: A path that ends in / puts the file")]);
    for (const line of ["images -o a", "images -o -", "images/", "Storage/images"]) {
      const got = await portal.run(`storage get ${line}`, { cwd: temporaryFolder() });
      expect([got.code, got.stdout]).toEqual([2, ""]);
      expect(got.stderr).toMatch(
        /is a folder.+\n next: clickhelp storage list images --recursive shows the files in it/,
      );
    }
    const all = await portal.run("storage get Storage");
    expect([all.code, all.stderr]).toEqual([2, expect.stringContaining("clickhelp storage list --recursive shows")]);
  });

  it("deletes files, and no folder", async () => {
    const portal = openPortal();
    for (const name of ["a.txt", "b.txt", "c d.txt"]) {
      await portal.run(["storage", "put", "-", "--to", `old/${name}`], { stdin: "a" });
    }
    const rehearsed = await portal.run(["storage", "delete", "Storage/old/c d.txt", "--dry-run"]);
    expect(rehearsed.stdout).toBe("DELETE https://portal.example/api/v1/storage/old/c%20d.txt\n");
    expect((await portal.run("storage delete old/a.txt")).code).toBe(2);
    const left = async () => (await portal.run("storage list old --quiet")).stdout;
    expect(await left()).toBe("old/a.txt\nold/b.txt\nold/c d.txt\n");
    for (const folder of ["old", "old/", "Storage"]) {
      const { code, stderr } = await portal.run(`storage delete ${folder} --yes`);
      expect([code, stderr]).toEqual([2, expect.stringMatching(/is a folder.+ deleted one by one/) as string]);
    }
    const confirmed = await portal.run("storage delete old/a.txt", { answer: "y" });
    expect(confirmed).toMatchObject({ code: 0, stderr: "Delete 1 file of Storage (old/a.txt)? [y/N] " });
    const some = await portal.run("storage delete old/b.txt old/none.txt old/sub/none.txt --yes --quiet");
    expect([some.code, some.stdout]).toEqual([10, "old/b.txt\n"]);
    expect(some.stderr).toMatch(/old\/none\.txt: .*404.*\n.*old\/sub\/none\.txt: .*404/);
    expect(await left()).toBe("old/c d.txt\n");
  });

  it("keeps apart what is in a folder that is called Storage, too", async () => {
    const portal = openPortal();
    await portal.run("storage put - --to x.txt", { stdin: "outer" });
    const put = await portal.run("storage put - --to Storage/Storage/x.txt --quiet", { stdin: "inner" });
    expect(put.stdout).toBe("Storage/Storage/x.txt\n");
    expect((await portal.run("storage list Storage/Storage --quiet")).stdout).toBe(put.stdout);
    const read = async (path: string) => (await portal.run(["storage", "get", path, "-o", "-"])).stdout;
    expect(await read("Storage/Storage/x.txt")).toBe("inner");
    expect([await read("//Storage/x.txt"), await read("\\Storage\\x.txt"), await read("x.txt")]).toEqual(
      Array(3).fill("outer"),
    );
    expect((await portal.run("storage delete Storage/Storage/x.txt --yes --quiet")).stdout).toBe(put.stdout);
    expect(await read("x.txt")).toBe("outer");
  });

  it("deletes no folder, however the portal spells it", async () => {
    const portal = openPortal();
    const entry = { fileName: "Images", fileFullName: "Storage\\Images\\", isFolder: true, size: 0 };
    const fetch = (request: Request) =>
      request.method === "GET" ? Promise.resolve(Response.json([entry])) : Promise.reject(new Error("sent"));
    for (const path of ["images", "Images", "Images\\"]) {
      const { code, stderr } = await portal.run(["storage", "delete", path, "--yes"], { fetch });
      expect([code, stderr]).toEqual([2, expect.stringMatching(/is a folder/) as string]);
    }
  });

  it("takes a file that is too large for one request", async () => {
    const portal = openPortal();
    const cwd = temporaryFolder();
    const content = Buffer.alloc(11_000_000, "a line of a large file\n");
    writeFileSync(join(cwd, "video.mp4"), content);
    const put = await portal.run("storage put video.mp4 --to videos/ --json size", { cwd });
    expect([put.code, put.stdout]).toEqual([0, '{"size":11000000}\n']);
    const get = await portal.run("storage get videos/video.mp4 -o back.mp4", { cwd });
    expect(get.stderr).toMatch(
      /^Downloading videos\/video\.mp4 \.\.\.\nDownloading videos\/video\.mp4: done in .+ s\n$/,
    );
    const again = await portal.run("storage put video.mp4 --to again.mp4", { cwd });
    expect(again.stderr).toContain("Uploading again.mp4: done in");
    expect(content.equals(readFileSync(join(cwd, "back.mp4")))).toBe(true);
  });

  it("rehearses an upload as it would be done", async () => {
    const portal = openPortal();
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, "logo.png"), "x");
    writeFileSync(join(cwd, "video.mp4"), Buffer.alloc(11_000_000));
    const fetch = () => Promise.reject(new Error("Nothing may be sent."));
    const rehearse = (file: string) => portal.run(`storage put ${file} --to a/ --dry-run --json`, { cwd, fetch });
    expect(JSON.parse((await rehearse("logo.png")).stdout)).toMatchObject([
      { method: "POST", body: { content: "the content of logo.png, base64" } },
    ]);
    expect(JSON.parse((await rehearse("video.mp4")).stdout)).toMatchObject([
      { method: "POST", when: "then the content of video.mp4, in chunks" },
      { method: "GET" },
    ]);
    const none = await rehearse("none.txt");
    expect([none.code, none.stdout]).toEqual([2, ""]);
  });

  it("takes several files into one folder, and tells of each", async () => {
    const portal = openPortal();
    const cwd = temporaryFolder();
    for (const name of ["a.txt", "b.txt", "c.txt"]) writeFileSync(join(cwd, name), name);
    await portal.run("storage put b.txt --to docs/", { cwd });
    const line = "storage put a.txt b.txt c.txt --to docs/";
    const rehearsed = JSON.parse((await portal.run(`${line} --dry-run --json`, { cwd })).stdout) as object[];
    expect(rehearsed).toHaveLength(3);
    const some = await portal.run(`${line} --json id,outcome,code,file,size`, { cwd });
    expect([some.code, JSON.parse(some.stdout)]).toEqual([
      10,
      [
        { id: "docs/a.txt", outcome: "uploaded", code: null, file: "a.txt", size: 5 },
        { id: "docs/b.txt", outcome: "failed", code: "conflict", file: "b.txt", size: null },
        { id: "docs/c.txt", outcome: "uploaded", code: null, file: "c.txt", size: 5 },
      ],
    ]);
    const all = await portal.run(`${line} --overwrite --quiet`, { cwd });
    expect(all).toMatchObject({ code: 0, stdout: "docs/a.txt\ndocs/b.txt\ndocs/c.txt\n" });
    expect((await portal.run("storage get docs/c.txt -o -")).stdout).toBe("c.txt");
  });

  it.each([
    ["a.txt old/a.txt --to docs/", /a\.txt and old\/a\.txt would both be docs\/a\.txt/],
    ["a.txt b.txt --to docs", /Several files need a folder.+\n next: A folder ends in \/: --to docs\//],
    ["a.txt - --to docs/", /next: Send it alone, under a name: --to docs\/NAME/],
    ["a.txt none.txt --to docs/", /none\.txt does not exist/],
    ["a.txt .. --to docs/", / is a folder.+\n next: Name a file in it/],
  ])("sends none of several files where one of them cannot be sent: %s", async (words, message) => {
    const portal = openPortal();
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, "a.txt"), "a");
    const { code, stdout, stderr } = await portal.run(`storage put ${words}`, { cwd });
    expect([code, stdout, stderr]).toEqual([2, "", expect.stringMatching(message)]);
    expect((await portal.run("storage list docs")).code).toBe(6);
  });

  it("shows how far it is with many files, and with a large one among several", async () => {
    const portal = openPortal();
    const cwd = temporaryFolder();
    const names = Array.from({ length: 10 }, (_, index) => `${index}.txt`);
    for (const name of names) writeFileSync(join(cwd, name), name);
    const put = (files: string[]) => portal.run(["storage", "put", ...files, "--to", "docs/", "--overwrite"], { cwd });
    expect((await put(names)).stderr).toMatch(/^Uploading 10 files \.\.\.\nUploading 10 files: done in .+\n$/);
    writeFileSync(join(cwd, "video.mp4"), Buffer.alloc(11_000_000));
    const { stdout, stderr } = await put([...names, "video.mp4"]);
    expect(stderr).toMatch(/^Uploading docs\/video\.mp4 \.\.\.\nUploading docs\/video\.mp4: done in .+\n$/);
    expect(stdout).toMatch(/uploaded +docs\/video\.mp4 +10\.5 MiB/);
  });

  it("shows how many deletions are done, where they are many", async () => {
    const portal = openPortal();
    const cwd = temporaryFolder();
    const names = Array.from({ length: 10 }, (_, index) => `${index}.txt`);
    for (const name of names) writeFileSync(join(cwd, name), name);
    await portal.run(["storage", "put", ...names, "--to", "docs/"], { cwd });
    const { stderr } = await portal.run(["storage", "delete", ...names.map((name) => `docs/${name}`), "--yes"]);
    expect(stderr).toMatch(/^Deleting 10 files \.\.\.\nDeleting 10 files: done in .+\n$/);
  });

  it("shows the address of a file, whatever its name", async () => {
    const put = await openPortal().run(["storage", "put", "-", "--to", "a#1 100%.txt"], { stdin: "x" });
    expect(put.stdout).toContain("https://portal.example/resources/Storage/a%231%20100%25.txt");
  });

  it("says that a file does not exist", async () => {
    const cwd = temporaryFolder();
    const none = await openPortal().run("storage put none.txt --to a/", { cwd });
    expect([none.code, none.stderr]).toEqual([2, expect.stringContaining("does not exist")]);
  });

  it("names all files that cannot be sent", async () => {
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, "a.txt"), "a");
    const fetch = () => Promise.reject(new Error("Nothing may be sent."));
    const put = await openPortal().run("storage put no.txt a.txt . --to a/", { cwd, fetch });
    expect([put.code, put.stderr]).toEqual([2, expect.stringMatching(/^error: 2 of 3 [^]*no\.txt[^]* is a folder/)]);
  });

  it.each(["get", "list"])("says of a path that is not there how paths are found: storage %s", async (verb) => {
    const none = await openPortal().run(`storage ${verb} no/such.png`, { cwd: temporaryFolder() });
    const next = " next: clickhelp storage list --recursive shows all paths; letter case matters.\n";
    expect([none.code, none.stderr]).toEqual([6, expect.stringContaining(next)]);
    expect(none.stderr).not.toContain("ids");
  });

  it("takes standard input", async () => {
    const portal = openPortal();
    await portal.run("storage put - --to piped.txt", { stdin: "from a pipe" });
    expect((await portal.run("storage get piped.txt -o -")).stdout).toBe("from a pipe");
  });

  it("does not name standard input after nothing", async () => {
    const portal = openPortal();
    const { code, stderr } = await portal.run("storage put - --to images/", { stdin: "x" });
    expect([code, stderr]).toEqual([2, expect.stringContaining("next: Give the file a name: --to images/NAME")]);
    expect((await portal.run("storage list images --quiet")).code).toBe(6);
  });

  it("takes a path from its root with a slash, as a list does", async () => {
    const portal = openPortal();
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, "a.txt"), "from the root");
    for (const [to, path] of [
      ["/", "a.txt"],
      ["/old/b.txt", "old/b.txt"],
    ]) {
      expect((await portal.run(`storage put a.txt --to ${to} --quiet`, { cwd })).stdout).toBe(`${path}\n`);
      expect((await portal.run(`storage get /${path} -o -`)).stdout).toBe("from the root");
    }
  });

  it("does not take the API key for a file", async () => {
    const line = "storage put - --to piped.txt --api-key-stdin";
    const { code, stderr } = await openPortal().run(line, { stdin: "emulator-admin-key" });
    expect([code, stderr]).toEqual([2, expect.stringContaining("holds the API key")]);
  });

  it("says that a folder is empty, or that nothing in it fits", async () => {
    const portal = openPortal();
    const { code, stdout } = await portal.run("storage list --filter *.nothing");
    expect([code, stdout]).toEqual([0, expect.stringContaining("There is nothing in Storage that fits *.nothing.")]);
    await portal.run("storage put - --to old/a.txt", { stdin: "x" });
    await portal.run("api DELETE storage/old/a.txt");
    expect((await portal.run("storage list old")).stdout).toContain("There is nothing in old.\n");
  });
});
