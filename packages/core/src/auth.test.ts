import { describe, expect, it } from "vitest";
import { inspect } from "node:util";
import { anonymous, basicAuth } from "./auth.js";
import { ConfigurationError } from "./errors.js";

const decode = (header: string | undefined) => Buffer.from(header?.split(" ")[1] ?? "", "base64").toString("utf8");

describe("basicAuth", () => {
  it("gives login and key as UTF-8", async () => {
    const header = await basicAuth({ login: "zoë", apiKey: "ключ-𝄞" }).authorization();
    expect(header).toMatch(/^Basic /);
    expect(decode(header)).toBe("zoë:ключ-𝄞");
  });

  it("keeps colons in the key", async () => {
    expect(decode(await basicAuth({ login: "anna", apiKey: "a:b" }).authorization())).toBe("anna:a:b");
  });

  it("does not show the key when printed", () => {
    expect(inspect(basicAuth({ login: "anna", apiKey: "s3cret" }), { depth: 10, showHidden: true })).not.toMatch(
      /s3cret|czNjcmV0/,
    );
  });

  it.each([
    [{ login: "", apiKey: "k" }, "auth.login", "CLICKHELP_USERNAME"],
    [{ login: "a:b", apiKey: "k" }, "auth.login", "CLICKHELP_USERNAME"],
    [{ login: "a\n", apiKey: "k" }, "auth.login", "CLICKHELP_USERNAME"],
    [{ login: "anna", apiKey: "" }, "auth.apiKey", "CLICKHELP_API_KEY"],
    [{ login: "anna", apiKey: "s3cret\n" }, "auth.apiKey", "CLICKHELP_API_KEY"],
  ])("refuses %j", (credentials, option, variable) => {
    let error: unknown;
    try {
      basicAuth(credentials);
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(error).toMatchObject({ option, variable });
    expect(String(error)).not.toContain("s3cret");
  });

  it("asks a function once for many calls", async () => {
    let asked = 0;
    const auth = basicAuth(() => ({ login: "anna", apiKey: `key-${++asked}` }));
    const headers = await Promise.all([auth.authorization(), auth.authorization(), auth.authorization()]);
    expect(headers.map(decode)).toEqual(["anna:key-1", "anna:key-1", "anna:key-1"]);
  });

  it("asks a function once more for many calls that were refused at once", async () => {
    let asked = 0;
    const auth = basicAuth(async () => Promise.resolve({ login: "anna", apiKey: `key-${++asked}` }));
    const refused = (await auth.authorization()) ?? "";
    const headers = await Promise.all([auth.refresh?.(refused), auth.refresh?.(refused)]);
    expect(headers.map(decode)).toEqual(["anna:key-2", "anna:key-2"]);
    expect(decode(await auth.authorization())).toBe("anna:key-2");
  });

  it("does not ask for a call that was refused with what was given before", async () => {
    let asked = 0;
    const auth = basicAuth(() => ({ login: "anna", apiKey: `key-${++asked}` }));
    const refused = (await auth.authorization()) ?? "";
    await auth.refresh?.(refused);
    expect(decode(await auth.refresh?.(refused))).toBe("anna:key-2");
  });

  it.each([undefined, null])("says what is missing when the function gives %s", async (nothing) => {
    await expect(basicAuth(() => Promise.resolve(nothing as never)).authorization()).rejects.toMatchObject({
      name: "ConfigurationError",
      option: "auth.login",
    });
  });

  it("asks again after the function failed, and keeps its error as the cause", async () => {
    const cause = new Error("keychain is locked");
    const answers = [() => Promise.reject(cause), () => Promise.resolve({ login: "anna", apiKey: "key" })];
    const auth = basicAuth(() => (answers.shift() ?? answers[0])?.() ?? Promise.reject(cause));
    await expect(auth.authorization()).rejects.toMatchObject({ name: "ConfigurationError", option: "auth", cause });
    expect(decode(await auth.authorization())).toBe("anna:key");
  });
});

describe("anonymous", () => {
  it("gives no header", () => {
    expect(anonymous().authorization()).toBeUndefined();
  });
});
