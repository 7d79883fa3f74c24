/** What became of a call that met a fault. Tests leave it with their task, for the table. */
export interface Outcome {
  /** The name of the error, or `none`. */
  readonly error: string;
  readonly attempts: number;
  /** How many requests the portal saw. */
  readonly arrived: number;
  readonly maybeApplied: boolean | undefined;
}

declare module "vitest" {
  interface TaskMeta {
    outcome?: Outcome;
  }
}
