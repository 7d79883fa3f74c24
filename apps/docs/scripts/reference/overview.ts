/** The first page of the reference: all operations in tables, and what the marks mean. */
import {
  accessWords,
  evidenceWords,
  namesOf,
  resourceTitles,
  safetyWords,
  type DeclaredOperation,
} from "./operations.ts";
import { cell, table } from "./tables.ts";

function resourceSection(resource: string, operations: readonly DeclaredOperation[]): string {
  const rows = operations.map((operation) => [
    `[${namesOf(operation).verb}](./${pathOf(operation)}/)<br/>\`${operation.method} ${operation.path}\``,
    evidenceWords[operation.evidence].label,
    accessWords[operation.access].label,
    safetyWords[operation.safety].label,
    cell(operation.summary),
  ]);
  const columns = ["Operation", "Evidence", "Access", "Effect", "What it does"];
  return `## ${resourceTitles[resource] ?? resource}\n\n${table(columns, rows)}`;
}

/** Where the page of an operation lies below `reference/`; Starlight writes addresses in lower case. */
export function pathOf(operation: DeclaredOperation): string {
  const { resource, verb } = namesOf(operation);
  return `${resource}/${verb.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

/** The overview. It lies one folder below the root of the site. */
export function overviewPage(operations: readonly DeclaredOperation[]): string {
  const byResource = Map.groupBy(operations, (operation) => namesOf(operation).resource);
  const evidence = Object.values(evidenceWords).map(({ label, text }) => `- **${label}**: ${text}`);
  return `---
title: All operations
description: Every operation of the REST API that the toolkit declares, with its evidence.
sidebar:
  label: All operations
  order: 0
tableOfContents: false
---

The toolkit declares ${operations.length} endpoints: one for each operation, and one more where its input has another form. These pages are generated
from the same declarations that the client sends and the emulator answers, by way of an OpenAPI 3.1 document: [openapi.json](../openapi.json).

Requests go to \`https://{portal}/api/v1/\`, with the login and API key of a contributor as HTTP Basic credentials.

${[...byResource].map(([resource, group]) => resourceSection(resource, group)).join("\n\n")}

## What the marks mean

**Evidence** says how well an operation is known, since not all of the API is publicly documented:

${evidence.join("\n")}

**Effect** decides about retries and read-only mode:

${table(
  ["Effect", "Changes anything?", "Retried by the client?"],
  Object.values(safetyWords).map(({ label, changes, retried }) => [`**${label}**`, cell(changes), cell(retried)]),
)}

## Values on the wire

The tables describe what travels. The client turns the awkward ones into what a program wants to hold:

| On the wire | In TypeScript |
| --- | --- |
| \`"2024-03-27T19:28:30"\`, GMT without a zone | \`Date\` |
| \`"/Date(1686063404096+0000)/"\` | \`Date\` |
| \`"Project,Publication"\`, a list in one text | \`["Project", "Publication"]\` |
| \`"Storage\\\\folder\\\\file.png"\` | \`"Storage/folder/file.png"\` |
| base64 text | \`Uint8Array\` |

Requests are checked strictly before they are sent: an unknown field is an error. Answers are read leniently: unknown fields are kept, and an
enumeration may bring a new value.
`;
}
