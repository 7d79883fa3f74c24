import { describe, expect, it, vi } from "vitest";
import { toAttemptBody } from "./attempt-body.js";

describe("what an attempt hands to fetch", () => {
  const bytes = new Uint8Array([0, 255, 13, 10]);
  const large = new Uint8Array(300_000).map((_, index) => index % 251);

  it("is a new stream of large bytes each time, with their length", async () => {
    for (let attempt = 0; attempt < 2; attempt += 1) {
      const { body, headers } = toAttemptBody(large);
      expect(headers).toEqual({ "content-length": "300000" });
      expect(body).toBeInstanceOf(ReadableStream);
      expect(new Uint8Array(await new Response(body).arrayBuffer())).toEqual(large);
    }
  });

  it("is the bytes themselves when they are few, or where fetch does not take the length of a stream", () => {
    expect(toAttemptBody(bytes)).toEqual({ body: bytes, headers: {} });
    vi.stubGlobal("navigator", { userAgent: "Mozilla/5.0" });
    expect(toAttemptBody(large)).toEqual({ body: large, headers: {} });
  });
});
