import { beforeEach, describe, expect } from "vitest";
import type { Emulator } from "../src/index.js";
import { createEmulatorTest, test, type EmulatorFixture } from "../src/vitest.js";
import { basic } from "./test-portal.js";

const shared = createEmulatorTest({ seed: "empty", scope: "file" });

/** Gives the status: 409 when the user is there already. */
async function createUser({ fetch }: Emulator): Promise<number> {
  const response = await fetch(
    new Request("https://portal.example/api/v1/users", {
      method: "POST",
      headers: { Authorization: basic("admin") },
      body: JSON.stringify({ userName: "new", userInfo: { email: "new@portal.example" } }),
    }),
  );
  return response.status;
}

describe("the portal of a test", () => {
  test.for(["one", "another"])("knows nothing of what other tests did: %s", async (_which, { emulator }) => {
    expect(await createUser(emulator)).toBe(201);
    expect(await createUser(emulator)).toBe(409);
  });

  test("begins with the sample", ({ emulator }) => {
    expect(emulator.accounts.map(({ login }) => login)).toContain("lena");
  });
});

describe("the portal of a file", () => {
  const seen = new Set<Emulator>();
  // That of a fixture's test is younger than the oldest Vitest that is taken.
  beforeEach<EmulatorFixture>(({ emulator }) => {
    seen.add(emulator);
    emulator.reset();
  });

  shared.for(["one", "another"])(
    "is the same in all tests, and can be reset between them: %s",
    async (_which, { emulator }) => {
      expect(await createUser(emulator)).toBe(201);
      expect([...seen]).toEqual([emulator]);
    },
  );

  shared("begins with the seed that was asked for, and takes snapshots", async ({ emulator }) => {
    const before = emulator.snapshot();
    await createUser(emulator);
    emulator.restore(before);
    expect(await createUser(emulator)).toBe(201);
    expect(emulator.accounts.map(({ login }) => login)).toEqual(["admin"]);
  });
});
