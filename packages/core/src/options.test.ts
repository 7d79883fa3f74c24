import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { checkTime, defaultRetry, maxResponseBytesOf, mergeOptions, toSettings, totalTimeoutOf } from "./options.js";

const source = readFileSync(new URL("options.ts", import.meta.url), "utf8");

/** The number that the doc comment of an option names first. */
function documented(option: string): number {
  const [, comment = ""] = new RegExp(`((?:[^*]|\\*(?!/))*)\\*/\\s+readonly ${option}\\?: number`).exec(source) ?? [];
  const [, digits = ""] = /@default ([\d_]+)/.exec(comment) ?? [];
  return Number(digits.replaceAll("_", ""));
}

it("stands at what the doc comments name where nothing is given", () => {
  const options = { portal: "docs.example.com" };
  const settings = toSettings(options, {});
  const { limit, baseDelay, maxDelay, maxRetryAfter } = settings.retry;
  const used = { limit, baseDelay, maxDelay, maxRetryAfter, timeout: settings.timeout };
  const all = { ...used, totalTimeout: totalTimeoutOf(settings), maxResponseBytes: maxResponseBytesOf(options) };
  expect(all).toEqual(Object.fromEntries(Object.keys(all).map((option) => [option, documented(option)])));
});

it("takes undefined for what is left out", () => {
  const retry = { limit: undefined, baseDelay: 5, maxDelay: undefined };
  const settings = toSettings({ portal: "docs.example.com", retry }, {});
  expect(settings.retry).toEqual({ ...defaultRetry, baseDelay: 5 });
});

it("takes null for nothing from programs without types", () => {
  expect(toSettings({ portal: "docs.example.com", retry: null as never }, {}).retry).toEqual(defaultRetry);
});

it.each([false, "3", -1, NaN])("takes no retry of %j", (retry) => {
  const options = { portal: "docs.example.com", retry: retry as number };
  expect(() => toSettings(options, {})).toThrow("whole number from 0");
});

const settings = toSettings({ portal: "docs.example.com" }, {});

it.each([
  ["readonly", () => toSettings({ portal: "docs.example.com", readonly: true } as never, {})],
  ["timeOut", () => mergeOptions(settings, { timeOut: 5 } as never)],
  ["retry.maxRetries", () => mergeOptions(settings, { retry: { maxRetries: 5 } as never })],
])("refuses %s, which would be left out unnoticed", (option, call) => {
  expect(call).toThrow(expect.objectContaining({ name: "ConfigurationError", option }));
});

it.each([{ "X-Team": "docs" }, [["X-Team", "docs"]] as const, new Headers([["X-Team", "docs"]])])(
  "takes headers as an object, as pairs and as Headers",
  (headers) => {
    expect(mergeOptions(settings, { headers }).headers).toEqual({ "x-team": "docs" });
  },
);

it("advises false only where that stands for no limit", () => {
  const hintOf = (option: string) => {
    try {
      checkTime(option, 0);
    } catch (error) {
      return (error as { readonly hint?: string }).hint;
    }
    return undefined;
  };
  expect(hintOf("idleTimeout")).toContain("false");
  expect(hintOf("interval")).toBe("Leave it out.");
});
