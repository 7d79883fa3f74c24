/** One thing that breaks the rules of the layers, and how it is shown. */

export interface Violation {
  /** Relative to the root, with `:line` when there is one. */
  file: string;
  problem: string;
  rule: string;
  remedy: string;
}

export function describeViolation({ file, problem, rule, remedy }: Violation): string {
  return `${file}\n  problem: ${problem}\n  rule:    ${rule}\n  do:      ${remedy}\n`;
}
