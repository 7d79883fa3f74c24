/** What a command returns. A result knows its values for machines and its words for people; `render.ts` chooses. */
import type { Formatter } from "./format.js";

/** A column as far as its table cares. */
export interface TableColumn {
  readonly label: string;
  readonly align?: "right";
  /**
   * What becomes of it where the line is too long: a text is `cut`, another column is `leave-out` as a whole. Ids and
   * whatever else people copy stay as they are, which is so when nothing is said.
   */
  readonly whenNarrow?: "cut" | "leave-out";
}

export interface Column<T> extends TableColumn {
  value(item: T, format: Formatter): string | null | undefined;
}

export interface EmptyNote {
  /** `No topics in project-x.` */
  readonly message: string;
  /** What to try. */
  readonly suggestion: string;
}

/** Several things of one kind. */
export interface ListOutput {
  readonly kind: "list";
  readonly values: readonly object[];
  readonly columns: readonly TableColumn[];
  rows(format: Formatter): readonly (readonly string[])[];
  /** What `--quiet` prints, one line each. */
  readonly bare: readonly string[];
  readonly empty: EmptyNote;
  /** Lines below the table. */
  readonly footer?: string | undefined;
}

/** One thing. */
export interface RecordOutput {
  readonly kind: "record";
  readonly value: object;
  /** One line above the fields: what was done. */
  readonly headline?: string | undefined;
  rows(format: Formatter): readonly (readonly [label: string, text: string])[];
  readonly bare: readonly string[];
  /** Lines to be copied, below the fields; they are as long as they are. */
  readonly lines?: readonly string[] | undefined;
}

/** Bytes or text that are the result themselves. */
export interface RawOutput {
  readonly kind: "raw";
  readonly content: string | Uint8Array;
}

/** A request that would be sent. */
export interface PlannedRequest {
  readonly method: string;
  readonly url: string;
  readonly body?: unknown;
  /** When it would not be sent in every case. */
  readonly when?: string | undefined;
}

/** The requests of a rehearsal. */
export interface PlanOutput {
  readonly kind: "plan";
  readonly requests: readonly PlannedRequest[];
}

export type Output = ListOutput | RecordOutput | RawOutput | PlanOutput;

export type Result = Output & {
  /** Told on standard error, once it is shown: what is not as hoped, and what to do next. */
  readonly notes?: readonly string[];
  /** Other than 0 when the work was done, but not as hoped. */
  readonly exitCode?: number;
};

/** Makes a list result of items and the columns that people see. */
export function listOf<T extends object>(
  items: readonly T[],
  view: {
    readonly columns: readonly Column<T>[];
    /** Nothing where `--quiet` is to leave it out. */
    readonly bare: (item: T) => string | undefined;
    readonly empty: EmptyNote;
    readonly footer?: string | undefined;
  },
): ListOutput {
  return {
    kind: "list",
    values: items,
    columns: view.columns,
    rows: (format) => items.map((item) => view.columns.map((column) => column.value(item, format) ?? "")),
    bare: items.map((item) => view.bare(item)).filter((line) => line !== undefined),
    empty: view.empty,
    footer: view.footer,
  };
}

/** Makes a result of one thing. Fields without a text are left out for people. */
export function recordOf<T extends object>(
  value: T,
  view: {
    readonly headline?: string;
    readonly fields: readonly Column<T>[];
    /** Nothing where `--quiet` has nothing to print. */
    readonly bare: string | null;
    readonly lines?: readonly string[];
  },
): RecordOutput {
  return {
    kind: "record",
    value,
    headline: view.headline,
    rows: (format) => view.fields.map((field) => [field.label, field.value(value, format) ?? ""]),
    bare: view.bare === null ? [] : [view.bare],
    lines: view.lines,
  };
}

/** Bytes or text as they are. */
export function raw(content: string | Uint8Array): RawOutput {
  return { kind: "raw", content };
}

/** The requests that a rehearsal shows. */
export function plan(requests: readonly PlannedRequest[]): PlanOutput {
  return { kind: "plan", requests };
}
