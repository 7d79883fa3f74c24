/** Tests with Vitest that have a portal of their own. */
import { test as base, type TestAPI } from "vitest";
import { createEmulator, type Emulator, type EmulatorOptions } from "./emulator.js";

/** Which portal the tests get, and how often a new one. */
export interface EmulatorTestOptions extends Omit<EmulatorOptions, "dataDir"> {
  /**
   * `test`: a new one for each test. `file`: one for all tests of a file, which see what the ones before them did until
   * `emulator.reset()` or `emulator.restore(snapshot)` is called.
   * @default "test"
   */
  readonly scope?: "test" | "file";
}

/** What the tests get. */
export interface EmulatorFixture {
  /** A portal in memory, which is closed in the end. */
  emulator: Emulator;
}

/**
 * Gives Vitest's `test` with the fixture `emulator`; to be called at the top level of a file. A portal is created only for
 * tests that name it.
 * @example const test = createEmulatorTest({ seed: "empty" });
 */
export function createEmulatorTest(options: EmulatorTestOptions = {}): TestAPI<EmulatorFixture> {
  const { scope = "test", ...emulatorOptions } = options;
  return base.extend<EmulatorFixture>({
    emulator: [
      // Vitest reads from the braces what the fixture needs: nothing.
      async ({}, use) => {
        const emulator = createEmulator(emulatorOptions);
        await use(emulator);
        await emulator.close();
      },
      { scope },
    ],
  });
}

/** Vitest's `test` with the sample portal, a new one for each test. */
export const test = createEmulatorTest();
