import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { readStored } from "../../test/import-file.js";
import { createTestPortal } from "../../test/test-portal.js";
import { testSeed } from "../../test/test-seed.js";
import {
  createEmulator,
  EmulatorError,
  type Emulator,
  type PortalSeed,
  type SeedTopic,
  type SeedUser,
} from "../index.js";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "check-seed-test-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** The error's words, for a seed that the types of a program may have let through. */
function refusalOf(seed: unknown): string {
  const dataDir = join(folder, "data");
  try {
    createEmulator({ dataDir, seed: seed as PortalSeed });
  } catch (error) {
    if (!(error instanceof EmulatorError)) throw error;
    expect(error.code).toBe("seed");
    expect(existsSync(dataDir)).toBe(false);
    return error.message;
  }
  throw new Error("the seed was taken");
}

const empty = { ...testSeed, projects: [], publications: [], files: [] };
const topic = { id: "a", title: "A", bodyHtml: "" };
const withToc = (...toc: unknown[]) => ({ ...empty, projects: [{ id: "p", title: "P", toc }] });
const [admin] = testSeed.users;

describe("a seed of a program's own", () => {
  test.each([
    ["a list that is none", { users: {} }, "seed.users: must be a list"],
    ["nothing", null, "seed: must be an object"],
    ["no administrator", { ...empty, users: [] }, "seed.users[0]: must be an enabled Contributor"],
    ["a user of an unknown type", { ...empty, users: [{ ...admin, userType: "Robot" }] }, "seed.users[0].userType: "],
    ["the login of those without one", { ...empty, users: [admin, { ...admin, login: "-" }] }, "seed.users[1].login: "],
    ["a login with a colon", { ...empty, users: [admin, { ...admin, login: "a:b" }] }, "seed.users[1].login: "],
    [
      "a role in the wrong letter case",
      { ...empty, users: [admin, { ...admin, login: "rob", userRole: "reviewer" }] },
      'seed.users[1].userRole: Values are case-sensitive: the role in "userRole" is "Reviewer"',
    ],
    ["two users of one login", { ...empty, users: [admin, admin] }, "seed.users[1].login: is there already"],
    ["an id that no address carries", withToc({ ...topic, id: "a/b" }), "seed.projects[0].toc[0].id: "],
    [
      "a body in a file",
      withToc({ ...topic, bodyFile: "a.html" }),
      'seed.projects[0].toc[0]: unknown field "bodyFile"',
    ],
    [
      "an owner who is nobody",
      withToc({ ...topic, owner: "x" }),
      "seed.projects[0].toc[0].owner: names no Contributor",
    ],
    [
      "two topics of one id",
      withToc({ ...topic, children: [topic] }),
      "seed.projects[0].toc[0].children[0].id: is there already",
    ],
    [
      "a publication of no project",
      { ...empty, publications: [{ id: "q", title: "Q", projectId: "p", visibility: "Public" }] },
      "seed.publications[0].projectId: names no project",
    ],
    [
      "a path that leaves Storage",
      { ...empty, files: [{ path: "../a", load: () => Buffer.of() }] },
      "seed.files[0].path: ",
    ],
    [
      "a file without its bytes",
      { ...empty, files: [{ path: "a" }] },
      "seed.files[0]: must have one of load, text and base64",
    ],
    ["the name of none", "smaple", 'There is no seed "smaple". Known: sample, empty.'],
  ])("with %s is refused before anything is made, and the place is named", (_what, seed, words) => {
    expect(refusalOf(seed)).toContain(words);
  });

  test("is told with what is wrong with the form of one list and with the meaning of others", () => {
    const [user] = testSeed.users;
    const publication = { id: "q", title: "Q", projectId: "none", visibility: "Public" };
    const file = { path: "../a", load: () => Buffer.of() };
    const told = refusalOf({
      users: [
        { ...user, userType: "Robot" },
        { ...user, login: 7 },
      ],
      projects: withToc({ ...topic, owner: "somebody" }, topic).projects,
      publications: [publication],
      files: [file],
    });
    expect(told).toContain("seed.users[0].userType: ");
    expect(told).toContain("seed.projects[0].toc[1].id: is there already");
    expect(told).toContain("seed.publications[0].projectId: names no project");
    expect(told).toContain("seed.files[0].path: ");
    // Whether that is a user, nobody can say.
    expect(told).not.toContain("owner");
  });

  test("is told with what is wrong with the meaning of entries that have a wrong form elsewhere", () => {
    const told = refusalOf({
      ...empty,
      users: [{ ...admin, isEnabled: "yes" }, { ...admin, userType: "Robot" }, 7],
      projects: [{ id: "p", toc: [{ ...topic, title: 1, children: [topic] }, null] }],
      publications: [{ id: "p", title: "Q", projectId: "p", visibility: "public" }],
      files: [{ path: "a/../b", load: 1 }],
    });
    const places = [...told.matchAll(/^- seed\.(\S+): /gm)].map(([, place]) => place);
    expect(places).toEqual([
      ...["users[0].isEnabled", "users[1].userType", "users[2]", "projects[0].title", "projects[0].toc[0].title"],
      ...["projects[0].toc[1]", "publications[0].visibility", "files[0].load", "users[1].login", "publications[0].id"],
      ...["projects[0].toc[0].children[0].id", "files[0].path"],
    ]);
  });

  test("is told with its first hundred mistakes, and how many more there are", () => {
    const told = (count: number) => refusalOf({ users: Array.from({ length: count }, () => 7) }).split("\n- ");
    expect(told(100).slice(1).at(-1)).toContain("seed.users[99]: ");
    expect(told(101).slice(1).at(-1)).toContain("seed.users[100]: ");
    expect(told(102).at(-1)).toContain("and 2 more");
  });

  test("may be as short as a seed file, and has what a file has by default", async () => {
    const portal = createTestPortal({
      seed: {
        projects: [{ id: "p", title: "P", toc: [{ id: "a", title: "A" }, { caption: "Folder" }] }],
        publications: [{ id: "q", title: "Q", projectId: "p", visibility: "Public" }],
        files: [
          { path: "a.txt", text: "x" },
          { path: "b.txt", base64: "eA==" },
        ],
      },
    });
    expect((await portal.call("GET projects/q/articles/a", { as: null })).json).toMatchObject({ title: "A" });
    expect((await portal.call("GET projects/p/articles/a")).json).toMatchObject({ ownerUserName: "admin" });
    for (const name of ["a", "b"]) expect((await readStored(portal, `${name}.txt`)).toString()).toBe("x");
  });

  test("gives contributors without a key a random one, which stays after a reset", () => {
    const users = [
      { login: "anna", userType: "Contributor", userRole: "Administrator" },
      { login: "ruth", userType: "PowerReader" },
    ] as const;
    const emulator = createEmulator({ seed: { users } });
    const before = emulator.accounts;
    expect(before).toMatchObject([
      { login: "anna", apiKey: expect.stringMatching(/^.{32}$/) as string, purpose: "Contributor: Administrator." },
      { login: "ruth", apiKey: null, purpose: "PowerReader." },
    ]);
    emulator.reset();
    expect(emulator.accounts).toEqual(before);
  });

  test("is refused without a word of a key in it", () => {
    expect(refusalOf({ ...empty, users: [{ ...admin, apiKey: ["s3cret"], userType: "s3cret" }] })).not.toContain(
      "s3cret",
    );
  });

  test("that cannot load a file leaves nothing behind, and the next one is taken", async () => {
    const load = () => {
      throw new Error("the picture is gone");
    };
    const above = join(folder, "above");
    const seed = { ...empty, files: [{ path: "a.png", load }] };
    const create = (dataDir: string) => () => createEmulator({ dataDir, seed });
    expect(create(join(above, "data"))).toThrow(/"a\.png" of the seed cannot be loaded: the picture is gone\. Nothing/);
    expect(existsSync(above)).toBe(false);
    const used = join(folder, "used");
    mkdirSync(used);
    writeFileSync(join(used, "mine.txt"), "");
    expect(create(used)).toThrow(EmulatorError);
    expect(readdirSync(used)).toEqual(["mine.txt"]);
    await createEmulator({ dataDir: used, seed: empty }).close();
  });

  test("that cannot load a file leaves alone what another emulator makes in that place meanwhile", async () => {
    const dataDir = join(folder, "data");
    const others: Emulator[] = [];
    const load = () => {
      others.push(createEmulator({ dataDir, seed: empty }));
      throw new Error("the picture is gone");
    };
    const seed = { ...empty, files: [{ path: "a.png", load }] };
    expect(() => createEmulator({ dataDir, seed })).toThrow("the picture is gone");
    expect(existsSync(join(dataDir, "portal.db"))).toBe(true);
    await Promise.all(others.map((other) => other.close()));
    // Of a portal that is there, no seed is loaded.
    await createEmulator({ dataDir, seed }).close();
    expect(others).toHaveLength(1);
  });

  test("that cannot load a file again changes nothing with a reset", async () => {
    let isGone = false;
    const load = () => {
      if (isGone) throw new Error("gone");
      return Buffer.of(1);
    };
    const portal = createTestPortal({ seed: { ...empty, files: [{ path: "a.png", load }] } });
    await portal.call("POST storage/b?format=base64", { body: { isFolder: true } });
    isGone = true;
    expect(() => {
      portal.emulator.reset();
    }).toThrow(EmulatorError);
    expect((await portal.call("HEAD storage/b")).status).toBe(200);
  });

  test("may have what is optional undefined, as types allow without exactOptionalPropertyTypes", async () => {
    const user: SeedUser = { ...admin, password: undefined, about: undefined, isEnabled: undefined } as SeedUser;
    const node: SeedTopic = { ...topic, caption: undefined, owner: undefined, children: undefined };
    const folderNode = { id: undefined, caption: "Folder", children: [] };
    const projects = [{ id: "p", title: "P", language: undefined, toc: [node, folderNode] }];
    const portal = createTestPortal({ seed: { ...empty, users: [user], projects } });
    const nodes = (await portal.call("GET projects/p/toc/nodes")).json;
    expect(nodes).toMatchObject([{ topicId: "a" }, { topicId: null, caption: "Folder" }]);
  });
});

test("a seed that nobody has waited for is refused", () => {
  const seed = Promise.resolve({ projects: [] }) as never;
  expect(() => createTestPortal({ seed })).toThrow("await");
});
