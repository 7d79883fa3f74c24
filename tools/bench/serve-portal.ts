/** The end of a portal's process: says where its server listens, and what came. */
import type { AddressInfo, Server } from "node:net";
import type { PortalReply } from "./portal.ts";
import { serveCommands } from "./worker.ts";

/** @param requests gives how many came so far */
export function servePortal(server: Server, requests: () => number): void {
  serveCommands(async (): Promise<PortalReply> => {
    if (!server.listening) await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
    return { port: (server.address() as AddressInfo).port, requests: requests() };
  });
}
