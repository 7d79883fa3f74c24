/** All publicly known operations of the API as a table: from their list, and the declarations of their endpoints. */
import { readFileSync } from "node:fs";
import { listEndpoints, type Endpoint } from "@clickhelp-js/protocol";
import * as z from "zod";
import { inColumns } from "../columns.ts";

const Operation = z.object({ number: z.string(), endpoints: z.array(z.string()) });

/** An operation with the endpoints that declare it: several where its input or its answer has several forms. */
export interface KnownOperation {
  readonly number: string;
  readonly endpoints: readonly Endpoint[];
}

/** Reads the list. Throws when it names an endpoint that nobody declares. */
export function readOperations(): KnownOperation[] {
  const declared = new Map(listEndpoints().map((endpoint) => [endpoint.id, endpoint]));
  const find = (id: string) => {
    const endpoint = declared.get(id);
    if (!endpoint) throw new Error(`operations.json names ${id}, which is not declared in packages/protocol.`);
    return endpoint;
  };
  const list = readFileSync(new URL("../../packages/protocol/src/operations.json", import.meta.url), "utf8");
  return z
    .array(Operation)
    .parse(JSON.parse(list))
    .map(({ number, endpoints }) => ({ number, endpoints: endpoints.map(find) }));
}

/** One line for each endpoint, in columns, and the totals. */
export function operationsTable(): string {
  const operations = readOperations();
  const rows = operations.flatMap(({ number, endpoints }) =>
    endpoints.map(({ id, method, path, evidence }) => [number, id, method, path, evidence]),
  );
  const lines = inColumns([["", "id", "method", "path", "evidence"], ...rows]);
  return `${lines.join("\n")}\n\n${operations.length} operations, declared as ${rows.length} endpoints.\n`;
}
