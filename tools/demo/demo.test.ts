import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createEmulator } from "@clickhelp-js/emulator";
import { describeCommand } from "./clickhelp.ts";
import { groupTopics, readHandbook } from "./handbook.ts";
import { cleanEnvironment } from "./portal.ts";
import { fileTable, formatSize, stepTable } from "./report.ts";

const program = fileURLToPath(new URL("../demo.ts", import.meta.url));
const source = fileURLToPath(new URL("../../examples/handbook", import.meta.url));
const hasPdfToText = spawnSync("pdftotext", ["-v"]).error === undefined;
const hasUnzip = spawnSync("unzip", ["-v"]).error === undefined;

describe("the order of the topics", () => {
  test("puts a parent before what hangs under it, and looks through folders", () => {
    const toc = [
      { topic: "a", children: [{ topic: "a1" }, { folder: "F", children: [{ topic: "a2" }] }] },
      { folder: "G", children: [{ topic: "b", children: [{ topic: "b1" }] }] },
    ];
    expect(groupTopics(toc)).toEqual([
      { parent: null, topics: ["a", "b"] },
      { parent: "a", topics: ["a1", "a2"] },
      { parent: "b", topics: ["b1"] },
    ]);
  });

  test("has every topic of the handbook once", async () => {
    const { groups } = await readHandbook(source);
    const files = readdirSync(join(source, "topics")).map((name) => name.replace(/\.html$/, ""));
    expect(groups.flatMap(({ topics }) => topics).toSorted()).toEqual(files.toSorted());
  });
});

test("the demo takes nothing from the user's own settings, and no proxy", () => {
  const environment = cleanEnvironment(
    { CLICKHELP_API_KEY: "theirs", CLICKHELP_PROFILE: "work", no_proxy: "example.com", PATH: "/bin" },
    "/out",
  );
  expect(environment).toEqual({
    CLICKHELP_CONFIG_DIR: join("/out", "config"),
    NO_PROXY: "example.com,localhost,127.0.0.1",
    PATH: "/bin",
  });
});

test("a long command is shown by its beginning", () => {
  expect(describeCommand(["topics", "upsert", "a.html", "b.html", "c.html"])).toBe(
    "clickhelp topics upsert a.html b.html ... (1 more)",
  );
  expect(describeCommand(["search", "two words"])).toBe('clickhelp search "two words"');
});

test("the tables align their columns", () => {
  const steps = [
    { title: "One", duration: 1234 },
    { title: "Number two", duration: 12_345 },
  ];
  expect(stepTable(steps).split("\n").slice(1, -1)).toEqual([
    "  One          1.2 s",
    "  Number two  12.3 s",
    "  Together    13.6 s",
  ]);
  expect(fileTable([{ path: "a.pdf", size: 2048, what: "a file" }])).toContain("  a.pdf  2 KiB  a file\n");
  expect([512, 1536, 3 * 1024 * 1024].map(formatSize)).toEqual(["512 B", "2 KiB", "3.0 MiB"]);
});

// It starts some forty programs; the limit is for one that hangs.
describe("the whole demo", { timeout: 300_000 }, () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "demo-"));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  test("leaves no portal behind when it is interrupted, and goes on in the next run with what is there already", async () => {
    const interrupted = await run(folder, (text, child) => {
      if (!child.killed && text.includes("5. Publish")) child.kill("SIGTERM");
    });
    expect(interrupted.code).toBe(143);
    expect(interrupted.text).toContain("created  getting-started");

    // The lock of the portal's data is free again.
    const { code, text } = await run(folder);
    expect(code).toBe(0);
    expect(text).toContain("unchanged  getting-started");
    expect(text).not.toMatch(/^created /m);
    const topics = readdirSync(join(source, "topics")).map((name) => name.replace(/\.html$/, ""));
    expect(listedTopics(text).toSorted()).toEqual(topics.toSorted());
    expect(magic("handbook.pdf")).toBe("%PDF");
    expect(magic("handbook-html.zip")).toBe("PK\u0003\u0004");
    expect(magic("handbook-backup.zip")).toBe("PK\u0003\u0004");
    if (hasPdfToText) expect(missingTitles()).toEqual([]);
    if (hasUnzip) expect(spawnSync("unzip", ["-tq", join(folder, "handbook-backup.zip")]).status).toBe(0);
  });

  test("sends whoever starts it twice to another folder, and takes nothing from the first", async () => {
    const dataDir = join(folder, "portal");
    const first = createEmulator({ dataDir, seed: "empty" });
    const second = await run(folder);
    expect(first.accounts).not.toEqual([]);
    await first.close();
    expect(second.code).toBe(1);
    expect(second.text).toContain("The portal in this folder is in use already.\nWait until it has ended");
    expect(second.text).toContain("npm run demo -- FOLDER");
    expect(second.text).not.toContain("delete");
  });

  function magic(name: string): string {
    return readFileSync(join(folder, name)).subarray(0, 4).toString("latin1");
  }

  function missingTitles(): string[] {
    const { stdout } = spawnSync("pdftotext", [join(folder, "handbook.pdf"), "-"], { encoding: "utf8" });
    const text = stdout.replaceAll(/\s+/g, " ");
    return readdirSync(join(source, "topics"))
      .map((name) => /^title: *"?(.*?)"?$/m.exec(readFileSync(join(source, "topics", name), "utf8"))?.[1] ?? name)
      .filter((title) => !text.includes(title));
  }
});

function listedTopics(text: string): string[] {
  const list = text.slice(text.indexOf("clickhelp topics list"), text.indexOf("\nDone"));
  return [...list.matchAll(/^([a-z][a-z0-9-]+) {2,}/gm)].map(([, id]) => id ?? "");
}

function run(
  folder: string,
  watch?: (text: string, child: ReturnType<typeof spawn>) => void,
): Promise<{ code: number | null; text: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, folder], { stdio: ["ignore", "pipe", "pipe"] });
    let text = "";
    const collect = (chunk: Buffer) => {
      text += chunk.toString();
      watch?.(text, child);
    };
    child.stdout.on("data", collect);
    child.stderr.on("data", collect);
    child.once("error", reject);
    child.once("close", (code) => {
      resolve({ code, text });
    });
  });
}
