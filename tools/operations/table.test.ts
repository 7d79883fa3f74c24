import { expect, it } from "vitest";
import { operationsTable, readOperations } from "./table.ts";

it("knows 45 operations, each with an endpoint", () => {
  const operations = readOperations();
  expect(operations).toHaveLength(45);
  expect(operations.filter(({ endpoints }) => endpoints.length === 0)).toEqual([]);
});

it("prints a line for each endpoint, also for the second of an operation, and how many there are", () => {
  const table = operationsTable();
  expect(table).toMatch(/^U3 +users\.create +POST +users +doc$/m);
  expect(table).toMatch(/^U3 +users\.createMany +POST +users +doc$/m);
  expect(table).toContain("45 operations, declared as 46 endpoints.");
});
