import { describe, expect, it } from "vitest";
import { classifyFailure } from "./system-failure.js";

describe("a failure of Deno, which has no codes, is told by what it says", () => {
  const connecting = "error sending request for url (https://docs.example.com/): client error (Connect): ";

  it.each([
    [`${connecting}dns error: failed to lookup address information: Name or service not known`, "dns"],
    [`${connecting}tcp connect error: Connection refused (os error 111)`, "refused"],
    [
      `${connecting}tcp connect error: No connection could be made because the target machine actively refused it. (os error 10061)`,
      "refused",
    ],
    [`${connecting}invalid peer certificate: UnknownIssuer`, "certificate"],
    [`${connecting}received fatal alert: ProtocolVersion`, "tls"],
    [`${connecting}received corrupt message of type InvalidContentType`, "tls"],
    [`${connecting}proxy authentication required`, "proxy"],
    [`${connecting}unsuccessful tunnel`, "proxy"],
    [`${connecting}Connection reset by peer (os error 104)`, "unreachable"],
    ["client error (SendRequest): connection closed before message completed", "interrupted"],
    ["Connection reset by peer (os error 104)", "interrupted"],
    ["client error (SendRequest): Broken pipe (os error 32)", "interrupted"],
  ])("%s", (message, reason) => {
    const error = new TypeError("fetch failed", { cause: new Error(message) });
    expect(classifyFailure(error)).toMatchObject({ reason, cause: error.cause });
  });
});
