import fc from "fast-check";
import { expect, it } from "vitest";
import { createSha256 as createSystemSha256 } from "./node/sha256.js";
import { createSha256 } from "./sha256.js";

it("is the system's SHA-256, whatever the content and its pieces are", () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 200 })), (pieces) => {
      const [own, system] = [createSha256(), createSystemSha256()];
      for (const piece of pieces) {
        own.update(piece);
        system.update(piece);
      }
      expect(own.digest()).toBe(system.digest());
    }),
  );
});

it("is right at the ends of blocks", () => {
  for (let length = 0; length <= 130; length += 1) {
    const bytes = new Uint8Array(length).fill(length);
    const [own, system] = [createSha256(), createSystemSha256()];
    own.update(bytes);
    system.update(bytes);
    expect(own.digest()).toBe(system.digest());
  }
});
