/** Work that goes on at the portal when the command ends: every failure says how to get what it makes. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openPortal, samplePublication, sampleProject, type TestPortal } from "./portal.js";
import { temporaryFolder } from "./run.js";
import { failed, running, withTask } from "./tasks.js";

describe("a task that takes too long", () => {
  it("is left to the portal, with the command that waits again", async () => {
    const portal = openPortal();
    const { code, stderr } = await portal.run("tasks watch abc --timeout 1", { fetch: withTask(portal, running) });
    expect(code).toBe(8);
    expect(stderr).toContain("clickhelp tasks watch abc");
  });
});

describe("a wait that is too short", () => {
  it.each([
    "publications export PUBLICATION --format purehtml -o made",
    "backup create --project PROJECT -o made",
    "backup create --project PROJECT -o made --keep",
  ])("gives a program the line with which it gets the file of %s", async (line) => {
    const portal = openPortal();
    const cwd = temporaryFolder();
    const command = line
      .replace("PUBLICATION", await samplePublication(portal))
      .replace("PROJECT", await sampleProject(portal));
    const flags = "--timeout 1 --json";
    const { code, stderr } = await portal.run(`${command} ${flags}`, { cwd, fetch: withTask(portal, running) });
    const { hint, maybeApplied } = JSON.parse(stderr) as { hint: string; maybeApplied: boolean };
    expect([code, maybeApplied, hint]).toEqual([
      8,
      true,
      expect.stringMatching(/^clickhelp tasks watch \w{32} --from Storage\/\S+ -o made/),
    ]);
    const { stdout } = await portal.run(`${hint.replace("clickhelp ", "")} --json path,removedFromStorage`, { cwd });
    expect(JSON.parse(stdout)).toEqual({ path: join(cwd, "made"), removedFromStorage: !line.endsWith("--keep") });
  });
});

describe("waits that are too short for several projects", () => {
  it("leave the key of each task in the outcome of its project", async () => {
    const portal = openPortal();
    const line = "backup create --all --timeout 1 --json code,maybeApplied,taskKey,storageName";
    const { code, stdout } = await portal.run(line, { cwd: temporaryFolder(), fetch: withTask(portal, running) });
    const outcomes = JSON.parse(stdout) as { taskKey: string; storageName: string }[];
    expect([code, outcomes[0]]).toMatchObject([10, { code: "task-timeout", maybeApplied: true }]);
    const [{ taskKey, storageName } = { taskKey: "", storageName: "" }] = outcomes;
    const next = `tasks watch ${taskKey} --from ${storageName}`;
    expect((await portal.run(next, { cwd: temporaryFolder() })).code).toBe(0);
  });
});

describe("the line that goes on with a command", () => {
  const taken = (name: string) => {
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, name), "mine");
    return cwd;
  };
  const hintIn = (text: string) => lineIn((JSON.parse(text) as { hint: string }).hint);
  const lineIn = (text: string) => /clickhelp ((?:tasks watch|storage get) .+)/.exec(text)?.[1] ?? "";

  it("replaces no file that the command would have kept, where it did not wait", async () => {
    const portal = openPortal();
    const publication = await samplePublication(portal);
    const cwd = taken(`${publication}.epub`);
    const { stdout } = await portal.run(`publications export ${publication} --format epub --no-wait`, { cwd });
    expect(lineIn(stdout)).toMatch(/^tasks watch \w{32} --from Storage\/\S+$/);
    const { code } = await portal.run(lineIn(stdout), { cwd });
    expect([code, readdirSync(cwd)]).toEqual([0, expect.arrayContaining([`${publication}.epub`])]);
    expect(readFileSync(join(cwd, `${publication}.epub`), "utf8")).toBe("mine");
  });

  it("replaces no file that came to its place meanwhile", async () => {
    const portal = openPortal();
    const cwd = temporaryFolder();
    const publication = await samplePublication(portal);
    const place = join(cwd, `${publication}.epub`);
    const fetch = (request: Request) => {
      if (request.url.includes("/tasks/")) writeFileSync(place, "mine");
      return portal.fetch(request);
    };
    const refused = await portal.run(`publications export ${publication} --format epub`, { cwd, fetch });
    expect([refused.code, lineIn(refused.stderr)]).toEqual([7, expect.stringMatching(/^storage get Storage\/\S+$/)]);
    expect((await portal.run(lineIn(refused.stderr), { cwd })).code).toBe(0);
    expect(readFileSync(place, "utf8")).toBe("mine");
  });

  it("calls the portal that was named, as the account that was named", async () => {
    const portal = openPortal();
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, "key.txt"), portal.env.CLICKHELP_API_KEY ?? "", { mode: 0o600 });
    const env = { CLICKHELP_PORTAL_URL: "https://other.example", CLICKHELP_USERNAME: "nobody", CLICKHELP_API_KEY: "" };
    const flags = "--portal portal.example --username admin --api-key-file key.txt";
    const line = `publications export ${await samplePublication(portal)} --format epub`;
    const started = await portal.run(`${line} --no-wait ${flags}`, { cwd, env });
    const interrupted = await portal.run(`${line} --timeout 1 --json ${flags}`, {
      cwd,
      env,
      fetch: withTask(portal, running),
    });
    for (const next of [lineIn(started.stdout), hintIn(interrupted.stderr)]) {
      expect(next).toContain(flags);
      expect((await portal.run(next, { cwd, env })).code).toBe(0);
    }
  });

  it("saves a backup to the folder that was named, under the name of its own that it has in Storage", async () => {
    const portal = openPortal();
    const cwd = temporaryFolder();
    const line = `backup create --project ${await sampleProject(portal)} --out new/folder --no-wait`;
    const next = lineIn((await portal.run(line, { cwd })).stdout);
    const [, name = ""] = /--from Storage\/Backups\/(\S+)/.exec(next) ?? [];
    expect((await portal.run(next, { cwd })).code).toBe(0);
    expect(readdirSync(join(cwd, "new/folder"))).toEqual([name]);
  });
});

describe("a file that was made and could not be saved", () => {
  const broken = (portal: TestPortal) => (request: Request) =>
    request.method === "GET" && request.url.includes("/storage/")
      ? Promise.resolve(Response.json({ message: "Not now." }, { status: 403 }))
      : portal.fetch(request);

  it("stays in Storage, and the failure says how to fetch it", async () => {
    const portal = openPortal();
    const cwd = temporaryFolder();
    const line = `publications export ${await samplePublication(portal)} --format purehtml -o a.tmp`;
    const { code, stderr } = await portal.run(line, { cwd, fetch: broken(portal) });
    expect([code, stderr]).toEqual([
      5,
      expect.stringContaining("What the portal made may be in its Storage, as Storage/"),
    ]);
    const [next = ""] = /storage get .+/.exec(stderr) ?? [];
    expect((await portal.run(next, { cwd })).code).toBe(0);
    expect(readdirSync(cwd)).toEqual(["a.tmp"]);
  });

  it("is named for each project where several are backed up", async () => {
    const portal = openPortal();
    const cwd = temporaryFolder();
    const { code, stderr } = await portal.run("backup create --all", { cwd, fetch: broken(portal) });
    expect([code, stderr]).toEqual([10, expect.stringMatching(/clickhelp storage get Storage\/Backups\/\S+\.zip$/m)]);
  });

  it("is named in the outcome of its project, for programs", async () => {
    const portal = openPortal();
    const cwd = temporaryFolder();
    const flags = "--json outcome,storageName";
    const { code, stdout } = await portal.run(`backup create --all ${flags}`, { cwd, fetch: broken(portal) });
    const outcomes = JSON.parse(stdout) as { outcome: string; storageName: string }[];
    expect([code, new Set(outcomes.map(({ outcome }) => outcome))]).toEqual([10, new Set(["failed"])]);
    const left = (await portal.run("storage list Backups --quiet")).stdout.trim().split("\n");
    expect(outcomes.map(({ storageName }) => storageName).toSorted()).toEqual(left.map((path) => `Storage/${path}`));
  });

  it.each(["publications export PUBLICATION --format epub -o made", "backup create --project PROJECT -o made --quiet"])(
    "and could not be deleted from Storage afterwards is told with the line that does it: %s",
    async (line) => {
      const portal = openPortal();
      const cwd = temporaryFolder();
      const command = line
        .replace("PUBLICATION", await samplePublication(portal))
        .replace("PROJECT", await sampleProject(portal));
      const fetch = (request: Request) =>
        request.method === "DELETE"
          ? Promise.resolve(Response.json({ message: "Not now." }, { status: 403 }))
          : portal.fetch(request);
      const { code, stderr } = await portal.run(command, { cwd, fetch });
      expect([code, stderr]).toEqual([0, expect.stringMatching(/warning: The copy .+ deleted: Storage\//)]);
      const [, next = ""] = /clickhelp (storage delete .+)/.exec(stderr) ?? [];
      expect((await portal.run(next)).code).toBe(0);
      expect((await portal.run("storage list --recursive --quiet")).stdout).not.toMatch(/^(?:Exported|Backups)\/./m);
    },
  );

  it("is not named where the task failed, which leaves none", async () => {
    const portal = openPortal();
    const line = "backup create --all --json outcome,storageName";
    const { stdout } = await portal.run(line, { cwd: temporaryFolder(), fetch: withTask(portal, failed) });
    expect(JSON.parse(stdout)).toContainEqual({ outcome: "failed", storageName: null });
  });

  it.runIf(process.platform === "linux")("ends with 2 where the folder takes no files", async () => {
    const portal = openPortal();
    const line = `publications export ${await samplePublication(portal)} --format purehtml -o /proc/guide`;
    const { code, stderr } = await portal.run(line);
    expect([code, stderr]).toEqual([
      2,
      expect.stringContaining("next: Choose another folder.\n       clickhelp storage get "),
    ]);
  });
});

describe("a task whose end got lost on the way", () => {
  const losingTheEnd = (portal: TestPortal) => async (request: Request) => {
    const answer = await portal.fetch(request);
    const isEnd = request.url.includes("/tasks/") && (await answer.clone().text()).includes('"isSucceeded":true');
    if (isEnd) throw new TypeError("fetch failed");
    return answer;
  };

  it.each([
    ["publications publish --project project-wren-user-guide --publication wren-user-guide", true],
    ["tasks watch KEY", false],
  ])("may have done what the command began: %s", async (line, maybeApplied) => {
    const portal = openPortal();
    const begun = await portal.run("publications export wren-user-guide --format epub --no-wait --quiet");
    const command = `${line.replace("KEY", begun.stdout.trim())} --json`;
    const { code, stderr } = await portal.run(command, { fetch: losingTheEnd(portal) });
    expect([code, JSON.parse(stderr)]).toMatchObject([6, { code: "task-gone", maybeApplied }]);
  });
});

describe("a command that does not wait", () => {
  it.each([
    "publications export wren-user-guide --format epub",
    "publications publish --project project-wren-user-guide --publication wren-user-guide",
    "backup create --project project-wren-user-guide",
    "projects import a.md --id a",
  ])("gives a program the key of the task and nothing else, where that is asked for: %s", async (line) => {
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, "a.md"), "# A");
    const { code, stdout } = await openPortal().run(`${line} --no-wait --json taskKey`, { cwd });
    expect([code, JSON.parse(stdout)]).toEqual([0, { taskKey: expect.stringMatching(/^\w{32}$/) as string }]);
  });
});

describe("a rehearsal of what waits for a file", () => {
  it.each([
    ["publications export guide --format pdf", ["POST", "GET", "GET", "DELETE"]],
    ["publications export guide --format pdf --keep", ["POST", "GET", "GET"]],
    ["publications export guide --format pdf --no-wait", ["POST"]],
    ["backup create --project guide", ["POST", "GET", "GET", "DELETE"]],
    ["backup create --project guide --no-wait", ["POST"]],
    ["backup create --all --keep", ["GET", "POST", "GET", "GET"]],
  ])("shows how the file would be saved: %s", async (line, methods) => {
    const fetch = () => Promise.reject(new Error("Nothing may be sent."));
    const { code, stdout } = await openPortal().run(`${line} --dry-run --json`, { fetch });
    const requests = JSON.parse(stdout) as { method: string }[];
    expect([code, requests.map(({ method }) => method)]).toEqual([0, methods]);
  });
});

describe("tasks watch --from", () => {
  it("tells of a task that failed as it does without a file, and saves nothing", async () => {
    const portal = openPortal();
    const cwd = temporaryFolder();
    const watched = await portal.run("tasks watch abc --from Exported/a.pdf", { cwd, fetch: withTask(portal, failed) });
    expect([watched.code, watched.stdout]).toEqual([1, expect.stringContaining("The task failed.")]);
    expect(readdirSync(cwd)).toEqual([]);
  });

  it("names the file of a task that somebody else has read", async () => {
    const { code, stderr } = await openPortal().run("tasks watch nope --from Exported/a.pdf -o a.pdf");
    expect([code, stderr]).toEqual([6, expect.stringContaining("clickhelp storage get Exported/a.pdf -o a.pdf")]);
  });

  it("finds out before it waits whether the file would replace another", async () => {
    const portal = openPortal();
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, "a.pdf"), "mine");
    const asked: string[] = [];
    const fetch = (request: Request) => {
      asked.push(request.url);
      return portal.fetch(request);
    };
    const { code } = await portal.run("tasks watch abc --from Exported/a.pdf", { cwd, fetch });
    expect([code, asked]).toEqual([7, []]);
  });

  it.each([
    ["", ["GET"]],
    ["--from Exported/a.pdf", ["GET", "GET", "DELETE"]],
    ["--from Exported/a.pdf --keep", ["GET", "GET"]],
  ])("shows what it would send, and sends nothing: %s --dry-run", async (flags, methods) => {
    const fetch = () => Promise.reject(new Error("Nothing may be sent."));
    const { code, stdout } = await openPortal().run(`tasks watch abc ${flags} --dry-run --json`, { fetch });
    const requests = JSON.parse(stdout) as { method: string }[];
    expect([code, requests.map(({ method }) => method)]).toEqual([0, methods]);
  });

  it.each(["-o a.pdf", "--from Exported/a.pdf -o -"])("refuses %s", async (flags) => {
    expect((await openPortal().run(`tasks watch nope ${flags}`)).code).toBe(2);
  });
});

describe("Ctrl-C", () => {
  it("ends the waiting, names the task and the command that resumes, and leaves no file", async () => {
    const portal = openPortal();
    const cwd = temporaryFolder();
    const interruption = new AbortController();
    const slow = withTask(portal, running);
    const line = `publications export ${await samplePublication(portal)} --format purehtml -o a.tmp`;
    const { code, stderr } = await portal.run(line, {
      cwd,
      signal: interruption.signal,
      fetch: (request) => {
        if (request.url.includes("/tasks/")) interruption.abort();
        return slow?.(request) ?? Promise.reject(new Error("unreachable"));
      },
    });
    expect(code).toBe(130);
    expect(stderr).toMatch(
      /error: Interrupted\.\n {2}why: .+\n next: clickhelp tasks watch \w{32} --from .+ -o a\.tmp\n$/,
    );
    expect(readdirSync(cwd)).toEqual([]);
    const [next = ""] = /tasks watch .+/.exec(stderr) ?? [];
    expect((await portal.run(next, { cwd })).code).toBe(0);
    expect(readdirSync(cwd)).toEqual(["a.tmp"]);
    expect((await portal.run("storage list Exported --quiet")).stdout).toBe("");
  });

  it("tells what was saved of several projects, and where the zip of the interrupted one comes to be", async () => {
    const portal = openPortal();
    const cwd = temporaryFolder();
    const interruption = new AbortController();
    const fetch = (request: Request) => {
      if (request.url.includes("/tasks/") && readdirSync(cwd).length === 1) interruption.abort();
      return portal.fetch(request);
    };
    const line = "backup create --all --json outcome,path,storageName";
    const { code, stdout, stderr } = await portal.run(line, { cwd, signal: interruption.signal, fetch });
    const path = join(cwd, readdirSync(cwd)[0] ?? "");
    expect([code, JSON.parse(stdout), JSON.parse(stderr)]).toMatchObject([
      130,
      [
        { outcome: "saved", path },
        { outcome: "interrupted", path: null, storageName: expect.stringContaining("Storage/Backups/") as string },
      ],
      { code: "interrupted", hint: expect.stringMatching(/^clickhelp tasks watch \w{32} --from /) as string },
    ]);
  });

  it("tells which of several items are done", async () => {
    const portal = openPortal();
    const interruption = new AbortController();
    const fetch = (request: Request) => {
      if (request.method === "DELETE" && request.url.endsWith("/launch")) interruption.abort();
      return portal.fetch(request);
    };
    const topics = ["safety", "nothing", "launch", "glossary"];
    const line = `topics delete ${topics.join(" ")} --yes --project ${await sampleProject(portal)}`;
    const { code, stdout, stderr } = await portal.run(line, { signal: interruption.signal, fetch });
    expect(code).toBe(130);
    expect(stdout).toMatch(/^deleted +safety\nfailed +nothing\ninterrupted +launch\nnot-tried +glossary\n$/m);
    expect(stderr).toMatch(
      /^warning: nothing: .+\nwarning: 1 of 4 done, 1 failed, launch interrupted, 1 not tried\.\n(?:next: .+\n)+error: Interrupted\.\n next: The change may have been/,
    );
  });

  it.each([
    "topics upsert --project p --file -",
    "topics upsert --project p - a.html",
    "topics upsert --project p - --dry-run",
    "storage put - --to a.txt",
    "api POST projects --input -",
    "projects list --api-key-stdin",
  ])("does not wait for the end of standard input: %s", async (line) => {
    const interruption = new AbortController();
    const stdin = {
      async *[Symbol.asyncIterator](): AsyncGenerator<string> {
        interruption.abort();
        yield await new Promise<string>(() => undefined);
      },
    };
    const fetch = () => Promise.reject(new Error("Nothing may be sent."));
    const ended = await openPortal().run(line, { stdin, signal: interruption.signal, fetch });
    expect(ended).toEqual({ code: 130, stdout: "", stderr: "error: Interrupted.\n" });
  });

  it("says nothing of tasks when none was started", async () => {
    const { code, stderr } = await openPortal().run("projects list", { signal: AbortSignal.abort() });
    expect([code, stderr]).toEqual([130, "error: Interrupted.\n"]);
  });
});
