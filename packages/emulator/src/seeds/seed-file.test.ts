import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { basic, createTestPortal, items } from "../../test/test-portal.js";
import { EmulatorError, readSeedFile } from "../index.js";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "seed-test-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const whole = `
users:
  - { login: anna, userType: Contributor, userRole: Administrator, apiKey: test-anna-key, password: test-anna-word }
  - { login: rob, userType: Contributor, userRole: Reviewer }
  - { login: ruth, userType: PowerReader, userRole: Partners, purpose: Reads what partners read. }
projects:
  - id: manual
    title: Manual
    language: de-DE
    toc:
      - { id: welcome, title: Welcome, bodyFile: topics/welcome.html, keywords: [hello] }
      - caption: Parts
        children:
          - { id: engine, title: Engine, bodyHtml: <p>Hot.</p>, status: Draft, owner: rob, isShowInToc: false }
publications:
  - { id: manual-partners, title: For partners, projectId: manual, visibility: Restricted, groups: [Partners] }
files:
  - { path: manual/map.png, file: pictures/map.png }
  - { path: notes.txt, text: grüß }
  - { path: raw.bin, base64: AAE= }
`;

function write(path: string, content: string | Uint8Array): string {
  const file = join(folder, path);
  mkdirSync(join(file, ".."), { recursive: true });
  writeFileSync(file, content);
  return file;
}

async function openWhole() {
  write("topics/welcome.html", "<p>Hello.</p>");
  write("pictures/map.png", Uint8Array.of(1, 2, 3));
  const portal = createTestPortal({ seed: await readSeedFile(write("portal.yaml", whole)) });
  const headers = { Authorization: basic("anna", "test-anna-key") };
  return { ...portal, get: async (path: string) => (await portal.call(`GET ${path}`, { headers })).json };
}

/** The error that a file with this text is refused with. */
async function refusalOf(text: string): Promise<string> {
  const file = write("bad.yaml", text);
  const error = await readSeedFile(file).catch((thrown: unknown) => thrown);
  if (!(error instanceof EmulatorError)) throw new Error("it was taken");
  expect(error.code).toBe("seed");
  expect(error.message).toContain(file);
  return error.message;
}

describe("a portal that begins with a file", () => {
  test("has the file's projects, topics, contents and publications", async () => {
    const { get } = await openWhole();
    expect(items(await get("projects")).map(({ id }) => id)).toEqual(["manual", "manual-partners"]);
    expect(await get("projects/manual/articles/welcome")).toMatchObject({
      ...{ body: "<p>Hello.</p>", indexKeywords: ["hello"], ownerUserName: "anna", statusName: "Ready" },
    });
    expect(await get("projects/manual/articles/engine")).toMatchObject({ statusName: "Draft", ownerUserName: "rob" });
    expect(await get("projects/manual/toc/nodes")).toMatchObject([
      { topicId: "welcome" },
      { caption: "Parts", topicId: null },
      { topicId: "engine", isShowInToc: false },
    ]);
    expect(await get("projects/manual-partners")).toMatchObject({ parentId: "manual", visibility: "Restricted" });
  });

  test("has its files, read by their relative paths or as they stand there", async () => {
    const { get } = await openWhole();
    const contentOf = async (path: string) => {
      const { content } = (await get(`storage/${path}?format=base64`)) as { content: string };
      return Buffer.from(content, "base64");
    };
    expect([...(await contentOf("manual/map.png"))]).toEqual([1, 2, 3]);
    expect((await contentOf("notes.txt")).toString("utf8")).toBe("grüß");
    expect([...(await contentOf("raw.bin"))]).toEqual([0, 1]);
  });

  test.skipIf(process.platform === "win32")("may be more files than a process can have open", () => {
    const nodes = Array.from({ length: 200 }, (_, index) => {
      write(`${index}.html`, "<p>Hello.</p>");
      return `{ id: t${index}, title: T, bodyFile: ${index}.html }`;
    });
    const file = write("portal.yaml", `projects: [{ id: p, title: P, toc: [${nodes.join(", ")}] }]`);
    const hooks = pathToFileURL(join(import.meta.dirname, "..", "..", "test", "source-hooks.ts")).href;
    const read = 'import { readSeedFile } from "./index.ts"; await readSeedFile(process.argv[1]);';
    const parameters = ["--import", hooks, "--input-type=module", "--eval", read, file];
    const limited = ["-c", 'ulimit -n 100; exec "$0" "$@"', process.execPath, ...parameters];
    const { status, stderr } = spawnSync("sh", limited, { cwd: join(import.meta.dirname, ".."), encoding: "utf8" });
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  });

  test("has its users, with their keys or, for contributors without one, random ones", async () => {
    const portal = await openWhole();
    const { emulator } = portal;
    const [anna, rob, ruth] = emulator.accounts;
    expect(anna).toMatchObject({ login: "anna", apiKey: "test-anna-key", password: "test-anna-word" });
    expect(rob).toMatchObject({ login: "rob", purpose: "Contributor: Reviewer." });
    expect(rob?.apiKey).toMatch(/^[A-Za-z0-9]{32}$/);
    expect(ruth).toMatchObject({ apiKey: null, purpose: "Reads what partners read." });
    const headers = { Authorization: basic("rob", String(rob?.apiKey)) };
    expect((await portal.call("GET projects/manual", { headers })).status).toBe(200);
    expect((await portal.call("DELETE projects/manual/articles/welcome", { headers })).status).toBe(403);
    expect((await portal.call("GET projects", { as: "admin" })).status).toBe(401);
  });

  test("has the same keys after a reset", async () => {
    const { emulator } = await openWhole();
    const { accounts } = emulator;
    emulator.reset();
    expect(emulator.accounts).toEqual(accounts);
  });

  test("needs nothing but what is to be there", async () => {
    const portal = createTestPortal({ seed: await readSeedFile(write("small.json", '{\n\t"projects": []\n}\n')) });
    expect(portal.emulator.accounts).toMatchObject([{ login: "admin", apiKey: "emulator-admin-key" }]);
    expect((await portal.call("GET projects")).json).toEqual([]);
  });
});

describe("a bad file", () => {
  const admin = "{ login: a, userType: Contributor, userRole: Administrator }";
  const project = (toc: string) => `projects: [{ id: p, title: P, toc: [${toc}] }]`;

  test.each([
    ["an unknown field", "project: []", 'the file: unknown field "project"'],
    [
      "a key that is a number",
      "users: [{ login: a, userType: Contributor, apiKey: 12 }]",
      "users[0].apiKey: must be a string (is it not in quotes?)",
    ],
    [
      "an unknown type of user",
      "users: [{ login: a, userType: Robot }]",
      "users[0].userType: must be one of: PowerReader, Contributor",
    ],
    ["no administrator", "users: [{ login: a, userType: PowerReader }]", "users[0]: must be an enabled Contributor"],
    ["two users of one login", `users: [${admin}, ${admin}]`, "users[1].login: is there already"],
    ["an id that no address carries", "projects: [{ id: a/b, title: P }]", "projects[0].id: "],
    [
      "a publication with the id of a project",
      `${project("")}\npublications: [{ id: p, title: P, projectId: p, visibility: Public }]`,
      "publications[0].id: is there already",
    ],
    [
      "a publication of no project",
      "publications: [{ id: q, title: Q, projectId: p, visibility: Public }]",
      "publications[0].projectId: names no project",
    ],
    ["a topic without title", project("{ id: a }"), "projects[0].toc[0].title: is required"],
    ["a folder without caption", project("{ children: [] }"), "projects[0].toc[0].caption: is required"],
    ["a folder with a body", project("{ caption: A, bodyHtml: x }"), "projects[0].toc[0]: has bodyHtml, but no id"],
    [
      "a topic with two bodies",
      project("{ id: a, title: A, bodyHtml: x, bodyFile: y }"),
      "projects[0].toc[0]: has bodyHtml and bodyFile",
    ],
    [
      "two topics of one id",
      project("{ id: a, title: A, children: [{ id: a, title: B }] }"),
      "projects[0].toc[0].children[0].id: is there already",
    ],
    [
      "an owner who is nobody",
      project("{ id: a, title: A, owner: x }"),
      "projects[0].toc[0].owner: names no Contributor",
    ],
    [
      "a body that is not there",
      project("{ id: a, title: A, bodyFile: no.html }"),
      'projects[0].toc[0].bodyFile: "no.html" cannot be read: it does not exist',
    ],
    [
      "a file with a name that no file has",
      String.raw`files: [{ path: a, file: "a\0b" }]`,
      'files[0].file: "a\0b" cannot be read: ERR_INVALID_ARG_VALUE',
    ],
    [
      "a file that is not there",
      "files: [{ path: a, file: no.png }]",
      'files[0].file: "no.png" cannot be read: it does not exist',
    ],
    ["a file without content", "files: [{ path: a }]", "files[0]: must have one of file, text and base64"],
    ["a path that leaves Storage", "files: [{ path: ../a, text: x }]", "files[0].path: "],
    [
      "a file below a file",
      "files: [{ path: a, text: x }, { path: a/b, text: y }]",
      "files[1].path: lies below a file",
    ],
    ["an alias", "projects: &x []\nfiles: *x", "aliases"],
    ["nothing", "", "the file: must be an object"],
  ])("with %s is refused, and the place is named", async (_what, text, words) => {
    expect(await refusalOf(text)).toContain(words);
  });

  test("is told with all its faults at once, and with what to do", async () => {
    const told = await refusalOf("files: [{ path: a }, { path: b }]");
    expect(told).toContain("files[0]: ");
    expect(told).toContain("files[1]: ");
    expect(told).toMatch(/nothing was created:[^]*Mend these places/);
  });

  test("is told with files that are not there and with names of nobody at once", async () => {
    const told = await refusalOf(project("{ id: a, title: A, owner: x, bodyFile: no.html }"));
    expect(told).toContain("projects[0].toc[0].owner: names no Contributor");
    expect(told).toContain('projects[0].toc[0].bodyFile: "no.html" cannot be read');
  });

  test("is told with wrong forms and with everything else that is wrong at once", async () => {
    const users = "users: [{ login: a, userType: Robot }, { login: a, userType: Contributor }]";
    const node = "{ id: a, title: 1, owner: x, bodyFile: no.html }, { id: a, title: A, bodyHtml: '' }";
    const told = await refusalOf(`${users}\n${project(node)}\nfiles: [{ path: 1, file: no.png }]`);
    expect(told.match(/^- .*$/gm)).toEqual([
      "- users[0].userType: must be one of: PowerReader, Contributor",
      "- projects[0].toc[0].title: must be a string (is it not in quotes?)",
      "- files[0].path: must be a string (is it not in quotes?)",
      "- users[1].login: is there already: give another one",
      "- projects[0].toc[1].id: is there already: give another one",
      "- projects[0].toc[0].owner: names no Contributor among the users",
      '- projects[0].toc[0].bodyFile: "no.html" cannot be read: it does not exist',
      '- files[0].file: "no.png" cannot be read: it does not exist',
    ]);
  });

  test("is told with an unknown field and with what is wrong with its lists at once", async () => {
    const told = await refusalOf(`${project("{ caption: A, bodyHtml: x }")}\nfile: []`);
    expect(told).toContain('the file: unknown field "file"');
    expect(told).toContain("projects[0].toc[0]: has bodyHtml, but no id");
  });

  test("that leaves a list open is told with the line of the list", async () => {
    expect(await refusalOf("users: [{ login: a }\nprojects: []\n")).toContain("is no JSON or YAML: line 1, column 21:");
  });

  test("that is no YAML is told with line and column", async () => {
    expect(await refusalOf('users:\n  - login: "a\n')).toMatch(/is no JSON or YAML: line 2, column \d+: missing char/);
  });

  test.each([
    ["in the wrong place", `users: [{ login: a, userType: Contributor, key: s3cret-key }]`],
    ["in a file that is no YAML", `users:\n  - apiKey: s3cret-key\n login: x: y`],
    ["of the wrong type", `users: [{ login: a, userType: s3cret-key, apiKey: [s3cret-key] }]`],
  ])("is refused without a word of the key that stands %s", async (_what, text) => {
    expect(await refusalOf(text)).not.toContain("s3cret");
  });

  test("that does not exist is said not to", async () => {
    await expect(readSeedFile(join(folder, "no.yaml"))).rejects.toThrow(/no\.yaml cannot be read: it does not exist/);
  });
});
