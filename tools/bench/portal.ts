/** Starting the scripted server, with a certificate that was made for it. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { generate } from "selfsigned";
import { startWorker } from "./worker.ts";

/** There is one: to say where it listens and what came. */
export type PortalCommand = Readonly<Record<string, never>>;

export interface PortalReply {
  readonly port: number;
  /** How many requests came so far. */
  readonly requests: number;
}

export interface Portal extends AsyncDisposable {
  /** Without a slash at its end. */
  readonly origin: string;
  /** PEM file with the certificate to trust. */
  readonly caFile: string;
  /** What makes Node.js trust the certificate, for the environment of a process. */
  readonly environment: Readonly<Record<string, string>>;
  requests(): Promise<number>;
}

/** With a latency, in milliseconds, for each answer, it serves reads alone. */
export async function startPortal(latency?: number): Promise<Portal> {
  const folder = await mkdtemp(join(tmpdir(), "clickhelp-bench-"));
  const caFile = join(folder, "ca.pem");
  const certificate = await createCertificate();
  await writeFile(caFile, certificate.cert);
  const [module, parameters] =
    latency === undefined ? ["./portal-process.ts", []] : ["./slow-portal-process.ts", [String(latency)]];
  const server = startWorker<PortalCommand, PortalReply>(module, parameters, {
    BENCH_KEY: certificate.private,
    BENCH_CERTIFICATE: certificate.cert,
  });
  const { port } = await server.ask({});
  return {
    origin: `https://localhost:${port}`,
    caFile,
    environment: { NODE_EXTRA_CA_CERTS: caFile },
    requests: async () => (await server.ask({})).requests,
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      await rm(folder, { recursive: true });
    },
  };
}

function createCertificate() {
  return generate([{ name: "commonName", value: "localhost" }], {
    keyType: "ec",
    algorithm: "sha256",
    extensions: [
      { name: "basicConstraints", cA: true, critical: true },
      { name: "keyUsage", keyCertSign: true, digitalSignature: true, critical: true },
      {
        name: "subjectAltName",
        altNames: [
          { type: 2, value: "localhost" },
          { type: 7, ip: "127.0.0.1" },
        ],
      },
    ],
  });
}
