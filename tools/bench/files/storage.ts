/** The Storage of the scripted server: files of any size that are made up as they are sent, and thrown away as they come. */
import type { IncomingMessage, ServerResponse } from "node:http";

/** A file of so many bytes, below `/api/v1/storage/`. */
export function storagePath(bytes: number): string {
  return `files/${bytes}.bin`;
}

/** The bytes over and over again that every file consists of. A multiple of three, so that its base64 has no padding. */
export const block = Buffer.from(Array.from({ length: 196_608 }, (_, index) => (index * 7919) % 251));
const blockText = Buffer.from(block.toString("base64"));

const NAME = /\/(\d+)\.bin$/;

/** Answers the requests of downloads and of both kinds of upload. */
export function answerStorage(request: IncomingMessage, response: ServerResponse): void {
  const { pathname, searchParams } = new URL(request.url ?? "", "https://localhost");
  const size = Number(NAME.exec(pathname)?.[1] ?? 0);
  if (request.method === "GET" && searchParams.has("format")) void sendFile(response, size);
  else
    request.resume().on("end", () => {
      sendJson(response, request.method === "POST" ? "" : describe(size));
    });
}

function sendJson(response: ServerResponse, text: string): void {
  response.writeHead(200, { "content-type": "application/json", "content-length": text.length }).end(text);
}

function describe(size: number, content: string | null = null): string {
  const fileName = `${size}.bin`;
  return JSON.stringify({ fileName, fileFullName: `Storage\\files\\${fileName}`, isFolder: false, size, content });
}

/** JSON with the whole file as base64 in it, as portals send it. */
async function sendFile(response: ServerResponse, size: number): Promise<void> {
  const [head = "", tail = ""] = describe(size, "|").split("|");
  const rest = block.subarray(0, size % block.length).toString("base64");
  const blocks = Math.floor(size / block.length);
  const length = head.length + blocks * blockText.length + rest.length + tail.length;
  response.writeHead(200, { "content-type": "application/json", "content-length": length });
  response.write(head);
  for (let sent = 0; sent < blocks && !response.destroyed; sent += 1) {
    if (!response.write(blockText)) await new Promise((resolve) => response.once("drain", resolve));
  }
  response.end(rest + tail);
}
