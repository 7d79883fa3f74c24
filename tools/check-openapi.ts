/** Checks the OpenAPI document as others would read it: `pnpm check:openapi`. */
import { fileURLToPath } from "node:url";
import { checkOpenApi } from "./openapi/check.ts";

const objections = await checkOpenApi(fileURLToPath(import.meta.resolve("@clickhelp-js/protocol/openapi.json")));

if (objections.length === 0) {
  process.stdout.write(
    "The OpenAPI document is in order for Redocly, openapi-schema-validator and openapi-typescript.\n",
  );
} else {
  for (const { program, message } of objections) process.stderr.write(`${program}:\n${message}\n`);
  process.stderr.write("The document is generated: mend the declarations, or packages/protocol/src/openapi*.ts.\n");
  process.exitCode = 1;
}
