/** Runs generated commands against a portal on disk and against a model of it, and compares the two after each. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { expect } from "vitest";
import { wellKnownUsers } from "../../src/seeds/well-known-users.js";
import { createTestPortal, type TestPortal } from "../test-portal.js";

/** Calls the portal, does the same to the model, and compares what both answer. */
type Step<Model> = (model: Model, portal: TestPortal) => Promise<void>;

/** A step with what it was made from, which failures show. */
export interface Command<Model> {
  readonly run: Step<Model>;
  readonly toString: () => string;
}

/** What is tested of a portal, and what it is compared with. */
export interface Comparison<Model extends object> {
  /** Gives the model of a new portal; it may put something into both. */
  readonly createModel: (portal: TestPortal) => Model | Promise<Model>;
  readonly commands: readonly fc.Arbitrary<Command<Model>>[];
  /** Throws when the portal has something else than the model. */
  readonly compare: Step<Model>;
}

/** A portal that can be closed and opened again. */
interface Subject {
  portal: TestPortal;
  readonly reopen: () => Promise<void>;
}

/** The empty project `manual`, and an empty Storage. */
const seed = {
  users: wellKnownUsers,
  projects: [{ id: "manual", title: "Manual", toc: [] }],
  publications: [],
  files: [],
};

/** One kind of commands, with generated inputs. */
export function command<Input, Model>(
  name: string,
  inputs: fc.Arbitrary<Input>,
  run: (input: Input, model: Model, portal: TestPortal) => Promise<void>,
): fc.Arbitrary<Command<Model>> {
  return inputs.map((input) => ({
    run: (model, portal) => run(input, model, portal),
    toString: () => `${name}(${fc.stringify(input)})`,
  }));
}

/** Throws with the shortest series of commands after which the portal and its model differ. */
export async function checkModel<Model extends object>(comparison: Comparison<Model>): Promise<void> {
  const { createModel, compare } = comparison;
  const toGenerated = (change: (model: Model, subject: Subject) => Promise<void>, toString: () => string) => ({
    check: () => Promise.resolve(true),
    run: async (model: Model, subject: Subject) => {
      await change(model, subject);
      await compare(model, subject.portal);
    },
    toString,
  });
  const reopening = fc.constant(
    toGenerated(
      (_model, subject) => subject.reopen(),
      () => "reopen()",
    ),
  );
  const others = comparison.commands.map((commands) =>
    commands.map(({ run, toString }) => toGenerated((model, { portal }) => run(model, portal), toString)),
  );
  const series = fc.commands([reopening, ...others], { maxCommands: 40, size: "max" });
  await fc.assert(
    fc.asyncProperty(series, (commands) =>
      withSubject((real) => fc.asyncModelRun(async () => ({ model: await createModel(real.portal), real }), commands)),
    ),
    { numRuns: 20 },
  );
}

/** Gives a portal with a data directory of its own; throws when the emulator itself failed meanwhile. */
async function withSubject(use: (subject: Subject) => Promise<void>): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), "emulator-test-"));
  const failures: unknown[] = [];
  const open = () => createTestPortal({ dataDir, seed, onError: (error) => failures.push(error) });
  const subject: Subject = {
    portal: open(),
    async reopen() {
      await subject.portal.emulator.close();
      subject.portal = open();
    },
  };
  try {
    await use(subject);
    expect(failures).toEqual([]);
  } finally {
    await subject.portal.emulator.close();
    rmSync(dataDir, { recursive: true });
  }
}
