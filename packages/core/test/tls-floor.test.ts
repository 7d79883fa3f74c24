/** TLS 1.2 is the floor, even where Node.js itself was told to allow less. */
import { spawnSync } from "node:child_process";
import { expect, it } from "vitest";
import { createAuthority } from "./servers.js";

// In a process of its own: only flags at the start make Node.js speak TLS 1.1 at all. It uses the built package.
const program = `
  import { createServer } from "node:https";
  import { Agent } from "undici";
  import { createNodeFetch } from "@clickhelp-js/core/node";

  const { ca, key, cert } = JSON.parse(process.env.TEST_AUTHORITY);
  const server = createServer({ key, cert, minVersion: "TLSv1", maxVersion: "TLSv1.1" }, (request, response) => {
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
  process.stdout.write(JSON.stringify({ withoutFloor, withFloor }));
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
  const { withoutFloor, withFloor } = JSON.parse(stdout) as Record<string, string>;
  expect(withoutFloor).toBe("TLSv1.1");
  expect(withFloor).toMatch(/^ERR_SSL_/);
});
