/** Typed access to the columns of a row. A wrong type is a bug in a query, so it throws. */
import type { SQLOutputValue } from "node:sqlite";

export type Row = Record<string, SQLOutputValue>;

function wrongType(row: Row, column: string, wanted: string): Error {
  return new TypeError(`column ${column} is ${typeof row[column]}, not ${wanted}`);
}

export function text(row: Row, column: string): string {
  const value = row[column];
  if (typeof value !== "string") throw wrongType(row, column, "text");
  return value;
}

export function nullableText(row: Row, column: string): string | null {
  return row[column] === null ? null : text(row, column);
}

export function integer(row: Row, column: string): number {
  const value = row[column];
  if (typeof value !== "number") throw wrongType(row, column, "a number");
  return value;
}

/** The number of a row itself. */
export function rowNumber(row: Row): number {
  return integer(row, "row");
}

export function nullableInteger(row: Row, column: string): number | null {
  return row[column] === null ? null : integer(row, column);
}

export function flag(row: Row, column: string): boolean {
  return integer(row, column) !== 0;
}

export function bytes(row: Row, column: string): Uint8Array {
  const value = row[column];
  if (!(value instanceof Uint8Array)) throw wrongType(row, column, "a blob");
  return value;
}

export function nullableBytes(row: Row, column: string): Uint8Array | null {
  return row[column] === null ? null : bytes(row, column);
}

/** A moment, stored as milliseconds since 1970. */
export function date(row: Row, column: string): Date {
  return new Date(integer(row, column));
}

export function nullableDate(row: Row, column: string): Date | null {
  return row[column] === null ? null : date(row, column);
}

/** A list of strings, stored as JSON. */
export function textList(row: Row, column: string): string[] {
  const value: unknown = JSON.parse(text(row, column));
  if (!Array.isArray(value)) throw wrongType(row, column, "a JSON array");
  return value.filter((item) => typeof item === "string");
}
