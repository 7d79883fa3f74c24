/** Prints the operations of the API and the endpoints that declare them: `pnpm operations`. */
import { operationsTable } from "./operations/table.ts";

process.stdout.write(operationsTable());
