import { expect, test } from "vitest";
import { createReader, makeToken } from "../test/reader.js";
import { createTestPortal } from "../test/test-portal.js";

test("of a key that was made on the profile page is told that its mail is in the outbox, and of no other", async () => {
  const portal = createTestPortal();
  const author = createReader(portal);
  await author.visit(`/?t=${await makeToken(portal, "author")}`);
  await author.submit("/profile/api-key", {});
  const told = portal.emulator.accounts.filter(({ login }) => login === "author" || login === "admin");
  expect(told).toMatchObject([
    { login: "admin", apiKey: "emulator-admin-key", isKeyUnknown: false, isKeyMadeLater: false },
    { login: "author", apiKey: null, isKeyUnknown: true, isKeyMadeLater: true },
  ]);
  portal.emulator.reset();
  expect(portal.emulator.accounts.some(({ isKeyMadeLater }) => isKeyMadeLater)).toBe(false);
});
