import { expect, it } from "vitest";
import { operationsTable, readOperations } from "./table.ts";

it("knows an endpoint of every operation", () => {
  expect(readOperations().filter(({ endpoints }) => endpoints.length === 0)).toEqual([]);
});

it("prints a line for each endpoint, also for the second of an operation, and how many there are", () => {
  const table = operationsTable();
  expect(table).toMatch(/^U3 +users\.create +POST +users +doc$/m);
  expect(table).toMatch(/^U3 +users\.createMany +POST +users +doc$/m);
  const operations = readOperations();
  const endpoints = operations.flatMap((operation) => operation.endpoints);
  expect(table).toContain(`${operations.length} operations, declared as ${endpoints.length} endpoints.`);
});
