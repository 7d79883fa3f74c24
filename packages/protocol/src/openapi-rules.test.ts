/**
 * Holds the OpenAPI document against the rules of the declarations, with a JSON Schema validator that knows nothing of
 * them.
 */
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import * as z from "zod/mini";
import type { Endpoint, InputRule } from "./endpoint.js";
import { projects } from "./endpoints.js";
import { listEndpoints } from "./list-endpoints.js";
import { createOpenApiDocument } from "./openapi.js";
import { placeRules } from "./openapi-rules.js";
import { importFormats } from "./schemas/import-options.js";

type Fields = Readonly<Record<string, unknown>>;

const document = createOpenApiDocument();
const ajv = new Ajv2020({ strict: false, validateFormats: false }).addSchema(document, "document");
const declared = Object.values(document.paths)
  .flatMap((methods) => Object.values(methods))
  .flatMap((operation) => operation["x-clickhelp-operations"]);
const endpointsWithRules = listEndpoints().filter(({ requiresOneOf, rules }) => requiresOneOf ?? rules);

/** Values of the fields that rules are about; undefined stands for a field that is absent. */
const importChoices = {
  format: ["url", "base64"],
  importFormat: importFormats,
  inputFileUrl: [undefined, "", "Storage/a.docx"],
  inputFileContent: [undefined, "AAAA"],
  inputFileName: [undefined, "", "a.docx"],
  options: [
    undefined,
    ...["Word", "Rtf", "Epub", "Odt", "Html", "Markdown", "ProjectBackup", "DocfxBackup", "AutoDocs"].map((kind) => ({
      __type: `${kind}ImportOptions`,
    })),
  ],
};
const choices: Readonly<Record<string, Readonly<Record<string, readonly unknown[]>>>> = {
  "projects.importInto": importChoices,
  "projects.importNew": {
    ...importChoices,
    importFormat: ["Word"],
    newProjectId: [undefined, "a"],
    newProjectName: [undefined, "A"],
  },
  "publications.export": {
    format: ["Pdf"],
    outputFileName: ["Storage/a.pdf", "a.pdf", "Storage/../a.pdf", ""],
    ftpInfo: [undefined, { hostName: "ftp.example.com" }],
  },
};

/** Every way to give the fields values. */
function inputsOf(id: string): Fields[] {
  return Object.entries(choices[id] ?? {}).reduce<Fields[]>(
    (inputs, [name, values]) =>
      inputs.flatMap((input) => values.map((value) => (value === undefined ? input : { ...input, [name]: value }))),
    [{}],
  );
}

function keeps({ when, then }: InputRule, input: Fields): boolean {
  return !z.safeParse(when, input).success || z.safeParse(then, input).success;
}

function keepsAll({ body = {}, requiresOneOf = [], rules = [] }: Endpoint, input: Fields): boolean {
  return (
    z.safeParse(z.object(body), input).success &&
    requiresOneOf.every((names) => names.some((name) => input[name] !== undefined)) &&
    rules.every((rule) => keeps(rule, input))
  );
}

function bodyOf({ body = {} }: Endpoint, input: Fields): Fields {
  return Object.fromEntries(Object.entries(input).filter(([name]) => name in body));
}

/** What the document says of an endpoint's bodies and, where the query counts, of whole inputs. */
function validatorOf({ id }: Endpoint) {
  const operation = declared.find((one) => one.id === id);
  const fitsBody = ajv.compile({ $ref: `document${operation?.requestBody?.$ref ?? ""}` });
  const fitsRules = ajv.compile({ allOf: operation?.rules ?? [{}] });
  return { fitsBody: (body: Fields) => fitsBody(body), fitsRules: (input: Fields) => fitsRules(input) };
}

describe.each(endpointsWithRules.map((endpoint) => [endpoint.id, endpoint] as const))(
  "the document of %s",
  (id, endpoint) => {
    const { fitsBody, fitsRules } = validatorOf(endpoint);
    const inputs = inputsOf(id);

    it("accepts and refuses what the rules do", () => {
      const wrong = inputs.filter(
        (input) => (fitsBody(bodyOf(endpoint, input)) && fitsRules(input)) !== keepsAll(endpoint, input),
      );
      expect(wrong).toEqual([]);
    });

    it("refuses a body that fits no query", () => {
      const fitting = inputs.filter((input) => keepsAll(endpoint, input));
      const bodies = new Set(fitting.map((input) => JSON.stringify(bodyOf(endpoint, input))));
      const accepted = inputs.map((input) => bodyOf(endpoint, input)).filter(fitsBody);
      expect(new Set(accepted.map((body) => JSON.stringify(body)))).toEqual(bodies);
    });
  },
);

it("is held against inputs that break each rule and no other", () => {
  const broken = endpointsWithRules.flatMap((endpoint) =>
    inputsOf(endpoint.id).flatMap((input) => {
      const [rule, ...others] = endpoint.rules?.filter((one) => !keeps(one, input)) ?? [];
      return rule && others.length === 0 ? [rule] : [];
    }),
  );
  const rules = endpointsWithRules.flatMap((endpoint) => endpoint.rules ?? []);
  expect(rules.filter((rule) => !broken.includes(rule))).toEqual([]);
  expect(rules).not.toEqual([]);
});

describe("rules that the document would tell wrongly", () => {
  const importInto: Endpoint = projects.importInto;
  const ofUrl: InputRule = {
    when: z.object({ format: z.literal("url") }),
    then: z.object({ inputFileUrl: z.string() }),
  };
  it.each<[what: string, change: Partial<Endpoint>, problem: string]>([
    [
      "look at the query and the body",
      { rules: [{ ...ofUrl, when: z.object({ format: z.literal("url"), importFormat: z.literal("Word") }) }] },
      "either at the body or at the query",
    ],
    [
      "look at the path",
      { rules: [{ ...ofUrl, when: z.object({ projectId: z.literal("a") }) }] },
      "either at the body or at the query",
    ],
    ["look at nothing", { rules: [{ ...ofUrl, when: z.object({}) }] }, "either at the body or at the query"],
    ["ask for another query", { rules: [{ when: ofUrl.then, then: ofUrl.when }] }, "not in the body"],
    ["need one of the query's fields", { requiresOneOf: [["format", "inputFileUrl"]] }, "not in the body"],
    ["leave out a value of the query", { rules: [ofUrl] }, "none applies"],
    ["are about a query of any text", { rules: [ofUrl], query: { format: z.string() } }, "none applies"],
    ["are about a body of changes", { method: "PATCH" }, "not an object of the declared fields"],
    ["are about a body of bytes", { bodyForm: "bytes" }, "not an object of the declared fields"],
  ])("end the build where they %s", (_what, change, problem) => {
    expect(() => placeRules(importInto)).not.toThrow();
    expect(() => placeRules({ ...importInto, ...change })).toThrow(problem);
  });
});
