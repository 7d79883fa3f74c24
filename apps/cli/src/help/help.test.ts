/** Help pages read well and fit a screen. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { describe, expect, it } from "vitest";
import { openPortal } from "../../test/portal.js";
import { run, temporaryFolder } from "../../test/run.js";
import { allFlagsOf } from "../arguments/global-flags.js";
import { parseInput } from "../arguments/parse.js";
import { findRoute } from "../arguments/route.js";
import { nameOf } from "../command.js";
import { registry } from "../commands/registry.js";
import { shellOf } from "../output/shell.js";

/** What a shell makes of an example, up to a pipe or a redirection. */
function toArguments(line: string): string[] {
  const tokens = (line.split(/ [|<] /, 1)[0] ?? "").match(/'[^']*'|"[^"]*"|\S+/g) ?? [];
  return tokens.map((token) => token.replaceAll(/^['"]|['"]$/g, ""));
}

const USUAL_WIDTH = 80;
const names = registry.map(nameOf);

it("shows all commands", async () => {
  const { code, stdout, stderr } = await run("--help");
  expect([code, stderr]).toEqual([0, ""]);
  expect(stdout.replace(/^clickhelp \S+:/, "clickhelp 0.0.0:")).toMatchSnapshot();
});

it.each(["", "help", "-h"])("is the same for '%s'", async (line) => {
  expect(await run(line)).toEqual(await run("--help"));
});

it("shows the commands of a noun, with and without --help", async () => {
  const { stdout } = await run("topics");
  expect(stdout).toMatchSnapshot();
  expect(await run("help topics")).toEqual(await run("topics"));
});

describe.each(names)("clickhelp %s --help", (name) => {
  it("is explained with an example, and fits", async () => {
    const { code, stdout } = await run(`${name} --help`);
    expect(code).toBe(0);
    expect(stdout).toContain("EXAMPLES");
    for (const line of stdout.split("\n")) expect(line.length, line).toBeLessThanOrEqual(USUAL_WIDTH);
    const shown = stdout.replace(/FLAGS EVERYWHERE[^]*?\n\n/, "");
    expect(shown.replaceAll(` ${shellOf(process.platform).continuation}\n`, " \\\n")).toMatchSnapshot();
  });

  it("has examples that the command understands", async () => {
    const entry = registry.find((candidate) => nameOf(candidate) === name);
    const command = await entry?.load();
    for (const { line } of command?.examples ?? []) {
      const route = findRoute(toArguments(line), registry);
      expect(route.entry, line).toBe(entry);
      if (entry && command) await parseInput(entry, command, route.rest, registry);
    }
  });

  it("uses each letter once", async () => {
    const command = await registry.find((candidate) => nameOf(candidate) === name)?.load();
    const letters = Object.values(command ? allFlagsOf(command) : {}).flatMap(({ alias }) => alias ?? []);
    expect(new Set(letters).size).toBe(letters.length);
  });
});

it("has examples that do something in the sandbox", async () => {
  const portal = openPortal();
  const cwd = temporaryFolder();
  for (const folder of ["docs", "images"]) mkdirSync(join(cwd, folder));
  for (const name of ["docs/a.html", "logo.png", "images/a.png", "images/b.png"])
    writeFileSync(join(cwd, name), "<h1>A</h1>");
  await portal.run("backup create --project project-wren-user-guide -o guide.zip", { cwd });
  await portal.run("publications export wren-user-guide --format docx -o manual.docx", { cwd });
  const commands = await Promise.all(registry.map((entry) => entry.load()));
  const lines = commands.flatMap(({ examples }) => examples.map(({ line }) => line));
  for (const line of lines.filter((candidate) => !ofOtherPortals.test(candidate))) {
    const words = toArguments(
      line.replace("docs/*.html", "docs/a.html").replace("images/*.png", "images/a.png images/b.png"),
    );
    const { code, stdout, stderr } = await portal.run(words, { cwd, answer: "y" });
    expect([code, stderr], line).toEqual([0, expect.not.stringContaining("error:")]);
    expect(stdout, line).not.toMatch(/^(?:Nothing |There (?:is|are) |\[\])/);
  }
});

/** A portal that is not there, one that is started, and tasks, whose keys are new each time. */
const ofOtherPortals = /--portal|^emulator|^tasks/;

it.each([
  [60, 60],
  [100, 100],
  [200, 100],
])("fits a terminal of %d columns with lines of at most %d", async (columns, widest) => {
  for (const line of ["--help", "publications publish --help"]) {
    const { stdout } = await run(line, { columns });
    const texts = stripVTControlCharacters(stdout)
      .split(/\n\nUSAGE[^]*?(?=\n\n)/)
      .join("\n");
    const lengths = texts.split("\n").map(({ length }) => length);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(widest);
    expect(Math.max(...lengths)).toBeGreaterThan(widest - 20);
  }
});

it("shows the version", async () => {
  expect((await run("--version")).stdout).toMatch(/^\d+\.\d+\.\d+\S*\n$/);
});

describe("a wrong command line", () => {
  it.each([
    ["projcts list", 'Unknown command "projcts". Did you mean projects?', "clickhelp --help"],
    ["projects lst", 'Unknown command "lst". Did you mean list?', "clickhelp projects --help"],
    ["projects list --limt 3", "Unknown flag --limt. Did you mean --limit?", "clickhelp projects list --help"],
    ["projects list --no-porgress", "Unknown flag --no-porgress. Did you mean --no-progress?", "list --help"],
    ["projects lsit", 'Unknown command "lsit". Did you mean list?', "clickhelp projects --help"],
    ["foo", 'Unknown command "foo".\n', "clickhelp --help"],
    ["projects list --foo", "Unknown flag --foo.\n", "clickhelp projects list --help"],
    ["projects list --limit x", '"x" does not fit --limit: it must be a whole number.', "--help"],
    ["projects list --limit 0", '"0" does not fit --limit: it must be at least 1.', "--help"],
    [["storage", "put", "a.png", "--to", ""], "--to has no value.", "storage put --help"],
    [["topics", "list", "--project= "], "--project has no value.", "topics list --help"],
    [["search", ""], "WORD has no value.", "clickhelp search --help"],
    ["projects list --type book", '"book" does not fit --type: it must be one of Project, Publication.', "--help"],
    ["projects list -z", "Unknown flag -z.", "--help"],
    ["projects list --quiet --quiet", "--quiet is given twice.", "--help"],
    ["projects list extra", 'Unexpected argument "extra".', "--help"],
    ["projects import x.zip --id a --formt word", "Unknown flag --formt. Did you mean --format?", "--help"],
    ["--versoin", "Unknown flag --versoin. Did you mean --version?", "clickhelp --help"],
    ["topics -z", "Unknown flag -z.", "clickhelp topics --help"],
    ["projects get", "ID is missing.", "clickhelp projects get --help"],
    ["publications publish", "--publication is missing, or has no value.", "--help"],
  ])("is explained: %s", async (line, message, next) => {
    const { code, stdout, stderr } = await run(line);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(`error: ${message}`);
    expect(stderr).toContain(next);
  });

  it("is one JSON object for programs", async () => {
    const { code, stderr } = await run("projects lst --json");
    expect(code).toBe(2);
    expect(JSON.parse(stderr)).toMatchObject({
      code: "usage",
      hint: "clickhelp projects --help explains list, get, import. clickhelp api sends what no command is made for.",
    });
  });

  it("tells which fields there are", async () => {
    const { code, stderr } = await run("projects list --json id,titel");
    expect(code).toBe(2);
    expect(JSON.parse(stderr)).toMatchObject({
      message: "--json does not know titel.",
      hint: expect.stringContaining("Fields: id, title,") as string,
    });
  });
});
