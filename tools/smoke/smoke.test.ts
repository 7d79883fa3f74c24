import { expect, it } from "vitest";
import { runtimes } from "./runtimes.ts";
import { smoke, type SmokeReport } from "./smoke.ts";

it("finds nothing wrong with the packages on the Node of the workspace", async () => {
  const reports: SmokeReport[] = [];
  await smoke(runtimes.slice(0, 1), (_runtime, report) => reports.push(report));
  expect(reports).toEqual([{ version: process.versions.node, results: expect.any(Array) as unknown }]);
  const [report] = reports;
  const results = report && "results" in report ? report.results : [];
  expect(results.length).toBeGreaterThan(8);
  expect(results.filter(({ check }) => check.endsWith("(createNodeFetch)"))).toHaveLength(results.length / 2);
  expect(results.filter(({ problem }) => problem !== undefined)).toEqual([]);
});

it("says which runtime cannot be had", async () => {
  const reports: SmokeReport[] = [];
  const nowhere = { name: "Nowhere", program: "/no/such/program", run: () => Promise.reject(new Error("never")) };
  await smoke([nowhere], (_runtime, report) => reports.push(report));
  expect(reports).toEqual([{ missing: "Error: there is no /no/such/program" }]);
});
