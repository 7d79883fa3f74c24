/** Every command that writes a file ends in the same way when the file cannot be written, or is there already. */
import { execFileSync } from "node:child_process";
import {
  chmodSync,
  closeSync,
  constants,
  createReadStream,
  fstatSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  statSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { openPortal, samplePublication, sampleProject, type TestPortal } from "./portal.js";
import { run, temporaryFolder } from "./run.js";

const FILE = "stored.txt";

/** A portal with a file, and the command lines with its ids. */
async function openWithFile(line: string): Promise<{ portal: TestPortal; command: string }> {
  const portal = openPortal();
  await portal.run(`storage put - --to ${FILE}`, { stdin: "content" });
  const [project, publication] = [await sampleProject(portal), await samplePublication(portal)];
  return { portal, command: line.replace("PROJECT", project).replace("PUBLICATION", publication) };
}

const downloads = [
  `storage get ${FILE}`,
  "publications export PUBLICATION --format purehtml",
  "backup create --project PROJECT",
];

describe.each(["projects list", `storage get ${FILE} --json`, ...downloads])("%s with -o", (line) => {
  it.each([
    ["in a folder that is not there", "missing/file", /folder .*missing\b/],
    ["below a file", "taken.txt/file", /folder .*taken\.txt\b/],
    ["that is a folder", "folder", /is a folder|is not a regular file/],
    ["with a name that is too long", "x".repeat(300), /too long/],
  ])("ends with 2 for a file %s, and leaves nothing", async (_what, output, says) => {
    const { portal, command } = await openWithFile(line);
    const cwd = temporaryFolder();
    mkdirSync(join(cwd, "folder"));
    writeFileSync(join(cwd, "taken.txt"), "mine");
    const { code, stdout, stderr } = await portal.run(`${command} -o ${output}`, { cwd });
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(says);
    expect(stderr).not.toContain(".part");
    expect(readdirSync(cwd, { recursive: true }).sort()).toEqual(["folder", "taken.txt"]);
  });

  it.runIf(process.platform === "linux")(
    "ends with 2 in a folder that takes no files, and does not deny it",
    async () => {
      const { portal, command } = await openWithFile(line);
      const { code, stderr } = await portal.run(`${command} -o /proc/file`);
      expect([code, stderr]).toEqual([2, expect.stringContaining("/proc/file")]);
      expect(stderr).not.toContain("there is no folder");
    },
  );
});

it.runIf(process.platform === "linux")("names the full disk that -o writes to", async () => {
  const { code, stderr } = await openPortal().run("projects list -o /dev/full");
  expect([code, stderr]).toEqual([
    1,
    expect.stringMatching(/^error: \/dev\/full cannot be written\.\n {2}why: .+\n next: /),
  ]);
});

it.runIf(process.platform === "linux")("says that a change was made whose result cannot be written", async () => {
  const portal = openPortal();
  const { code, stderr } = await portal.run(`storage put - --to ${FILE} --json -o /dev/full`, { stdin: "content" });
  expect([code, JSON.parse(stderr)]).toEqual([1, expect.objectContaining({ maybeApplied: true })]);
  expect((await portal.run("storage list --quiet")).stdout).toContain(FILE);
  const { stderr: ofList } = await portal.run("storage list --json -o /dev/full");
  expect(JSON.parse(ofList)).toMatchObject({ maybeApplied: false });
});

describe.skipIf(process.platform === "win32").each(["projects list", `storage get ${FILE}`])("%s -o", (line) => {
  it("writes to the file that a link leads to", async () => {
    const { portal, command } = await openWithFile(line);
    const cwd = temporaryFolder();
    mkdirSync(join(cwd, "folder"));
    writeFileSync(join(cwd, "folder", "target"), "old");
    symlinkSync(join("folder", "target"), join(cwd, "link"));
    expect((await portal.run(`${command} -o link`, { cwd })).code).toBe(0);
    expect(lstatSync(join(cwd, "link")).isSymbolicLink()).toBe(true);
    expect(readFileSync(join(cwd, "folder", "target"), "utf8")).not.toBe("old");
    expect(readdirSync(cwd, { recursive: true }).sort()).toEqual(["folder", "folder/target", "link"]);
  });

  it("makes the file that links lead to", async () => {
    const { portal, command } = await openWithFile(line);
    const cwd = temporaryFolder();
    mkdirSync(join(cwd, "folder", "below"), { recursive: true });
    symlinkSync(join("folder", "below"), join(cwd, "there"));
    symlinkSync(join("..", "next"), join(cwd, "there", "link"));
    symlinkSync("target", join(cwd, "folder", "next"));
    expect((await portal.run(`${command} -o there/link`, { cwd })).code).toBe(0);
    expect(lstatSync(join(cwd, "folder", "target")).size).toBeGreaterThan(0);
    expect(lstatSync(join(cwd, "there", "link")).isSymbolicLink()).toBe(true);
  });

  it("goes up from where a link leads to, as the system does", async () => {
    const { portal, command } = await openWithFile(line);
    const cwd = temporaryFolder();
    mkdirSync(join(cwd, "deep", "inner"), { recursive: true });
    symlinkSync(join("deep", "inner"), join(cwd, "inner"));
    symlinkSync("inner/../target", join(cwd, "link"));
    expect((await portal.run(`${command} -o link`, { cwd })).code).toBe(0);
    expect(readdirSync(join(cwd, "deep")).sort()).toEqual(["inner", "target"]);
  });

  it.each([
    ["in a circle", { a: "b", b: "a" }, "leads from link to link without end"],
    ["through a folder that is not there to itself", { a: "missing/../a" }, "there is no folder"],
  ])("keeps links that lead %s", async (_what, links, says) => {
    const { portal, command } = await openWithFile(line);
    const cwd = temporaryFolder();
    for (const [name, target] of Object.entries(links)) symlinkSync(target, join(cwd, name));
    const { code, stderr } = await portal.run(`${command} -o a`, { cwd });
    expect([code, stderr]).toEqual([2, expect.stringContaining(says)]);
    expect(readdirSync(cwd).filter((name) => !lstatSync(join(cwd, name)).isSymbolicLink())).toEqual([]);
  });

  it.each(["600", "444", "666"])("keeps who may read the file: %s", async (digits) => {
    const mode = Number.parseInt(digits, 8);
    const { portal, command } = await openWithFile(line);
    const cwd = temporaryFolder();
    const file = join(cwd, "file");
    writeFileSync(file, "old");
    chmodSync(file, mode);
    expect((await portal.run(`${command} -o file`, { cwd })).code).toBe(0);
    expect(statSync(file).mode & 0o777).toBe(mode);
    expect(readFileSync(file, "utf8")).not.toBe("old");
  });

  it("writes to a pipe, also behind a link", async () => {
    const { portal, command } = await openWithFile(line);
    const cwd = temporaryFolder();
    execFileSync("mkfifo", [join(cwd, "pipe")]);
    symlinkSync("pipe", join(cwd, "link"));
    // Open at both ends, so that neither side waits for the other.
    const reader = openSync(join(cwd, "pipe"), constants.O_RDWR | constants.O_NONBLOCK);
    onTestFinished(() => {
      closeSync(reader);
    });
    for (const output of ["pipe", "link"]) {
      const { code, stdout } = await portal.run(`${command} -o ${output}`, { cwd });
      expect([code, stdout]).toEqual([0, ""]);
      expect(readSync(reader, Buffer.alloc(65_536))).toBeGreaterThan(0);
    }
    expect(lstatSync(join(cwd, "pipe")).isFIFO()).toBe(true);
  });
});

describe.skipIf(process.platform === "win32")("a pipe of -o", () => {
  it("is let go when the command is interrupted before anybody reads", async () => {
    const cwd = temporaryFolder();
    execFileSync("mkfifo", [join(cwd, "pipe")]);
    const { code, stdout } = await run("api --list -o pipe", { cwd, signal: AbortSignal.abort() });
    expect([code, stdout]).toEqual([130, ""]);
  });

  it("takes what was done before an interruption", async () => {
    const cwd = temporaryFolder();
    execFileSync("mkfifo", [join(cwd, "pipe")]);
    const reader = openSync(join(cwd, "pipe"), constants.O_RDWR | constants.O_NONBLOCK);
    onTestFinished(() => {
      closeSync(reader);
    });
    const portal = openPortal();
    const interruption = new AbortController();
    const fetch = (request: Request) => {
      if (request.method === "DELETE") interruption.abort();
      return portal.fetch(request);
    };
    const line = `topics delete launch glossary --yes --project ${await sampleProject(portal)} -o pipe`;
    expect((await portal.run(line, { cwd, signal: interruption.signal, fetch })).code).toBe(130);
    const told = Buffer.alloc(65_536);
    expect(told.toString("utf8", 0, readSync(reader, told))).toMatch(/^interrupted +launch$/m);
  });

  it("may lose its reader in the middle", async () => {
    const cwd = temporaryFolder();
    execFileSync("mkfifo", [join(cwd, "pipe")]);
    const portal = openPortal();
    await portal.run(`storage put - --to ${FILE}`, { stdin: "content".repeat(100_000) });
    const reader = createReadStream(join(cwd, "pipe"), { highWaterMark: 10 });
    reader.once("data", () => reader.destroy());
    const { code, stderr } = await portal.run(`storage get ${FILE} -o pipe`, { cwd });
    expect([code, stderr]).toEqual([0, ""]);
  });
});

describe.runIf(process.platform === "linux").each(["/proc/self/fd", "/dev/fd"])("an open file in %s", (folder) => {
  const open = (file: string) => {
    const handle = openSync(file, "w+");
    onTestFinished(() => {
      closeSync(handle);
    });
    writeSync(handle, "before\n");
    return handle;
  };

  it("is written to where it has been written to so far", async () => {
    const { portal, command } = await openWithFile(`storage get ${FILE}`);
    const file = join(temporaryFolder(), "file");
    const handle = open(file);
    for (const line of ["api --list", command]) {
      expect((await portal.run(`${line} -o ${folder}/${handle}`)).code).toBe(0);
    }
    writeSync(handle, "after");
    expect(readFileSync(file, "utf8")).toMatch(/^before\n[^]+contentafter$/);
  });

  it.each([folder, `/proc/${process.pid}/fd`])("may have lost its name: %s", async (called) => {
    const cwd = temporaryFolder();
    const handle = open(join(cwd, "file"));
    unlinkSync(join(cwd, "file"));
    expect((await run(`api --list -o ${called}/${handle}`)).code).toBe(0);
    expect(fstatSync(handle).size).toBeGreaterThan("before\n".length);
    expect(readdirSync(cwd)).toEqual([]);
  });

  it.each(downloads.slice(1))("is not replaced by %s", async (line) => {
    const { portal, command } = await openWithFile(line);
    const file = join(temporaryFolder(), "file");
    const { code, stderr } = await portal.run(`${command} -o ${folder}/${open(file)}`);
    expect([code, stderr]).toEqual([2, expect.stringContaining("is no file that can be replaced")]);
    expect(readFileSync(file, "utf8")).toBe("before\n");
  });
});

it.each(process.platform === "win32" ? ["missing/file"] : ["missing/file", "link"])(
  "changes nothing when its result has no folder to go to: %s",
  async (output) => {
    const portal = openPortal();
    const cwd = temporaryFolder();
    if (output === "link") symlinkSync("missing/file", join(cwd, "link"));
    const { code, stderr } = await portal.run(`storage put - --to ${FILE} -o ${output}`, { stdin: "content", cwd });
    expect([code, stderr]).toEqual([2, expect.stringContaining("there is no folder")]);
    expect((await portal.run("storage list --quiet")).stdout).not.toContain(FILE);
  },
);

describe.each([
  [`storage get ${FILE}`, FILE],
  ["publications export PUBLICATION --format purehtml", "PUBLICATION.zip"],
])("%s", (line, name) => {
  it("keeps a file of that name, ends with 7 and says how to replace it", async () => {
    const { portal, command } = await openWithFile(line);
    const file = (await openWithFile(name)).command;
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, file), "mine");
    const { code, stderr } = await portal.run(command, { cwd });
    expect([code, stderr]).toEqual([
      7,
      expect.stringContaining(`${file}: it exists already.\n next: -o FILE replaces`),
    ]);
    expect(readFileSync(join(cwd, file), "utf8")).toBe("mine");
    expect((await portal.run(`${command} -o ${file}`, { cwd })).code).toBe(0);
    expect(readFileSync(join(cwd, file), "utf8")).not.toBe("mine");
  });
});

// A backup's name is new each time: no link can wait for it.
it.skipIf(process.platform === "win32").each(downloads.filter((line) => !line.startsWith("backup")))(
  "%s follows no link that nobody named",
  async (line) => {
    const { portal, command } = await openWithFile(line);
    const cwd = temporaryFolder();
    for (const name of [FILE, "PUBLICATION.zip"]) {
      symlinkSync("elsewhere", join(cwd, (await openWithFile(name)).command));
    }
    const { code, stderr } = await portal.run(command, { cwd });
    expect([code, stderr]).toEqual([7, expect.stringContaining("it exists already")]);
    expect(readdirSync(cwd)).not.toContain("elsewhere");
  },
);

describe("storage put", () => {
  it("ends with 7 when the portal has the file, and names the flag that replaces it, once", async () => {
    const { portal, command } = await openWithFile(`storage put - --to ${FILE}`);
    const { code, stderr } = await portal.run(command);
    expect(code).toBe(7);
    expect(stderr.match(/overwrite/gi)).toHaveLength(2); // What was sent, and the flag.
    expect(stderr.match(/exists already/g)).toHaveLength(1);
    expect(stderr).toContain("next: --overwrite replaces a file");
  });

  it.each([
    ["nothing.txt", "does not exist"],
    ["folder", "is a folder"],
  ])("ends with 2 for %s", async (name, says) => {
    const cwd = temporaryFolder();
    mkdirSync(join(cwd, "folder"));
    const { code, stderr } = await openPortal().run(`storage put ${name} --to a/`, { cwd });
    expect([code, stderr]).toEqual([2, expect.stringContaining(says)]);
  });
});
