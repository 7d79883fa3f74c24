import { describe, expect, test } from "vitest";
import { compileSnippets, findSnippets } from "./compile.ts";
import { extractSnippets } from "./extract.ts";

describe("the snippets of a document", () => {
  test("are the blocks fenced as ts, with the line on which they begin", () => {
    const markdown = ["# Title", "```sh", "npm i", "```", "", "```ts", "const a = 1;", "```"].join("\n");
    expect(extractSnippets("a.md", markdown)).toEqual([{ file: "a.md", line: 7, code: "const a = 1;\n" }]);
  });

  test("may have a title behind the language, and be indented in a list", () => {
    const markdown = ["1. Do:", "   ```ts title=a.ts", "   if (x) {", "     y();", "   }", "   ```"].join("\n");
    expect(extractSnippets("a.md", markdown)).toEqual([{ file: "a.md", line: 3, code: "if (x) {\n  y();\n}\n" }]);
  });

  test("are not found inside another block", () => {
    expect(extractSnippets("a.md", ["````md", "```ts", "x", "```", "````"].join("\n"))).toEqual([]);
  });
});

test("a snippet that does not compile is named by file and line", { timeout: 60_000 }, async () => {
  const snippets = [
    {
      file: "fine.md",
      line: 3,
      code: 'import { createClient } from "@clickhelp-js/client";\nawait 1;\nvoid createClient;\n',
    },
    { file: "wrong.md", line: 10, code: "const a = 1;\nconst b: string = a;\n" },
  ];
  const problems = await compileSnippets(snippets, "snippets-of-test");
  expect(problems).toEqual([expect.stringMatching(/^wrong\.md:11: error TS2322/)]);
});

test("every snippet of the documentation compiles", { timeout: 60_000 }, async () => {
  const snippets = findSnippets();
  expect(snippets.map(({ file }) => file)).toContain("README.md");
  expect(await compileSnippets(snippets, "snippets")).toEqual([]);
});
