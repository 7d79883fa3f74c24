/** Who may use the control API: programs of this machine, and no page of any site. */
import { badRequest, forbidden } from "../api-error.js";
import { hostOf, isLoopback, isLoopbackHost } from "../loopback.js";
import type { Connection } from "./exchange.js";

/** Throws 403 or 400 for a request that may come from another machine or from a page of another site. */
export function guardControl(request: Request, connection: Connection | undefined): void {
  if (connection !== undefined) {
    if (!isLoopback(connection.peer)) throw forbidden("The emulator can be controlled from its own machine only.");
    checkHost(request, connection);
  }
  const origin = request.headers.get("Origin");
  const isForeign = origin !== null && origin !== new URL(request.url).origin;
  if (isForeign || ["cross-site", "same-site"].includes(request.headers.get("Sec-Fetch-Site") ?? "")) {
    throw forbidden("Pages of other sites cannot control the emulator.");
  }
  const isWritten = request.method === "POST" || request.method === "PUT";
  if (isWritten && !/^application\/json\s*(;|$)/i.test(request.headers.get("Content-Type") ?? "")) {
    throw badRequest("Send JSON, with the header Content-Type: application/json.");
  }
}

/** A name of another site that was made to lead here is refused: its pages would have this very origin. */
function checkHost(request: Request, { isPortal }: Connection): void {
  const name = hostOf(new URL(request.url));
  if (!isLoopbackHost(name) && !isPortal(name)) {
    throw forbidden(
      "The Host header names another machine. Use the portal's own address, such as https://localhost with its port.",
    );
  }
}
