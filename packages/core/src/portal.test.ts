import { describe, expect, it } from "vitest";
import { ConfigurationError } from "./errors.js";
import { parsePortal } from "./portal.js";

const problemWith = (portal: string | undefined): ConfigurationError => {
  try {
    parsePortal(portal);
  } catch (error) {
    if (error instanceof ConfigurationError) return error;
    throw error;
  }
  throw new Error(`${portal} was accepted`);
};

describe("a portal", () => {
  it.each([
    ["hedronlabs", "https://hedronlabs.clickhelp.co/"],
    [" hedronlabs ", "https://hedronlabs.clickhelp.co/"],
    ["hedron.try.clickhelp.co", "https://hedron.try.clickhelp.co/"],
    ["docs.example.com", "https://docs.example.com/"],
    ["docs.example.com:8443", "https://docs.example.com:8443/"],
    ["https://docs.example.com", "https://docs.example.com/"],
    ["https://docs.example.com/", "https://docs.example.com/"],
    ["HTTPS://Docs.Example.com:443", "https://docs.example.com/"],
    ["localhost", "https://localhost/"],
    ["localhost:8443", "https://localhost:8443/"],
    ["http://localhost:8080", "http://localhost:8080/"],
    ["http://127.0.0.1:8080", "http://127.0.0.1:8080/"],
    ["http://127.1.2.3", "http://127.1.2.3/"],
    ["http://[::1]:8080", "http://[::1]:8080/"],
    ["[::1]:8443", "https://[::1]:8443/"],
  ])("%s is %s", (portal, address) => {
    expect(parsePortal(portal).href).toBe(address);
  });

  it("can be a URL", () => {
    expect(parsePortal(new URL("https://docs.example.com")).href).toBe("https://docs.example.com/");
  });

  it.each([
    [undefined, /No portal/],
    ["", /No portal/],
    ["  ", /No portal/],
    ["not a portal", /not a name/],
    ["https://", /not a name/],
    ["https:/docs.example.com", /not a name/],
    ["https//docs.example.com", /not a name/],
    ["http://docs.example.com", /plain HTTP.*use https:\/\/docs\.example\.com/],
    ["http://localhost.example.com", /plain HTTP/],
    ["http://1270.0.0.1.example.com", /plain HTTP/],
    ["ftp://docs.example.com", /begins with ftp:\/\//],
    ["https://docs.example.com/api/v1", /goes on after the host.*use https:\/\/docs\.example\.com/],
    ["docs.example.com/articles/manual", /goes on after the host/],
    ["https://docs.example.com/?a=b", /goes on after the host/],
    ["https://docs.example.com/#a", /goes on after the host/],
  ])("cannot be %j", (portal, message) => {
    const error = problemWith(portal);
    expect(error.message).toMatch(message);
    expect(error).toMatchObject({ option: "portal", variable: "CLICKHELP_PORTAL_URL" });
    expect(error.message).toContain("CLICKHELP_PORTAL_URL");
  });

  it("cannot have credentials in it, and the error does not repeat them", () => {
    const error = problemWith("https://anna:s3cret@docs.example.com");
    expect(error.message).toMatch(/credentials/);
    expect(error.message).not.toContain("s3cret");
  });
});
