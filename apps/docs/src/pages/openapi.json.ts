/** The OpenAPI document, as the protocol has it. */
import { readFileSync } from "node:fs";
import { openApiFile } from "../../scripts/reference/operations.ts";

export const GET = () => new Response(readFileSync(openApiFile));
