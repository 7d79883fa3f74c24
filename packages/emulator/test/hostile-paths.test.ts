/** Paths that lead out of Storage on a careless server, in every operation that takes a path. */
import { expect, test } from "vitest";
import { createTestPortal, type CallOptions } from "./test-portal.js";

/** As they stand in the address. */
const hostilePaths = [
  "%2e%2e/%2e%2e/etc/passwd",
  "manual/%2e%2e%2fengine.png",
  "..%2f..%2fetc%2fpasswd",
  "..%5c..%5cwindows%5cwin.ini",
  "manual/..%5cengine.png",
  "%252e%252e/%252e%252e/etc/passwd%00",
  "%2fetc%2fpasswd",
  "%5c%5cserver%5cshare%5cx.txt",
  "C:%5cx.txt",
  "c:/x.txt",
  "file:%2f%2f%2fetc%2fpasswd",
  "manual/con",
  "manual/NUL.txt",
  "com1/x.txt",
  "manual/x.txt%00.png",
  "manual/x.txt::$DATA",
  "manual/x.txt.",
  "manual/x.txt%20",
  "manual//engine.png",
  "%ff%fe/x.txt",
];

const form = () => {
  const data = new FormData();
  data.set("file", new File(["x"], "x.txt"));
  return data;
};
const plain = () => ({});
const chunk = { headers: { "Content-Range": "bytes 0-0/1" }, body: "x" };

const requests: readonly (readonly [what: string, request: (path: string) => string, options: () => CallOptions])[] = [
  ["reading", (path) => `GET storage/${path}?format=base64`, plain],
  ["looking", (path) => `HEAD storage/${path}`, plain],
  ["listing", (path) => `GET storage/${path}?filter=*&isRecursive=true`, plain],
  ["uploading", (path) => `POST storage/${path}?format=base64&isOverwrite=true`, () => ({ body: { content: "eA==" } })],
  ["uploading a form", (path) => `POST storage/${path}?format=multipart&isOverwrite=true`, () => ({ body: form() })],
  ["starting an upload", (path) => `POST storage/${path}?format=resumable&isOverwrite=true`, plain],
  ["going on with an upload", (path) => `PUT storage/${path}?format=resumable`, () => chunk],
  ["changing", (path) => `PATCH storage/${path}`, () => ({ body: { updatedFields: "content", content: "eA==" } })],
  ["deleting", (path) => `DELETE storage/${path}`, plain],
];

const portal = createTestPortal();
const listAll = async () => (await portal.call("GET storage?filter=*&isRecursive=true")).json;

test.each(requests)("%s at a hostile path is refused and changes nothing", async (_what, request, options) => {
  const before = await listAll();
  for (const path of hostilePaths) {
    const { status, text } = await portal.call(request(path), options());
    expect([400, 404], `${request(path)}: ${status} ${text}`).toContain(status);
  }
  expect(await listAll()).toEqual(before);
});

test("deleting several files at hostile paths is refused and changes nothing", async () => {
  const before = await listAll();
  for (const path of hostilePaths) {
    for (const name of [path, decodeLoosely(path)]) {
      const body = { fileFullNames: ["Storage/manual/engine.png", `Storage/${name}`] };
      const { status, text } = await portal.call("DELETE storage", { body });
      expect([400, 404], `${name}: ${status} ${text}`).toContain(status);
    }
  }
  expect(await listAll()).toEqual(before);
});

function decodeLoosely(path: string): string {
  return path.replaceAll(/%([0-9a-f]{2})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}
