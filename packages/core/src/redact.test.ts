import { describe, expect, it, vi } from "vitest";
import { redactHeaders, redactText, redactUrl, redactValue } from "./redact.js";

describe("redaction", () => {
  it("hides login tokens and credentials in addresses, and nothing else", () => {
    expect(redactUrl("https://a.example/articles/x?t=SMxf5R&q=t")).toBe("https://a.example/articles/x?t=hidden&q=t");
    expect(redactUrl("https://anna:key@a.example/x")).toBe("https://a.example/x");
    expect(redactUrl("https://a.example/api/v1/projects/x?action=publish")).toBe(
      "https://a.example/api/v1/projects/x?action=publish",
    );
  });

  it.each([
    "access_token",
    "token",
    "apikey",
    "api-key",
    "api_key",
    "KEY",
    "password",
    "secret",
    "auth",
    "sig",
    "signature",
  ])("hides the parameter %s", (name) => {
    expect(redactUrl(`https://a.example/x?${name}=s3cret&my${name}=1`)).toBe(
      `https://a.example/x?${name}=hidden&my${name}=1`,
    );
  });

  it("hides credentials and cookies in headers", () => {
    const headers = new Headers({ Authorization: "Basic x", "Set-Cookie": "a=b", ETag: "1", Location: "/x?t=abc" });
    expect(redactHeaders(headers, undefined)).toEqual({
      authorization: "[hidden]",
      "set-cookie": "[hidden]",
      etag: "1",
      location: "/x?t=hidden",
    });
  });

  it("hides secret fields at any depth", () => {
    expect(
      redactValue({ ftpInfo: { hostName: "h", password: "p" }, list: [{ apiKey: "k" }, null, 1] }, undefined),
    ).toEqual({
      ftpInfo: { hostName: "h", password: "[hidden]" },
      list: [{ apiKey: "[hidden]" }, null, 1],
    });
  });

  it("looks for the secrets once, however long a list is", () => {
    const decode = vi.spyOn(globalThis, "atob");
    const list = Array(300).fill("a text");
    expect(redactValue(list, `Basic ${btoa("anna:s3cret")}`)).toEqual(list);
    expect(decode).toHaveBeenCalledOnce();
  });

  it("hides what a portal echoes", () => {
    const authorization = `Basic ${btoa("anna:s3cret")}`;
    const text = `The key s3cret of anna (${authorization}) is wrong`;
    expect(redactText(text, authorization)).toBe("The key [hidden] of anna ([hidden]) is wrong");
    expect(redactText(text, undefined)).toBe(text);
    expect(redactText("x", "Basic not base64!")).toBe("x");
  });

  it("hides them however an address writes them", () => {
    const encoded = btoa("anna:s3cret?>>~~~");
    expect(encoded).toMatch(/\+.*=/);
    const escaped = encodeURIComponent(encoded);
    for (const written of [
      escaped,
      escaped.replaceAll("%2B", "%2b"),
      encodeURIComponent(escaped),
      encoded.replace(/=+$/, ""),
    ]) {
      const shown = redactText(`https://sso.example/?state=${written}`, `Basic ${encoded}`);
      expect(shown).toMatch(/state=\[hidden\]/);
      for (const part of encoded.match(/\w{4,}/g) ?? []) expect(shown).not.toContain(part);
    }
  });
});
