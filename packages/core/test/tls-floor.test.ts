/** TLS 1.2 is the floor, even where Node.js itself was told to allow less. */
import { spawnSync } from "node:child_process";
import { expect, it } from "vitest";
import { createAuthority } from "./servers.js";

// In a process of its own: only flags at the start make Node.js speak TLS 1.1 at all. It uses the built package.
const program = `
  import { createServer } from "node:https";
  import { Agent } from "undici";
  import { basicAuth, createTransport } from "@clickhelp-js/core";
  import { createNodeFetch } from "@clickhelp-js/core/node";

  const { ca, key, cert } = JSON.parse(process.env.TEST_AUTHORITY);
  let requests = 0;
  const server = createServer({ key, cert, minVersion: "TLSv1", maxVersion: "TLSv1.1" }, (request, response) => {
    requests += 1;
    response.end(request.socket.getProtocol());
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = "https://localhost:" + server.address().port;

  const attempt = async (fetch) => {
    try {
      return await (await fetch(url)).text();
    } catch (error) {
      return error.cause.code;
    }
  };
  const dispatcher = new Agent({ connect: { ca } });
  const withoutFloor = await attempt((input) => fetch(input, { dispatcher }));
  const withFloor = await attempt(createNodeFetch({ ca }));
  requests = 0;
  const call = async (options) => {
    const transport = createTransport({ portal: url, auth: basicAuth({ login: "anna", apiKey: "key" }), retry: 0, ...options });
    const error = await transport.fetch("projects").catch((error) => error);
    return { name: error.name, reason: error.reason, hint: error.hint, requests };
  };
  const ofTransport = await call({});
  const withNodeFetch = await call({ fetch: createNodeFetch({ ca }) });
  process.stdout.write(JSON.stringify({ withoutFloor, withFloor, ofTransport, withNodeFetch }));
  process.exit();
`;

it("a server that speaks no more than TLS 1.1 is refused", async () => {
  const flags = ["--tls-min-v1.0", "--tls-cipher-list=DEFAULT:@SECLEVEL=0", "--input-type=module", "--eval", program];
  const { stdout, stderr } = spawnSync(process.execPath, flags, {
    cwd: `${import.meta.dirname}/..`,
    env: { ...process.env, TEST_AUTHORITY: JSON.stringify(await createAuthority()) },
    encoding: "utf8",
  });
  expect(stdout, stderr).not.toBe("");
  const { withoutFloor, withFloor, ofTransport, withNodeFetch } = JSON.parse(stdout) as Record<string, unknown>;
  expect(withoutFloor).toBe("TLSv1.1");
  expect(withFloor).toMatch(/^ERR_SSL_/);
  expect(ofTransport).toMatchObject({ name: "ConfigurationError", requests: 0 });
  expect(ofTransport).toHaveProperty("hint", expect.stringContaining("--tls-min-v1.0"));
  expect(withNodeFetch).toMatchObject({ name: "ConnectionError", reason: "tls", requests: 0 });
});
