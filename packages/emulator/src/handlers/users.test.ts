import { describe, expect, test } from "vitest";
import { createTestPortal, fields, items, message, origin } from "../../test/test-portal.js";

const ravi = { userName: "ravi", userInfo: { email: "ravi@portal.example", firstName: "Ravi" } };
const patch = (changes: Record<string, unknown>) => ({ updatedFields: Object.keys(changes).join(","), ...changes });

describe("creating", () => {
  test("makes a power reader, who cannot use the API, unless told otherwise", async () => {
    const portal = createTestPortal();
    const reply = await portal.call("POST users", { body: { ...ravi, isDontSendEmail: true } });
    expect(reply.status).toBe(201);
    expect(reply.headers.get("Location")).toBe(`${origin}/api/v1/users/ravi`);
    expect(reply.json).toMatchObject({ userName: "ravi", userType: "PowerReader", userRole: null, isEnabled: true });
    expect(fields(fields(reply.json).userInfo)).toMatchObject({
      firstName: "Ravi",
      lastName: "",
      lastActivityDate: null,
    });
    expect((await portal.call("GET users/ravi")).json).toEqual(reply.json);
    expect((await portal.call("GET projects", { as: "ravi" })).status).toBe(401);
  });

  test("refuses a login that is taken", async () => {
    const portal = createTestPortal();
    const reply = await portal.call("POST users", { body: { ...ravi, userName: "admin" } });
    expect([reply.status, message(reply)]).toEqual([409, expect.stringContaining('"admin"')]);
  });

  test("takes a login that differs from another one in letter case alone, for another user", async () => {
    const portal = createTestPortal();
    const again = { ...ravi, userName: "Ravi", userInfo: { email: "other@portal.example" } };
    expect((await portal.call("POST users", { body: [ravi, again] })).status).toBe(201);
    await portal.call("PATCH users/Ravi", { body: patch({ isEnabled: false }) });
    const emailOf = async (login: string) => {
      const { userInfo, isEnabled } = fields((await portal.call(`GET users/${login}`)).json);
      return [fields(userInfo).email, isEnabled];
    };
    expect(await emailOf("ravi")).toEqual(["ravi@portal.example", true]);
    expect(await emailOf("Ravi")).toEqual(["other@portal.example", false]);
    expect((await portal.call("GET users/RAVI")).status).toBe(404);
  });

  test("takes an array, and makes all of them or none", async () => {
    const portal = createTestPortal();
    const writer = {
      userName: "wren",
      userInfo: { email: "w@portal.example" },
      userType: "Contributor",
      userRole: "Writer",
    };
    const reply = await portal.call("POST users", { body: [ravi, writer] });
    expect(reply.status).toBe(201);
    expect(items(reply.json).map(({ userName, userRole }) => [userName, userRole])).toEqual([
      ["ravi", null],
      ["wren", "Writer"],
    ]);
    const again = [{ ...ravi, userName: "new" }, ravi];
    expect((await portal.call("POST users", { body: again })).status).toBe(409);
    expect((await portal.call("GET users/new")).status).toBe(404);
    expect((await portal.call("POST users", { body: [] })).status).toBe(400);
  });
});

test("changing takes the listed fields only and answers with the whole profile", async () => {
  const portal = createTestPortal();
  await portal.call("POST users", { body: ravi });
  const body = { updatedFields: "email,userRole", email: "new@portal.example", userRole: "Partners", isEnabled: false };
  const reply = await portal.call("PATCH users/ravi", { body });
  expect(reply.json).toMatchObject({
    userInfo: { email: "new@portal.example" },
    userRole: "Partners",
    isEnabled: true,
  });
  expect((await portal.call("GET users/ravi")).json).toEqual(reply.json);
  expect((await portal.call("PATCH users/none", { body })).status).toBe(404);
});

test("a profile without role and groups may be sent back as it was read", async () => {
  const portal = createTestPortal();
  const before = fields((await portal.call("GET users/reader")).json);
  await portal.call("PATCH users/reader", { body: { updatedFields: "userRole", userRole: null } });
  const none = fields((await portal.call("GET users/reader")).json);
  expect([before.userRole, none.userRole]).toEqual(["Partners", null]);
  const body = { ...none, updatedFields: "userRole,isEnabled", isEnabled: false };
  const reply = await portal.call("PATCH users/reader", { body });
  expect([reply.status, reply.json]).toEqual([200, { ...none, isEnabled: false }]);
});

test("a disabled contributor is refused from then on", async () => {
  const portal = createTestPortal();
  expect((await portal.call("GET projects", { as: "author" })).status).toBe(200);
  await portal.call("PATCH users/author", { body: patch({ isEnabled: false }) });
  expect((await portal.call("GET projects", { as: "author" })).status).toBe(401);
});

describe("roles", () => {
  test.each([null, "", "Auther", "Partners"])(
    "a contributor whose role becomes %j may only read, and is told why",
    async (userRole) => {
      const portal = createTestPortal();
      await portal.call("PATCH users/reviewer", { body: patch({ userRole }) });
      const call = (request: string, body?: unknown) => portal.call(request, { as: "reviewer", body });
      const refused = [
        await call("PATCH projects/manual/articles/welcome", patch({ statusName: "Draft" })),
        await call("POST projects/manual/articles", { id: "new" }),
        await call("GET users/admin"),
      ];
      for (const reply of refused) {
        expect([reply.status, message(reply)]).toEqual([
          403,
          expect.stringContaining("no role is set for your account"),
        ]);
      }
      expect((await call("GET projects/manual/articles/welcome")).status).toBe(200);
      expect((await call("GET projects/manual-partners")).status).toBe(userRole === "Partners" ? 200 : 403);
      expect((await call("GET users/reviewer")).status).toBe(200);
    },
  );

  test.each([
    ["POST users", { ...ravi, userType: "Contributor", userRole: "Partners, writer" }, "Writer"],
    ["POST users", [{ ...ravi, userType: "Contributor", userRole: "ADMINISTRATOR" }], "Administrator"],
    ["PATCH users/author", patch({ userRole: "reviewer" }), "Reviewer"],
  ])("%s refuses one in the wrong letter case: %j", async (request, body, meant) => {
    const portal = createTestPortal();
    const reply = await portal.call(request, { body });
    expect([reply.status, message(reply)]).toEqual([
      500,
      expect.stringContaining(`the role in "userRole" is "${meant}"`),
    ]);
    expect((await portal.call("GET users/ravi")).status).toBe(404);
    expect(fields((await portal.call("GET users/author")).json).userRole).toBe("Writer");
  });

  test("belong to contributors: a group of power readers may have such a name, until they become contributors", async () => {
    const portal = createTestPortal();
    expect((await portal.call("POST users", { body: { ...ravi, userRole: "writer" } })).status).toBe(201);
    expect((await portal.call("PATCH users/ravi", { body: patch({ userType: "Contributor" }) })).status).toBe(500);
    expect((await portal.call("PATCH users/ravi", { body: patch({ isEnabled: false }) })).status).toBe(200);
  });
});

test.each([{ isEnabled: false }, { userRole: "Writer" }, { userRole: null }, { userType: "PowerReader" }])(
  "the only enabled administrator stays one, whoever tries %j, until there is another",
  async (changes) => {
    const portal = createTestPortal();
    const before = (await portal.call("GET users/admin")).json;
    const body = patch(changes);
    const refused = await portal.call("PATCH users/admin", { body });
    expect([refused.status, message(refused)]).toEqual([409, expect.stringContaining("only enabled administrator")]);
    expect((await portal.call("GET users/admin")).json).toEqual(before);
    await portal.call("PATCH users/author", { body: patch({ userRole: "Administrator" }) });
    expect((await portal.call("PATCH users/admin", { body })).status).toBe(200);
    expect((await portal.call("GET users", { as: "author" })).status).toBe(200);
  },
);

test("nobody can have the login that stands for readers who are not logged in", async () => {
  const portal = createTestPortal();
  const reply = await portal.call("POST users", { body: { ...ravi, userName: "-" } });
  expect([reply.status, message(reply)]).toEqual([400, expect.stringContaining("not logged in")]);
});

test("nobody can have a login that could not sign in", async () => {
  const portal = createTestPortal();
  const reply = await portal.call("POST users", { body: { ...ravi, userName: "a:b" } });
  const reason = "it has a colon, which ends the login in Basic authentication";
  expect([reply.status, message(reply)]).toEqual([400, `The field "userName" is not valid: ${reason}.`]);
});

test("a disabled administrator is not counted as another one", async () => {
  const portal = createTestPortal();
  await portal.call("PATCH users/author", { body: patch({ userRole: "Administrator", isEnabled: false }) });
  expect((await portal.call("PATCH users/admin", { body: patch({ isEnabled: false }) })).status).toBe(409);
});

describe("login tokens", () => {
  const clock = { now: () => Date.UTC(2026, 0, 1, 12, 0, 0, 500) };

  test("work for half an hour and once, unless told otherwise", async () => {
    const portal = createTestPortal({ clock });
    const { status, json } = await portal.call("GET users/admin/tokens?exp=");
    expect(status).toBe(200);
    expect(json).toEqual({
      expirationDate: "2026-01-01T12:30:00Z",
      isMultiUse: false,
      token: expect.stringMatching(/^[A-Za-z0-9]{32}$/) as unknown,
      userName: "admin",
    });
    const other = await portal.call("GET users/admin/tokens?exp=2077-07-07T02:35:00&muse=true", { as: "reviewer" });
    expect(other.json).toMatchObject({ expirationDate: "2077-07-07T02:35:00Z", isMultiUse: true });
    expect(fields(other.json).token).not.toBe(fields(json).token);
  });

  test.each([
    ["GET users/none/tokens", 404],
    ["GET users/admin/tokens?exp=2025-12-31T00:00:00", 400],
    ["GET users/admin/tokens?exp=tomorrow", 400],
    ["GET users/admin/tokens?muse=True", 500],
  ])("%s is answered with %i", async (request, status) => {
    expect((await createTestPortal({ clock }).call(request)).status).toBe(status);
  });

  test("are not made for a disabled account", async () => {
    const portal = createTestPortal({ clock });
    await portal.call("PATCH users/author", { body: patch({ isEnabled: false }) });
    expect((await portal.call("GET users/author/tokens")).status).toBe(400);
  });
});

describe("who has access", () => {
  const logins = async (request: string) => {
    const portal = createTestPortal();
    await portal.call("POST users", { body: { ...ravi, userRole: "Partners" } });
    return items((await portal.call(request)).json).map(({ userName }) => userName);
  };

  test("to a project: contributors, enabled ones", async () => {
    const found = await logins("GET projects/manual/users");
    expect(found).toContain("author");
    expect(found).not.toContain("ravi");
    expect(found).not.toContain("disabled");
  });

  test("to a publication: power readers by its visibility and their groups", async () => {
    expect(await logins("GET projects/manual-public/users?types=PowerReader")).toContain("ravi");
    expect(await logins("GET projects/manual-partners/users?types=PowerReader")).toContain("ravi");
    expect(await logins("GET projects/manual-private/users?types=PowerReader")).toEqual([]);
    const both = await logins("GET projects/manual-partners/users?types=Contributor%2CPowerReader");
    expect(both).toEqual(expect.arrayContaining(["admin", "partner", "ravi"]));
    expect(both).not.toContain("reviewer");
  });

  test("as seen from a user: the publications", async () => {
    const portal = createTestPortal();
    await portal.call("POST users", { body: [ravi, { ...ravi, userName: "mia", userRole: "Partners" }] });
    const ids = async (login: string) =>
      items((await portal.call(`GET users/${login}/projects`)).json)
        .map(({ id }) => String(id))
        .sort();
    expect(await ids("ravi")).toEqual(["manual-public"]);
    expect(await ids("mia")).toEqual(["manual-partners", "manual-public"]);
    expect((await portal.call("GET users/none/projects")).status).toBe(404);
  });
});
