import { expect, it } from "vitest";
import type { CommonInput } from "../arguments/global-flags.js";
import { lineFor } from "./unfinished.js";

const none: CommonInput = {
  ...{ portal: undefined, username: undefined, apiKeyFile: undefined, apiKeyStdin: false, profile: undefined },
  ...{ sandbox: false, timeout: undefined, cacert: undefined, readOnly: false, json: undefined, output: undefined },
  ...{ quiet: false, verbose: false, debug: false, noColor: false, noProgress: false, noInput: false },
};

it.each<[string, Partial<CommonInput>]>([
  ["", {}],
  [" --profile docs --cacert ca.pem", { cacert: "ca.pem", profile: "docs" }],
  [" --api-key-stdin", { apiKeyStdin: true }],
  [" --portal portal.example --sandbox", { portal: "portal.example", sandbox: true }],
  ["", { timeout: 1, json: "path", quiet: true, output: "a.pdf", wait: false }],
])("a line for the same portal has the flags about it, and no others:%s", (flags, given) => {
  expect(lineFor({ ...none, ...given }, ["tasks", "watch", "abc"])).toBe(`clickhelp tasks watch abc${flags}`);
});

it("is quoted for the shell, flags as well", () => {
  expect(lineFor({ ...none, cacert: "my ca.pem" }, ["storage", "get", "a b"])).toBe(
    "clickhelp storage get 'a b' --cacert 'my ca.pem'",
  );
});
