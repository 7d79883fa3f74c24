/** Moves one file with one client: `node transfer.ts CLIENT download|upload ORIGIN STORAGE_PATH FILE`. */
import { createReadStream, createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { basicAuth, createClient } from "@clickhelp-js/client";
import ky from "ky";
import { apiKey, basic, login } from "../credentials.ts";

interface Transfer {
  readonly origin: string;
  /** Below `/api/v1/storage/`. */
  readonly filePath: string;
  /** On this machine. */
  readonly file: string;
}

const transfers: Readonly<Record<string, (transfer: Transfer) => Promise<unknown>>> = {
  "clickhelp download": ({ origin, filePath, file }) => connect(origin).storage.downloadToFile({ filePath, file }),
  "clickhelp upload": ({ origin, filePath, file }) => connect(origin).storage.uploadLargeFile({ filePath, file }),
  "ky download": async ({ origin, filePath, file }) => {
    const { body } = await ky.get(`${origin}/api/v1/storage/${filePath}?format=base64`, { headers, timeout: false });
    if (body) await pipeline(Readable.fromWeb(body), createWriteStream(file));
  },
  "ky upload": ({ origin, filePath, file }) =>
    ky
      .put(`${origin}/api/v1/storage/${filePath}`, {
        headers,
        timeout: false,
        retry: 0, // Otherwise ky keeps all that it has sent, to be able to send it again.
        body: Readable.toWeb(createReadStream(file)) as ReadableStream<Uint8Array>,
      })
      .json(),
};

const headers = { authorization: basic };

function connect(origin: string) {
  return createClient({ portal: origin, auth: basicAuth({ login, apiKey }) });
}

const [client, direction, origin = "", filePath = "", file = ""] = process.argv.slice(2);
const transfer = transfers[`${client} ${direction}`];
if (!transfer) throw new Error(`${client} does not ${direction}.`);
await transfer({ origin, filePath, file });
