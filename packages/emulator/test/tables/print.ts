/** Writes the tables of the emulator as Markdown: what is emulated, and who may do what. */
import { fileURLToPath } from "node:url";
import { format, resolveConfig } from "prettier";
import { coverage, type Fidelity } from "../../src/coverage.js";
import { callers } from "./callers.js";
import { permissionTable } from "./permission-table.js";

const fidelityWords: Readonly<Record<Fidelity, string>> = {
  complete: "complete",
  simplified: "simplified",
  none: "not emulated",
};
const evidenceWords = {
  doc: "documentation",
  code: "programs of others",
  sister: "documentation of a sister product",
  inferred: "inferred",
} as const;

const readme = fileURLToPath(new URL("../../README.md", import.meta.url));
const formatted = async (text: string) => format(text, { ...(await resolveConfig(readme)), parser: "markdown" });

/** What stands in `COVERAGE.md` and `PERMISSIONS.md`. */
export const pages: Readonly<Record<"coverage" | "permissions", () => Promise<string>>> = {
  coverage: () => formatted(coveragePage()),
  permissions: () => formatted(permissionsPage()),
};

function table(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(columns), line(columns.map(() => "---")), ...rows.map(line)].join("\n");
}

function coveragePage(): string {
  const counts = Object.entries(fidelityWords).map(([fidelity, words]) => {
    return `${coverage.filter((row) => row.fidelity === fidelity).length} ${words}`;
  });
  const rows = coverage.map(({ id, method, path, fidelity, evidence, differs }) => [
    `\`${id}\`<br/>\`${method} ${path}\``,
    fidelityWords[fidelity],
    evidenceWords[evidence],
    differs,
  ]);
  return `# What the emulator emulates

Of ${coverage.length} endpoints: ${counts.join(", ")}. _Complete_ means as far as the endpoint is known in public; _simplified_, that it does less than a
portal, or does it in another way; what is not emulated answers 501. The evidence says how well the endpoint itself is known.

${table(["Endpoint", "How well", "Evidence", "What differs, or was our choice"], rows)}
`;
}

function permissionsPage(): string {
  const names = callers.map(([name]) => name);
  const rows = merged().map(({ operation, targets, statuses }) => [
    `\`${operation}\``,
    targets,
    ...statuses.map(String),
  ]);
  return `# Who may do what in the emulator

The status that each caller gets, by operation and by what it concerns: a project, or a publication that is public, restricted to an access group
that the first reviewer is not in and the second one is, or private. 400 says that the id is of the wrong kind, 404 and 409 that there is nothing to do.
Who has no role is a contributor all the same, whose \`userRole\` names nothing but access groups, here none. The power reader has a key from former days.

${table(["Operation", "Concerns", ...names], rows)}
`;
}

/** Rows of one operation that look the same are one. */
function merged() {
  const groups = Map.groupBy(permissionTable, ({ operation, statuses }) => `${operation} ${statuses.join(" ")}`);
  return [...groups.values()].flatMap((rows) => {
    const [first] = rows;
    return first ? [{ ...first, targets: rows.map(({ target }) => target).join(", ") }] : [];
  });
}
