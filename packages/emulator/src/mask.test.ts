import fc from "fast-check";
import { expect, test } from "vitest";
import { createMask } from "./mask.js";

test("a mask means what the regular expression with .* for * means", () => {
  const text = fc.string({ unit: fc.constantFrom("a", "b", ".", "*") });
  fc.assert(
    fc.property(text, text, (mask, name) => {
      const expression = new RegExp(`^${mask.replaceAll(".", "\\.").replace(/\*+/g, ".*")}$`, "s");
      expect(createMask(mask)(name)).toBe(expression.test(name));
    }),
    { numRuns: 2000 },
  );
});

test("a mask with many stars is quick", () => {
  expect(createMask("a*".repeat(120) + "b")("a".repeat(255))).toBe(false);
});
