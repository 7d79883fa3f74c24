import { describe, expect, it } from "vitest";
import { optionsFromEnv } from "./env.js";
import { ConfigurationError } from "./errors.js";

const portal = { CLICKHELP_PORTAL_URL: "https://docs.example.com" };

describe("optionsFromEnv", () => {
  it("reads portal, login, key and read-only mode, and trims what a shell may leave", async () => {
    const options = optionsFromEnv({
      CLICKHELP_PORTAL_URL: " https://docs.example.com\n",
      CLICKHELP_USERNAME: "anna",
      CLICKHELP_API_KEY: "key\n",
      CLICKHELP_READ_ONLY: "true",
    });
    expect(options).toMatchObject({ portal: "https://docs.example.com", readOnly: true });
    expect(await options.auth?.authorization()).toBe(`Basic ${btoa("anna:key")}`);
  });

  it("leaves out what is not set", () => {
    expect(optionsFromEnv(portal)).toEqual({ portal: portal.CLICKHELP_PORTAL_URL });
    expect(optionsFromEnv({ ...portal, CLICKHELP_READ_ONLY: "0" })).not.toHaveProperty("readOnly");
  });

  it.each([
    [{}, "portal", "CLICKHELP_PORTAL_URL"],
    [{ CLICKHELP_PORTAL_URL: "" }, "portal", "CLICKHELP_PORTAL_URL"],
    [{ ...portal, CLICKHELP_USERNAME: "anna" }, "auth.apiKey", "CLICKHELP_API_KEY"],
    [{ ...portal, CLICKHELP_USERNAME: "anna", CLICKHELP_API_KEY_FILE: "key.txt" }, "auth.apiKey", "CLICKHELP_API_KEY"],
    [{ ...portal, CLICKHELP_API_KEY_FILE: "key.txt" }, "auth.apiKey", "CLICKHELP_API_KEY"],
    [{ ...portal, CLICKHELP_API_KEY: "s3cret" }, "auth.login", "CLICKHELP_USERNAME"],
    [{ ...portal, CLICKHELP_READ_ONLY: "maybe" }, "readOnly", "CLICKHELP_READ_ONLY"],
    [{ ...portal, CLICKHELP_READ_ONLY: "constructor" }, "readOnly", "CLICKHELP_READ_ONLY"],
  ])("refuses %j and names what is wrong", (env, option, variable) => {
    let error: unknown;
    try {
      optionsFromEnv(env);
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(error).toMatchObject({ option, variable, code: "configuration" });
    expect(String(error)).not.toContain("s3cret");
  });
});
