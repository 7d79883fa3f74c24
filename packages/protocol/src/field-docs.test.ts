import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import * as z from "zod/mini";
import { dist, documentFields } from "../scripts/write-field-docs.js";
import { defineEndpoint, defineInput } from "./endpoint.js";
import { described, looseObject, optional, withMeta } from "./schema.js";
import { Topic } from "./schemas/topic.js";

const Note = looseObject({
  text: described(z.string(), "What it says"),
  old: withMeta(z.string(), { description: "Same as text", deprecated: true }),
  silent: z.string(),
});

it("writes what a schema says of its fields before them, on their lines", () => {
  const declarations = [
    "declare const noteShape: z.ZodMiniObject<{",
    "    text: z.ZodMiniString;",
    "    old: z.ZodMiniString;",
    "    silent: z.ZodMiniString;",
    "}>;",
  ].join("\n");
  expect(documentFields(declarations, { Note }).split("\n")).toEqual([
    "declare const noteShape: z.ZodMiniObject<{",
    "    /** What it says. */ text: z.ZodMiniString;",
    "    /** @deprecated Same as text. */ old: z.ZodMiniString;",
    "    silent: z.ZodMiniString;",
    "}>;",
  ]);
});

it("writes it in the flat input of an endpoint, however deep, and not in the places", () => {
  const input = defineInput({
    params: { id: described(z.string(), "Id") },
    body: { notes: optional(z.array(z.strictObject({ text: described(z.string(), "Words") })), "Notes") },
  });
  const add = defineEndpoint({
    ...input,
    ...{ id: "notes.add", method: "POST", path: "notes/{id}", summary: "Adds notes." },
    ...{ access: "basic", safety: "unsafe", evidence: "doc", success: 200, response: z.string() },
  });
  const places = "{ readonly params: { id: z.ZodMiniString }; readonly body: { notes: z.ZodMiniArray } }";
  const declare = (id: string, notes: string, text: string) =>
    `declare const addInput: ${places} & { readonly inputType?: { ${id}id: string; ${notes}notes?: { ${text}text: string; }[]; }; };`;
  expect(documentFields(declare("", "", ""), { add })).toBe(declare("/** Id. */ ", "/** Notes. */ ", "/** Words. */ "));
});

it("replaces what it wrote before, and keeps what the source says", () => {
  const declare = (text: string) =>
    `declare const noteShape: X<{\n    /** ${text} */ text: Y;\n    /** @deprecated Use text. */\n    old: Y;\n    silent: Y;\n}>;`;
  expect(documentFields(declare("Said before."), { Note })).toBe(declare("What it says."));
});

it("is part of the build", () => {
  const built = readFileSync(new URL("schemas/topic.d.ts", dist), "utf8");
  expect(built).toContain("/** Address that survives moving the topic. */ smartLink");
  expect(documentFields(built, { Topic })).toBe(built);
});
