/** Serves the built site on loopback for tests. */
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join } from "node:path";

const types: Readonly<Record<string, string>> = {
  ".css": "text/css",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".json": "application/json",
  ".md": "text/markdown; charset=utf-8",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
  ".woff2": "font/woff2",
};

export interface Site {
  /** Ends in a slash. */
  readonly url: string;
  close(): Promise<void>;
}

/** Serves a folder on a free port of 127.0.0.1, under a base path that begins and ends with a slash. */
export async function serve(folder: string, base = "/"): Promise<Site> {
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? "/", "http://site.invalid").pathname);
    const name = path.endsWith("/") ? `${path}index.html` : path;
    const file = join(folder, name.startsWith(base) ? name.slice(base.length) : "missing");
    readFile(file).then(
      (content) => {
        response.writeHead(200, { "Content-Type": types[extname(file)] ?? "application/octet-stream" }).end(content);
      },
      () => {
        response.writeHead(404, { "Content-Type": "text/plain" }).end("not found");
      },
    );
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${base}`,
    async close() {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
