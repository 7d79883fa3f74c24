import { describe, expect, test } from "vitest";
import { basic, createTestPortal, fields, items, message, origin, type TestPortal } from "../../test/test-portal.js";
import { chunkSize } from "../store/contents.js";

const base64 = (text: string) => Buffer.from(text).toString("base64");

describe("uploading", () => {
  test("answers with the fields in the order of the documentation's sample, which is another one than elsewhere", async () => {
    const portal = createTestPortal();
    const made = await portal.call("POST storage/a.txt?format=base64", { body: { content: base64("hi") } });
    const body = new FormData();
    body.set("file", new Blob(["hi"]));
    const sent = await portal.call("POST storage/b.txt?format=multipart", { body });
    const read = await portal.call("GET storage/a.txt");
    const names = ({ json }: { json: unknown }) => Object.keys(fields(json));
    const alphabetical = ["content", "fileFullName", "fileName", "isFolder", "modifiedBy", "modifiedOn", "size"];
    expect([names(made), names(sent)]).toEqual([alphabetical, alphabetical]);
    expect(names(read)).toEqual([
      ...["fileName", "fileFullName", "content", "modifiedBy", "modifiedOn", "size", "isFolder"],
    ]);
  });

  test("answers 201 with the address of the file, which a GET resolves", async () => {
    const portal = createTestPortal();
    const path = "storage/new%20folder/r%C3%A9sum%C3%A9.txt";
    const reply = await portal.call(`POST ${path}?format=base64`, { body: { content: base64("hi") } });
    expect(reply.status).toBe(201);
    expect(reply.json).toMatchObject({ fileFullName: "Storage\\new folder\\résumé.txt", content: null, size: 2 });
    expect(reply.headers.get("Location")).toBe(`${origin}/api/v1/${path}`);
    const read = await portal.call(`GET ${String(reply.headers.get("Location"))}?format=base64`);
    expect(read.json).toMatchObject({ content: base64("hi"), modifiedBy: "admin", isFolder: false });
  });

  test("makes the folders on the way", async () => {
    const portal = createTestPortal();
    await portal.call("POST storage/a/b/c.txt?format=base64", { body: {} });
    expect((await portal.call("GET storage/a/b")).json).toMatchObject({
      fileFullName: "Storage\\a\\b",
      isFolder: true,
    });
  });

  test.each([0, 1, chunkSize - 1, chunkSize, chunkSize + 1, 3 * chunkSize + 7])(
    "keeps %i bytes exactly",
    async (size) => {
      const portal = createTestPortal();
      const content = Buffer.alloc(size, "0123456789abcdef").toString("base64");
      await portal.call("POST storage/x.bin?format=base64", { body: { content } });
      const read = fields((await portal.call("GET storage/x.bin?format=base64")).json);
      expect(read.size).toBe(size);
      expect(read.content === content).toBe(true);
    },
  );

  test("reads the content piece by piece, and breaks off when the file goes meanwhile", async () => {
    const portal = createTestPortal();
    const size = 4 * chunkSize;
    await portal.call("POST storage/x.bin?format=base64", { body: { content: Buffer.alloc(size).toString("base64") } });
    const request = new Request(`${origin}/api/v1/storage/x.bin?format=base64`, {
      headers: { Authorization: basic("admin") },
    });
    const reader = (await portal.emulator.fetch(request)).body?.getReader();
    expect((await reader?.read())?.done).toBe(false);
    await portal.call("DELETE storage/x.bin");
    const readOn = async () => {
      while ((await reader?.read())?.done === false);
    };
    await expect(readOn()).rejects.toThrow("deleted while it was read");
  });

  test("takes 10 MB and refuses one byte more", async () => {
    const portal = createTestPortal();
    const content = (size: number) => Buffer.alloc(size, 7).toString("base64");
    const limit = 10 * 1024 * 1024;
    expect((await portal.call("POST storage/a.bin?format=base64", { body: { content: content(limit) } })).status).toBe(
      201,
    );
    const tooLarge = await portal.call("POST storage/b.bin?format=base64", { body: { content: content(limit + 1) } });
    expect(tooLarge.status).toBe(400);
    expect(message(tooLarge)).toContain("10 MB");
    expect((await portal.call("GET storage/b.bin")).status).toBe(404);
  });

  test("does not overwrite unless told to", async () => {
    const portal = createTestPortal();
    const put = (query: string, text: string) =>
      portal.call(`POST storage/a.txt?format=base64${query}`, { body: { content: base64(text) } });
    await put("", "one");
    expect((await put("", "two")).status).toBe(409);
    expect((await put("&isOverwrite=false", "two")).status).toBe(409);
    expect((await put("&isOverwrite=true", "three")).status).toBe(200);
    const read = await portal.call("GET storage/a.txt?format=base64");
    expect(read.json).toMatchObject({ content: base64("three"), size: 5 });
  });

  test("makes a folder, and ignores content then", async () => {
    const portal = createTestPortal();
    const body = { isFolder: true, content: base64("x") };
    expect((await portal.call("POST storage/empty?format=base64", { body })).status).toBe(201);
    expect((await portal.call("GET storage/empty?format=base64")).json).toMatchObject({
      isFolder: true,
      content: null,
      size: 0,
    });
  });

  test("refuses to put something below a file, or a file in the place of a folder", async () => {
    const portal = createTestPortal();
    expect((await portal.call("POST storage/manual/engine.png/x.txt?format=base64", { body: {} })).status).toBe(409);
    expect((await portal.call("POST storage/manual?format=base64&isOverwrite=true", { body: {} })).status).toBe(409);
  });

  test("refuses what is not base64", async () => {
    const portal = createTestPortal();
    const reply = await portal.call("POST storage/a.txt?format=base64", { body: { content: "not base64!" } });
    expect(reply.status).toBe(400);
  });
});

describe("paths", () => {
  test.each([
    "storage/..%5C..%5Cetc%5Cpasswd",
    "storage/a%5Cb.txt",
    "storage/%2E%2E%2Fx",
    "storage/a//b.txt",
    "storage/C:/x.txt",
    "storage/CON",
    "storage/nul.txt",
    "storage/a%00b",
    "storage/a%0Ab",
    "storage/name.",
    "storage/name%20",
    "storage/...",
    `storage/${"x".repeat(256)}`,
    `storage/${"x/".repeat(600)}x`,
  ])("%s is refused", async (path) => {
    const portal = createTestPortal();
    expect((await portal.call(`POST ${path}?format=base64`, { body: {} })).status).toBe(400);
    expect((await portal.call(`GET ${path}`)).status).toBe(400);
  });

  test("slashes may be encoded", async () => {
    const portal = createTestPortal();
    const upload = await portal.call("POST storage/manual%2Fnew%2Fa%20b.txt?format=base64", { body: {} });
    expect(upload.headers.get("Location")).toBe(`${origin}/api/v1/storage/manual/new/a%20b.txt`);
    expect((await portal.call("GET storage/manual/new%2fa%20b.txt")).json).toEqual(upload.json);
    expect((await portal.call("HEAD storage/manual%2Fnew")).status).toBe(200);
  });

  test("dots in a URL never leave Storage", async () => {
    const portal = createTestPortal();
    expect((await portal.call("POST storage/../../../x.txt?format=base64", { body: {} })).status).toBe(404);
    expect((await portal.call("POST storage/%2e%2e/projects?format=base64", { body: {} })).status).toBe(400);
  });
});

describe("listing", () => {
  const portal = createTestPortal();
  const names = async (request: string) =>
    items((await portal.call(request)).json).map(({ fileFullName }) => String(fileFullName).replaceAll("\\", "/"));

  test.each([
    ["GET storage?filter=*l", ["Storage/manual"]],
    ["GET storage/?filter=*l", ["Storage/manual"]],
    ["GET storage?filter=man*l&isRecursive=true", ["Storage/manual"]],
    ["GET storage/manual?filter=*.png&isRecursive=true", ["Storage/manual/engine.png"]],
    ["GET storage/manual?filter=e*.p*g", ["Storage/manual/engine.png"]],
    ["GET storage/manual/?filter=*", ["Storage/manual/engine.png"]],
    ["GET storage/manual?filter=engine", []],
    ["GET storage/manual?filter=.*", []],
    ["GET storage/manual?filter=engine.pn?", []],
  ])("%s", async (request, expected) => {
    expect(await names(request)).toEqual(expected);
  });

  test("takes what the documented sample has in its query, and nothing else", async () => {
    const list = (more: string) => portal.call(`GET storage/manual?filter=*&isRecursive=true${more}`);
    const { json } = await list("");
    expect(await list("&format=base64")).toMatchObject({ status: 200, json });
    expect((await list("&format=resumable")).status).toBe(400);
    expect((await list("&colour=red")).status).toBe(400);
  });

  test("gives no content, and no neighbours whose name begins the same", async () => {
    await portal.call("POST storage/manual-2/x.txt?format=base64", { body: { content: base64("x") } });
    const files = items((await portal.call("GET storage/manual?filter=*&isRecursive=true")).json);
    expect(files).toMatchObject([{ fileName: "engine.png", content: null }]);
  });

  test("an unknown folder is not found, a file is no folder, and the root needs a filter", async () => {
    expect((await portal.call("GET storage/none?filter=*")).status).toBe(404);
    expect((await portal.call("GET storage/manual/engine.png?filter=*")).status).toBe(400);
    expect((await portal.call("GET storage")).status).toBe(400);
    expect((await portal.call("GET storage?filter=")).status).toBe(400);
  });
});

test("deleting removes files and empty folders, and nothing else", async () => {
  const portal = createTestPortal();
  const full = await portal.call("DELETE storage/manual");
  expect([full.status, message(full)]).toEqual([409, expect.stringContaining("not empty")]);
  expect(fields(full.json).ExceptionType).toBe("ConflictException");
  expect((await portal.call("DELETE storage/manual/engine.png")).status).toBe(204);
  expect((await portal.call("DELETE storage/manual/engine.png")).status).toBe(404);
  expect((await portal.call("DELETE storage/manual")).status).toBe(204);
  expect((await portal.call("GET storage?filter=manual")).json).toEqual([]);
});

describe("uploading a form", () => {
  const form = (text: string) => {
    const data = new FormData();
    data.append("file", new Blob([text]), "ignored.txt");
    return data;
  };

  test("keeps the part, under the name in the path", async () => {
    const portal = createTestPortal();
    const reply = await portal.call("POST storage/a/b.txt?format=multipart", { body: form("hello") });
    expect(reply.status).toBe(201);
    expect(reply.json).toMatchObject({ fileFullName: "Storage\\a\\b.txt", content: null, size: 5 });
    const read = await portal.call(`GET ${String(reply.headers.get("Location"))}?format=base64`);
    expect(read.json).toMatchObject({ content: base64("hello") });
    expect((await portal.call("POST storage/a/b.txt?format=multipart", { body: form("x") })).status).toBe(409);
    const over = await portal.call("POST storage/a/b.txt?format=multipart&isOverwrite=true", { body: form("x") });
    expect(over.status).toBe(200);
  });

  test("refuses JSON, a broken form, no parts, and other parts", async () => {
    const portal = createTestPortal();
    const other = form("x");
    other.append("colour", "red");
    const headers = { "Content-Type": "multipart/form-data; boundary=x" };
    for (const options of [
      { body: {} },
      { body: "--x\r\n", headers },
      { body: "", headers: {} },
      { body: new FormData() },
      { body: other },
    ]) {
      expect((await portal.call("POST storage/a.txt?format=multipart", options)).status).toBe(400);
    }
  });

  test.each([
    'form-data; name="file"',
    "form-data; name=file",
    "form-data;name=file;filename=a.txt",
    "form-data; name=file; filename=a.txt; filename*=utf-8''%C3%A9.txt",
    String.raw`form-data; name="file"; filename="a\"b.txt"`,
  ])("takes each byte of the part, whoever wrote it: %s", async (disposition) => {
    const portal = createTestPortal();
    const content = Buffer.from([0xef, 0xbb, 0xbf, ...Array.from({ length: 256 }, (_, byte) => byte), 0x0d, 0x0a]);
    const start = `--b\r\nContent-Disposition: ${disposition}\r\n\r\n`;
    const body = Buffer.concat([Buffer.from(start), content, Buffer.from("\r\n--b--\r\n")]);
    const headers = { "Content-Type": 'multipart/form-data; boundary="b"' };
    expect((await portal.call("POST storage/a.bin?format=multipart", { body, headers })).status).toBe(201);
    const read = await portal.call("GET storage/a.bin?format=base64");
    expect(read.json).toMatchObject({ content: content.toString("base64"), size: content.length });
  });

  test("refuses a part without a name, and says so", async () => {
    const portal = createTestPortal();
    const part = (disposition: string) => `--b\r\nContent-Disposition: ${disposition}\r\n\r\nx\r\n`;
    const body = `${part('form-data; name="file"')}${part('form-data; filename="a.txt"')}--b--\r\n`;
    const headers = { "Content-Type": "multipart/form-data; boundary=b" };
    const reply = await portal.call("POST storage/a.txt?format=multipart", { body, headers });
    expect([reply.status, message(reply)]).toEqual([400, expect.stringContaining("a part without a name")]);
  });

  test("refuses more parts than any form has, rather than drop the last ones", async () => {
    const loose = createTestPortal({ strict: false });
    const upload = async (parts: number) => {
      const many = new FormData();
      for (let number = 1; number < parts; number += 1) many.append(`field${number}`, "x");
      many.append("file", new Blob(["hello"]), "ignored.txt");
      return loose.call(`POST storage/${parts}.txt?format=multipart`, { body: many });
    };
    expect((await upload(10)).status).toBe(201);
    const reply = await upload(11);
    expect([reply.status, message(reply)]).toEqual([400, expect.stringContaining("more than 10 parts")]);
  });

  test("refuses the file twice", async () => {
    const portal = createTestPortal();
    const twice = form("one");
    twice.append("file", new Blob(["two"]), "two.txt");
    const reply = await portal.call("POST storage/a.txt?format=multipart", { body: twice });
    expect([reply.status, message(reply)]).toEqual([400, expect.stringContaining("several parts")]);
    expect((await portal.call("GET storage/a.txt")).status).toBe(404);
  });
});

test("HEAD says whether a file or folder exists, without a body", async () => {
  const portal = createTestPortal();
  for (const [path, status] of [
    ["", 200],
    ["manual", 200],
    ["manual/engine.png", 200],
    ["manual/none.png", 404],
  ] as const) {
    const reply = await portal.call(`HEAD storage/${path}`);
    expect([reply.status, reply.text]).toEqual([status, ""]);
  }
  expect((await portal.call("HEAD storage/manual", { as: null })).status).toBe(401);
});

describe("changing a file", () => {
  const body = { updatedFields: "content", content: base64("changed") };

  test("replaces its content and answers as a GET would", async () => {
    const portal = createTestPortal();
    const reply = await portal.call("PATCH storage/manual/engine.png", { body });
    expect(reply.json).toMatchObject({ size: 7, content: null });
    expect((await portal.call("GET storage/manual/engine.png")).json).toEqual(reply.json);
    const read = await portal.call("GET storage/manual/engine.png?format=base64");
    expect(read.json).toMatchObject({ content: base64("changed") });
  });

  test("makes no new file and gives a folder no content", async () => {
    const portal = createTestPortal();
    expect((await portal.call("PATCH storage/none.txt", { body })).status).toBe(404);
    expect((await portal.call("PATCH storage/manual", { body })).status).toBe(400);
  });
});

describe("deleting several files", () => {
  const remove = (portal: TestPortal, ...fileFullNames: string[]) =>
    portal.call("DELETE storage", { body: { fileFullNames } });

  test.each(["manual/engine.png", "Storage/manual/engine.png", "Storage\\manual\\engine.png"])(
    "takes the name %s",
    async (name) => {
      const portal = createTestPortal();
      expect((await remove(portal, name)).status).toBe(204);
      expect((await portal.call("GET storage/manual/engine.png")).status).toBe(404);
    },
  );

  test("deletes a folder together with what is in it, and nothing when one name is wrong", async () => {
    const portal = createTestPortal();
    expect((await remove(portal, "manual/engine.png", "none")).status).toBe(404);
    expect((await portal.call("GET storage/manual/engine.png")).status).toBe(200);
    expect((await remove(portal, "Storage/manual")).status).toBe(409);
    expect((await remove(portal, "Storage/manual", "Storage/manual/engine.png")).status).toBe(204);
    expect((await portal.call("GET storage?filter=manual")).json).toEqual([]);
  });
});
