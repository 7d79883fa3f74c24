/** How to reach a portal: what the client needs to know of it. */
import type { TransportOptions } from "@clickhelp-js/core";

export interface PortalAccess {
  readonly options: TransportOptions;
  /** Who the calls are made as; nobody when anonymous. */
  readonly username: string | undefined;
  /** Lets go of what reaching the portal needed. */
  close(): Promise<void>;
}
