/** The page of figures, made of results of its own: what is measured changes, how it is shown does not. */
import { expect, it } from "vitest";
import { figuresPage, type KeptResult } from "../scripts/generate-figures.ts";

const result: KeptResult = {
  title: "One call",
  method: "Medians of interleaved rounds.",
  command: "pnpm bench calls",
  machine: "two cores",
  rows: [
    { client: "fetch", µs: 260, seconds: 1.5, note: null },
    { client: "clickhelp-js", µs: 1440, seconds: 0.625, note: "with checks" },
  ],
  targets: [{ what: "times fetch", measured: 1.69, atMost: 2 }],
};

it("aligns the numbers of the figures by their points", () => {
  expect(figuresPage([result])).toContain(
    [
      "| client | µs | seconds | note |",
      "| --- | ---: | ---: | --- |",
      "| fetch | 260 | 1.500 |  |",
      "| **clickhelp-js** | **1,440** | **0.625** | **with checks** |",
    ].join("\n"),
  );
});

it("says what was wanted beside what was measured, and where", () => {
  const page = figuresPage([result]);
  expect(page).toContain("- times fetch: **1.69**; wanted: at most 2.\n");
  expect(page).toContain("Measured with `pnpm bench calls` on two cores.");
});
