import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { expect, onTestFinished, test } from "vitest";
import { createEmulator } from "@clickhelp-js/emulator";
import { startClickhelp } from "./clickhelp.ts";
import { PortalInUse, cleanEnvironment, readStartLine } from "./portal.ts";

test("a portal that another demo has taken in the meantime is in use, not broken", async () => {
  const folder = mkdtempSync(join(tmpdir(), "portal-"));
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  const first = createEmulator({ dataDir: folder, seed: "empty" });
  onTestFinished(() => first.close());
  const second = startClickhelp(["emulator", "start", "--port", "0", "--data-dir", folder, "--json"], {
    environment: cleanEnvironment(process.env, folder),
    stdio: "server",
  });
  await expect(readStartLine(second)).rejects.toThrow(PortalInUse);
});

test.each([
  ["that is no JSON", "The portal answers."],
  ["that is no object", "8443"],
  ["that is cut off", '{"url":"https://localhost:8443"'],
])("a first line %s is said to be so", async (_, line) => {
  const reading = readStartLine(printing("stdout", line));
  await expect(reading).rejects.toThrow(
    `The portal did not say where it answers. Its first line is no JSON object; it begins with ${JSON.stringify(line)}.`,
  );
});

test("what a portal complains of is shown when it does not start", async () => {
  await expect(readStartLine(printing("stderr", "out of memory"))).rejects.toThrow(
    "The portal did not start.\nout of memory",
  );
});

function printing(stream: "stdout" | "stderr", line: string): ChildProcess {
  const child = spawn(process.execPath, ["-e", `process.${stream}.write(process.argv[1])`, line]);
  onTestFinished(async () => {
    if (child.exitCode === null) await once(child, "close");
  });
  return child;
}
