import { readFileSync } from "node:fs";
import { listEndpoints } from "@clickhelp-js/protocol";
import { describe, expect, test } from "vitest";
import { coverage, coverageRows } from "../../src/coverage.js";
import { madeFormats } from "../../src/documents/exporters.js";
import { handlers } from "../../src/handlers/index.js";
import { permissions } from "../../src/permissions.js";
import { askForPermissions } from "./ask.js";
import { permissionRequests } from "./permission-requests.js";
import { permissionTable } from "./permission-table.js";
import { pages } from "./print.js";

const ids = listEndpoints().map(({ id }) => id);
const emulated = new Set(coverage.filter(({ fidelity }) => fidelity !== "none").map(({ id }) => id));

describe("permissions", () => {
  test("have a row for every operation, and none too many", () => {
    expect(Object.keys(permissions).sort()).toEqual(ids.toSorted());
    const requested = new Set(permissionRequests.map(({ operation }) => operation.replace(/ .*/, "")));
    expect([...requested].sort()).toEqual(ids.toSorted());
  });

  test("are what the table says: operation by visibility by role", async () => {
    const asked = await askForPermissions();
    const expected = permissionTable.map((row) => {
      const isEmulated = emulated.has(row.operation.replace(/ .*/, ""));
      return isEmulated ? row : { ...row, statuses: row.statuses.map(() => 501) };
    });
    expect(asked).toEqual(expected);
  });
});

test("the coverage says of each operation whether it is emulated, and nothing of others", () => {
  expect([...emulated].sort()).toEqual([...handlers.keys()].sort());
  expect(Object.keys(coverageRows).filter((id) => !ids.includes(id))).toEqual([]);
});

test.each([
  ["publications.create", ["outputTags"]],
  ["publications.update", ["outputTags", "isReplacePubScripts", "isReplacePubStyles"]],
  ["projects.importNew", ["isDownloadExternalLinkedImages", "isDownloadExternalLinkedFiles"]],
  ["projects.importInto", ["isDownloadExternalLinkedImages", "isDownloadExternalLinkedFiles"]],
])("the coverage of %s names the options that are taken and change nothing: %j", (id, options) => {
  const differs = coverage.find((row) => row.id === id)?.differs;
  for (const option of options) expect(differs).toContain(`\`${option}\``);
});

test.each(["coverage", "permissions"] as const)(
  "the table of %s is up to date; if not, run pnpm --filter @clickhelp-js/emulator tables",
  async (name) => {
    const written = readFileSync(new URL(`../../${name.toUpperCase()}.md`, import.meta.url), "utf8");
    expect(written).toBe(await pages[name]());
  },
);

test("the coverage counts endpoints, of which an operation can have two", async () => {
  const page = await pages.coverage();
  expect(page).toContain(`Of ${coverage.length} endpoints:`);
  expect(page).not.toMatch(/\d operations/);
});

test("the README names the export formats that are made", () => {
  const readme = readFileSync(new URL("../../README.md", import.meta.url), "utf8");
  expect(readme).toContain(`The emulator makes ${madeFormats};`);
});
