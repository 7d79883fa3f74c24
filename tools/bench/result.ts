/** What a benchmark says, in the form in which it is printed, kept in `results/` and shown on the website. */

/** Cells by the heading of their column; every row of a table has the same columns. */
export type Row = Readonly<Record<string, string | number | null>>;

/** Something that was set out to be reached. */
export interface Target {
  readonly what: string;
  readonly measured: number;
  readonly atMost?: number;
  readonly atLeast?: number;
}

export interface Measured {
  readonly rows: readonly Row[];
  readonly targets: readonly Target[];
}

export interface Result extends Measured {
  readonly title: string;
  /** What was measured, and how. */
  readonly method: string;
  /** What has to be typed to measure it again. */
  readonly command: string;
  /** Where it was measured: version of Node.js, processors, system. */
  readonly machine: string;
}

export interface Settings {
  /** How many rounds count; each contender runs once a round. */
  readonly rounds: number;
  /** Called with a line for people who wait. */
  readonly onProgress: (line: string) => void;
}

/** A benchmark, as data. */
export interface Bench {
  /** What follows `pnpm bench`. */
  readonly name: string;
  readonly title: string;
  readonly method: string;
  /** How many rounds make its figures steady. */
  readonly rounds: number;
  readonly measure: (settings: Settings) => Promise<Measured>;
}

export function isReached({ measured, atMost = Infinity, atLeast = -Infinity }: Target): boolean {
  return measured <= atMost && measured >= atLeast;
}

/** Rounds to so many digits after the point. */
export function round(value: number, digits = 0): number {
  return Number(value.toFixed(digits));
}
