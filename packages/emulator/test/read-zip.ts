/** Reads a zip for the tests, with another program than the one that wrote it. */
import { buffer } from "node:stream/consumers";
import { fromBufferPromise } from "yauzl";

/** The files of a zip by path, folders with null, in the order of the zip. */
export async function readZip(bytes: Uint8Array): Promise<Map<string, Buffer | null>> {
  const zip = await fromBufferPromise(Buffer.from(bytes));
  const files = new Map<string, Buffer | null>();
  for await (const entry of zip.eachEntry()) {
    const isFolder = entry.fileName.endsWith("/");
    files.set(entry.fileName, isFolder ? null : await buffer(await zip.openReadStreamPromise(entry)));
  }
  return files;
}
