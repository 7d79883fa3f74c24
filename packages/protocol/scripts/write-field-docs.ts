/**
 * Writes the description of each field as a doc comment into the built types, so that editors show it. The descriptions are
 * those of the built schemas. What the source itself documents stays. Part of the build; running it again changes nothing.
 */
import { globSync, readFileSync, writeFileSync } from "node:fs";
import type { Endpoint, Shape } from "@clickhelp-js/protocol";
import ts from "typescript";
import * as z from "zod/mini";

/** Where the built types are. */
export const dist = new URL("../dist/", import.meta.url);

/** What a module exports: schemas, endpoints and more. */
export type Exports = Readonly<Record<string, unknown>>;

/** A declared type, and the shapes that the object types in it can have. */
interface Documented {
  readonly type: ts.TypeNode;
  readonly shapes: readonly Shape[];
}

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A declaration file with a doc comment before each field that a schema of the module describes. */
export function documentFields(declarations: string, exports: Exports): string {
  const source = ts.createSourceFile("module.d.ts", declarations, ts.ScriptTarget.ESNext, true);
  const edits = constantsOf(source)
    .flatMap((constant) => documentedOf(constant, exports))
    .flatMap(({ type, shapes }) => objectTypesOf(type).flatMap((objectType) => editsOf(objectType, shapes)));
  // From the end, so that the places before stay right.
  return edits
    .toSorted((one, other) => other.start - one.start)
    .reduce((text, edit) => text.slice(0, edit.start) + edit.text + text.slice(edit.end), declarations);
}

function constantsOf(source: ts.SourceFile): ts.VariableDeclaration[] {
  return source.statements
    .filter((statement) => ts.isVariableStatement(statement))
    .flatMap((statement) => [...statement.declarationList.declarations]);
}

/** `createInput` is the input of the endpoint `create`, and `topicShape` is the schema `Topic`. */
function documentedOf({ name, type }: ts.VariableDeclaration, exports: Exports): Documented[] {
  if (type === undefined || !ts.isIdentifier(name)) return [];
  const endpoint = exports[name.text.replace(/Input$/, "")];
  if (isEndpoint(endpoint)) {
    const { params, query, headers, body } = endpoint;
    const shapes = shapesOf(z.object({ ...params, ...query, ...headers, ...body }));
    return inputTypesOf(type).map((inputType) => ({ type: inputType, shapes }));
  }
  const schema = exports[name.text.replace(/Shape$/, "").replace(/^./, (letter) => letter.toUpperCase())];
  return isSchema(schema) ? [{ type, shapes: shapesOf(schema) }] : [];
}

function isEndpoint(value: unknown): value is Endpoint {
  return typeof value === "object" && value !== null && "id" in value && "response" in value;
}

function isSchema(value: unknown): value is z.core.$ZodType {
  return typeof value === "object" && value !== null && "_zod" in value;
}

/** The flat input; the places beside it are not what people give. */
function inputTypesOf(type: ts.TypeNode): ts.TypeNode[] {
  return objectTypesOf(type)
    .flatMap(fieldsOf)
    .flatMap((field) => (field.type && nameOf(field) === "inputType" ? [field.type] : []));
}

function objectTypesOf(type: ts.Node): ts.TypeLiteralNode[] {
  const inner: ts.TypeLiteralNode[] = [];
  ts.forEachChild(type, (child) => {
    inner.push(...objectTypesOf(child));
  });
  return ts.isTypeLiteralNode(type) ? [type, ...inner] : inner;
}

function fieldsOf(objectType: ts.TypeLiteralNode): ts.PropertySignature[] {
  return objectType.members.filter((member) => ts.isPropertySignature(member));
}

function nameOf({ name }: ts.PropertySignature): string {
  return ts.isIdentifier(name) || ts.isStringLiteral(name) ? name.text : "";
}

/** The shape of a schema and of each object in it. */
function shapesOf(schema: z.core.$ZodType): Shape[] {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  if (def.type === "object") return [def.shape, ...Object.values(def.shape).flatMap(shapesOf)];
  return innerSchemas(schema).flatMap(shapesOf);
}

function innerSchemas(schema: z.core.$ZodType): readonly z.core.$ZodType[] {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  if (def.type === "optional" || def.type === "nullable") return [def.innerType];
  if (def.type === "array") return [def.element];
  if (def.type === "pipe") return [def.out];
  return def.type === "union" ? def.options : [];
}

function editsOf(objectType: ts.TypeLiteralNode, shapes: readonly Shape[]): Edit[] {
  const fields = fieldsOf(objectType);
  const names = fields.map(nameOf).toSorted().join();
  const shape = shapes.find((candidate) => Object.keys(candidate).toSorted().join() === names) ?? {};
  return fields.flatMap((field) => {
    const comment = commentOf(shape[nameOf(field)]);
    return comment === undefined ? [] : editOf(field, comment);
  });
}

function commentOf(schema: z.core.$ZodType | undefined): string | undefined {
  if (schema === undefined) return undefined;
  const { description, deprecated } = z.globalRegistry.get(schema) ?? {};
  if (description === undefined) return commentOf(innerSchemas(schema)[0]);
  return `/** ${deprecated === true ? "@deprecated " : ""}${description}. */ `;
}

/**
 * On the line of the field, so that the lines of the declaration map stay right; that is how a comment of an earlier run is
 * told from one of the source, which has lines of its own.
 */
function editOf(field: ts.PropertySignature, comment: string): Edit[] {
  const declarations = field.getSourceFile().text;
  const end = field.getStart();
  const before = declarations.slice(field.pos, end);
  if (/\*\/\s*\n\s*$/.test(before)) return [];
  const earlier = /\/\*\*.*\*\/ $/.exec(before)?.[0] ?? "";
  return [{ start: end - earlier.length, end, text: comment }];
}

if (import.meta.main) {
  for (const file of globSync("**/*.d.ts", { cwd: dist })) {
    const url = new URL(file.replaceAll("\\", "/"), dist);
    const declarations = readFileSync(url, "utf8");
    const exports = (await import(url.href.replace(/\.d\.ts$/, ".js"))) as Exports;
    writeFileSync(url, documentFields(declarations, exports));
  }
}
