/** A server on this machine that closes a kept connection when it is used again, without an answer. */
import { createServer, type IncomingMessage } from "node:http";
import { text } from "node:stream/consumers";

export interface ClosingServer {
  readonly url: string;
  close(): void;
}

/** Answers the list of projects, and with `/arrived` what arrived besides. All the rest it reads and hangs up. */
export async function startClosingServer(): Promise<ClosingServer> {
  const arrived: string[] = [];
  const note = async ({ method, url }: IncomingMessage, body: Promise<string>) => {
    arrived.push(`${method} ${url} ${await body}`);
  };
  const server = createServer((request, response) => {
    if (request.url === "/api/v1/projects") response.end("[]");
    else if (request.url === "/arrived") response.end(JSON.stringify(arrived));
    else void note(request, text(request)).then(() => request.socket.destroy());
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port.");
  return {
    url: `http://127.0.0.1:${address.port}`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
