import { storage } from "@clickhelp-js/protocol";
import { describe, expect, it } from "vitest";
import { encodeRequest } from "./encode.js";
import { describeBody, toSendableBody } from "./request-body.js";

const bytes = new Uint8Array([0, 255, 13, 10]);

describe("a sendable body", () => {
  it("of a form has one part, named like the field, with the last segment of the path as its file name", async () => {
    const encoded = encodeRequest(storage.uploadMultipart, { filePath: "a b/größe #1.bin", file: bytes });
    const { body, headers } = toSendableBody(storage.uploadMultipart, encoded);
    expect(headers).toEqual({});
    const parts = body instanceof FormData ? [...body] : [];
    expect(parts.map(([name]) => name)).toEqual(["file"]);
    const file = parts[0]?.[1];
    if (!(file instanceof File)) throw new Error("not a file");
    expect(file.name).toBe("größe #1.bin");
    expect(new Uint8Array(await file.arrayBuffer())).toEqual(bytes);
  });

  it("of bytes is the bytes, from shared memory a copy", () => {
    const contentRange = { start: 0, end: 3, total: 4 };
    const send = (chunk: Uint8Array) =>
      toSendableBody(
        storage.uploadChunk,
        encodeRequest(storage.uploadChunk, { filePath: "a.bin", contentRange, chunk }),
      );
    expect(send(bytes)).toEqual({ body: bytes, headers: { "content-type": "application/octet-stream" } });
    // A Buffer has a slice of its own, which copies nothing.
    for (const shared of [new Uint8Array(new SharedArrayBuffer(4)), Buffer.from(new SharedArrayBuffer(4))]) {
      shared.set(bytes);
      const { body } = send(shared);
      expect(body).toEqual(bytes);
      expect((body as Uint8Array).buffer).toBeInstanceOf(ArrayBuffer);
    }
  });

  it("is absent when nothing is sent", () => {
    const encoded = encodeRequest(storage.startUpload, { filePath: "a.bin" });
    expect(toSendableBody(storage.startUpload, encoded)).toEqual({ body: undefined, headers: {} });
  });
});

describe("a shown body", () => {
  it("has the number of bytes in place of them", () => {
    expect(describeBody(bytes)).toBe("<4 bytes>");
    expect(describeBody({ file: bytes, note: "x" })).toEqual({ file: "<4 bytes>", note: "x" });
  });

  it("is otherwise the JSON", () => {
    expect(describeBody([{ userName: "a" }])).toEqual([{ userName: "a" }]);
    expect(describeBody({ a: null })).toEqual({ a: null });
  });
});
