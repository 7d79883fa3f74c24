/** Finding the command, and the optional value of --json. */
import { describe, expect, it } from "vitest";
import { registry } from "../commands/registry.js";
import { UsageError } from "../failures/usage-error.js";
import { findRoute, settleJson } from "./route.js";

const find = (line: string) => findRoute(line.split(" "), registry);

describe("a command", () => {
  it("is found behind global flags and their values", () => {
    const route = find("--portal docs.example.com --quiet topics get intro --project guide");
    expect(route.entry).toMatchObject({ noun: "topics", verb: "get" });
    expect(route.rest).toEqual(["--portal", "docs.example.com", "--quiet", "intro", "--project", "guide"]);
  });

  it("of one word takes the next word as its argument", () => {
    expect(find("search list")).toMatchObject({ entry: { noun: "search" }, rest: ["list"] });
  });

  it("keeps what follows two dashes as it is", () => {
    expect(find("search -- --help")).toMatchObject({ wantsHelp: false, rest: ["--", "--help"] });
  });

  it("is explained by help in front of it and by --help anywhere", () => {
    for (const line of ["help topics get", "topics get --help", "topics --help get", "topics get x -h"]) {
      expect(find(line)).toMatchObject({ wantsHelp: true, entry: { noun: "topics", verb: "get" } });
    }
  });

  it("keeps a single dash as an argument", () => {
    expect(find("storage put - --to a.txt").rest).toEqual(["-", "--to", "a.txt"]);
  });
});

describe("a secret on the command line", () => {
  it.each([
    ["--api-key", "hunter2"],
    ["--api-key=hunter2"],
    ["--password=hunter2"],
    ["-phunter2"],
    ["--api-key hunter2"],
    ["--api-key:hunter2"],
    ["–api-key=hunter2"],
    ["—api-key hunter2"],
    ["--apikey=hunter2\n"],
  ])("is refused: %j %j", (...tokens) => {
    const attempt = () => findRoute(["projects", "list", ...tokens], registry);
    expect(attempt).toThrow(UsageError);
    expect(attempt).not.toThrow("hunter2");
  });
});

it("refuses camelCase flags, because there is one spelling", () => {
  expect(() => find("projects list --readOnly")).toThrow("Unknown flag --readOnly");
});

it.each(["search a -L3", "search a -oa.json", "storage list -rL2", "api GET a -ftypes=Project"])(
  "takes no flag for an argument because its value does not stand apart: %s",
  (line) => {
    expect(() => find(line)).toThrow("is followed by something without a blank.");
  },
);

describe("what looks like a flag and is none", () => {
  it.each(["--dry-run=", "-y=", "---dry-run", "--dry-run ", "--d=1", "--title=a\nb", "–dry-run", "—yes", "–project=a"])(
    "is neither an argument nor a value: %j",
    (token) => {
      for (const before of [[], ["--title"], ["-o"]]) {
        expect(() => findRoute(["topics", "delete", ...before, token], registry)).toThrow(UsageError);
      }
    },
  );

  it.each(["--limit -1", "-o -", "a–b", "search – a"])("may be something else: %s", (line) => {
    expect(find(`topics list ${line}`).rest).toEqual(line.split(" "));
  });

  it.each(["–Intro", "- Intro", "-5 °C", "—"])("may be a text: %j", (text) => {
    expect(findRoute(["topics", "upsert", "--title", text], registry).rest).toEqual(["--title", text]);
  });

  it("is taken as it is behind two dashes", () => {
    expect(find("search -- --dry-run=").rest).toEqual(["--", "--dry-run="]);
  });
});

it.each([
  ["--TYPE", "--type"],
  ["--Json", "--json"],
  ["--readOnly", "--read-only"],
])("says how %s is spelt", (flag, spelt) => {
  const attempt = () => find(`projects list ${flag}`);
  expect(attempt).toThrow(expect.objectContaining({ hint: `Did you mean ${spelt}?` }) as Error);
});

describe("--json", () => {
  const withoutArguments = { fields: ["id", "title"] };
  const withArgument = { fields: ["id", "title"], positionals: [{}] };

  it.each([
    ["--json", withoutArguments, ["--json=*"]],
    ["--json id,title", withoutArguments, ["--json=id,title"]],
    ["--json=id,title", withArgument, ["--json=id,title"]],
    ["--json titel", withoutArguments, ["--json=titel"]],
    ["--json id,titel", withArgument, ["--json=id,titel"]],
    ["--json title intro", withArgument, ["--json=title", "intro"]],
    ["--json a/b.png", withArgument, ["--json=*", "a/b.png"]],
    ["--json my-topic", withArgument, ["--json=*", "my-topic"]],
    ["--json -", withArgument, ["--json=*", "-"]],
    ["intro --json", withArgument, ["intro", "--json=*"]],
    ["--json --quiet", withoutArguments, ["--json=*", "--quiet"]],
    ["-- --json", withArgument, ["--", "--json"]],
  ])("understands %s", (line, command, expected) => {
    expect(settleJson(line.split(" "), command)).toEqual(expected);
  });

  it.each(["intro --json titel", "--json intro", "--json 1c9e04d7a6f24b5f8d3b6f0a2e7c9d15"])(
    "makes no argument of what may be a misspelt field: %s",
    (line) => {
      const hint = expect.stringContaining("--json=FIELDS: id, title.") as string;
      expect(() => settleJson(line.split(" "), withArgument)).toThrow(
        expect.objectContaining({ name: "UsageError", hint }),
      );
    },
  );

  it("has no value where the command comes behind it", () => {
    expect(find("--json topics get intro").rest).toEqual(["--json=*", "intro"]);
    expect(find("topics --json get intro").rest).toEqual(["--json=*", "intro"]);
  });
});
