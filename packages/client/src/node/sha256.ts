/** SHA-256 by the system, which is many times faster. */
import { createHash } from "node:crypto";
import type { Sha256 } from "../sha256.js";

export function createSha256(): Sha256 {
  const hash = createHash("sha256");
  return {
    update(bytes) {
      hash.update(bytes);
    },
    digest: () => hash.digest("hex"),
  };
}
