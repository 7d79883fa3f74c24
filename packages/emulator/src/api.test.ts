import { describe, expect, test } from "vitest";
import { createTestPortal, fields, items, message, origin } from "../test/test-portal.js";
import { declaredEndpoints } from "./declared.js";
import { handlers } from "./handlers/index.js";
import { createEmulator } from "./index.js";

const portal = createTestPortal();

describe("routing", () => {
  test.each([
    ["GET projects", 200],
    ["GET projects/", 200],
    ["GET projects/manual/", 200],
    ["GET projects/manual/articles/welcome/", 200],
    ["GET projects/manual/articles/%77elcome", 200],
    ["GET nothing", 404],
    ["GET projects/manual/nothing", 404],
    ["GET projects//articles", 400],
    ["GET projects/manual/articles/%E0%A4%A", 400],
    ["GET projects/manual/articles/a%2Fb", 404],
    ["GET projects/manual%2Farticles%2Fwelcome", 404],
    ["GET projects/manual%2Farticles", 404],
    ["DELETE projects/manual%2Farticles%2Fwelcome", 404],
    ["GET users/admin%2Fprojects", 404],
    ["GET storage%2Fmanual?filter=*", 404],
    ["GET storage/manual%2Fengine.png", 200],
    ["GET /api/v2/projects", 501],
    ["GET /api/v1", 404],
    ["GET /api/other", 404],
    ["GET /API/v1/projects", 404],
    ["PUT projects", 501],
    ["HEAD projects", 501],
    ["OPTIONS projects", 501],
    ["POST projects/manual", 400],
    ["POST projects/manual?action=burn", 501],
    ["POST projects/manual?action=Publish", 500],
    ["POST storage/a.txt", 400],
    ["POST storage/a.txt?format=rot13", 501],
    ["GET projects/manual?types=Project&types=Publication", 400],
  ])("%s is answered with %i", async (request, status) => {
    expect((await portal.call(request)).status).toBe(status);
  });

  test("an unknown or missing action is answered with the known ones", async () => {
    expect(message(await portal.call("POST projects/manual"))).toContain("download, export, import, publish");
    expect(message(await portal.call("POST projects/manual?action=burn"))).toContain(
      "download, export, import, publish",
    );
    expect(message(await portal.call("POST projects/manual?action=Publish"))).toContain('"publish"');
  });

  test.each(["/API/v1/projects", "/Api", "//api/v1/projects", "/api/V1/projects"])(
    "a path of the API in another spelling, %s, is answered with the error object",
    async (path) => {
      const reply = await portal.call(`GET ${origin}${path}`);
      expect([reply.status, message(reply)]).toEqual([404, expect.stringContaining("which is at /api/v1/")]);
    },
  );

  test("an unknown path beside the API is a page that is not found", async () => {
    const response = await portal.emulator.fetch(new Request(`${origin}/apis`));
    expect(response.status).toBe(404);
    expect(response.headers.get("Content-Type")).toContain("text/html");
  });

  test("plain HTTP gets no API", async () => {
    const response = await portal.emulator.fetch(new Request("http://portal.example/api/v1/projects"));
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('{"Message":"This portal is served over HTTPS only."');
    expect(response.headers.get("Content-Type")).toContain("application/json");
  });
});

test("every operation has a handler", () => {
  expect(declaredEndpoints.filter(({ id }) => !handlers.has(id)).map(({ id }) => id)).toEqual([]);
});

test.each([
  ["projects/", "newProjectName"],
  ["projects", "newProjectName"],
  ["projects/manual/", "inputFileUrl"],
  ["projects/manual", "inputFileUrl"],
])("POST %s?action=import is taken with and without a slash at the end", async (path, missing) => {
  const reply = await portal.call(`POST ${path}?action=import&format=url`, { body: { importFormat: "Markdown" } });
  expect([reply.status, message(reply)]).toEqual([400, expect.stringContaining(missing)]);
});

describe("answers", () => {
  test("JSON begins with a byte-order mark, errors too", async () => {
    for (const request of ["GET projects", "GET nothing"]) {
      const reply = await portal.call(request);
      expect(reply.text.startsWith("\uFEFF")).toBe(true);
      expect(reply.headers.get("Content-Type")).toBe("application/json; charset=utf-8");
    }
  });

  test("the byte-order mark can be left out", async () => {
    const reply = await createTestPortal({ byteOrderMark: false }).call("GET projects");
    expect(reply.text.startsWith("[")).toBe(true);
  });

  test("projects have the documented form", async () => {
    const clock = { now: () => Date.UTC(2024, 2, 27, 19, 28, 30, 999) };
    const { json } = await createTestPortal({ clock }).call("GET projects/manual-public");
    const expected = {
      createdOn: "2024-03-27T19:28:30",
      fullUrl: `${origin}/articles/manual-public`,
      id: "manual-public",
      parentId: "manual",
      parentUrl: "manual",
      title: "Manual for all",
      url: "manual-public",
      visibility: "Public",
    };
    expect(json).toEqual(expected);
    expect(Object.keys(fields(json))).toEqual(Object.keys(expected));
  });

  test("topics have the documented form, with keys in alphabetical order", async () => {
    const clock = { now: () => Date.UTC(2024, 2, 27, 19, 28, 30) };
    const reply = await createTestPortal({ clock }).call("GET projects/manual/articles");
    const [topic = {}] = items(reply.json);
    expect(topic).toMatchObject({
      ...{ assigneeUserName: "admin", body: null, createdOn: "2024-03-27T19:28:30", ftsSnippetHtml: null },
      ...{ ftsTitleHtml: null, fullUrl: `${origin}/articles/manual/welcome`, html: null, id: "welcome" },
      ...{ indexKeywords: ["greeting"], modifiedOn: "2024-03-27T19:28:30", ownerUserName: "admin" },
      ...{ projectId: "manual", projectTitle: "Manual", projectUrl: "manual" },
      ...{ smartLink: `${origin}/smart/manual/welcome`, statusName: "Ready", title: "Welcome", url: "welcome" },
    });
    expect(Object.keys(topic)).toEqual(Object.keys(topic).sort());
  });

  test("users have their keys in the documented order", async () => {
    const user = fields((await portal.call("GET users/admin")).json);
    expect(Object.keys(user)).toEqual(["userInfo", "userName", "userRole", "userType", "isEnabled"]);
    expect(fields(user.userInfo).lastActivityDate).toMatch(/^\/Date\(\d+\+0000\)\/$/);
  });

  test("files have their keys in the documented order, and backslashes", async () => {
    const file = fields((await portal.call("GET storage/manual/engine.png")).json);
    expect(Object.keys(file)).toEqual("fileName,fileFullName,content,modifiedBy,modifiedOn,size,isFolder".split(","));
    expect(file).toMatchObject({ fileFullName: "Storage\\manual\\engine.png", content: null, size: 4 });
  });

  test("errors are the documented object and tell nothing of the inside", async () => {
    const { json, text } = await portal.call("GET projects/unknown");
    expect(Object.keys(fields(json))).toEqual(["Message", "ExceptionType", "ExceptionDetail", "StackTrace"]);
    expect(json).toMatchObject({ ExceptionDetail: null, StackTrace: null });
    expect(text).not.toMatch(/\.[jt]s:\d|node_modules|\/work\//);
  });

  test("a failure of the emulator itself is reported to its program, and not to the caller", async () => {
    const errors: unknown[] = [];
    let isBroken = false;
    const now = () => {
      if (!isBroken) return 0;
      throw new Error("the clock at /home/secret stopped");
    };
    const broken = createTestPortal({ clock: { now }, onError: (error) => errors.push(error) });
    isBroken = true;
    const reply = await broken.call("GET projects");
    expect(reply.status).toBe(500);
    expect(reply.text).not.toContain("secret");
    // The answer, and the entry in the journal.
    expect(errors).toMatchObject([
      { message: expect.stringContaining("stopped") as string },
      { message: expect.stringContaining("stopped") as string },
    ]);
  });
});

describe("requests from the page of another site", () => {
  test.each([{ Origin: "https://evil.example" }, { Origin: "null" }, { "Sec-Fetch-Site": "cross-site" }])(
    "may search, and do nothing else: %j",
    async (headers) => {
      const body = { id: "foreign", statusName: "Ready", ownerUserName: "admin", assigneeUserName: "admin" };
      const reply = await portal.call("POST projects/manual/articles", { body, headers });
      expect([reply.status, message(reply)]).toEqual([403, expect.stringContaining("may search, and do nothing else")]);
      expect((await portal.call("GET projects/manual/articles/foreign")).status).toBe(404);
      expect((await portal.call("GET search?q=engine", { headers })).status).toBe(200);
    },
  );

  test("are told from those of the portal's own pages", async () => {
    const headers = { Origin: origin, "Sec-Fetch-Site": "same-origin" };
    expect((await portal.call("DELETE projects/manual/articles/unknown", { headers })).status).toBe(404);
  });
});

test("a closed emulator says that it is closed", async () => {
  const emulator = createEmulator({ seed: "empty" });
  await emulator.close();
  await emulator.close();
  await expect(emulator.fetch(new Request(`${origin}/api/v1/projects`))).rejects.toThrow("closed");
});
