/** Prints a table, or writes all of them: `write-tables.ts permissions`, `write-tables.ts coverage`, `write-tables.ts`. */
import { writeFileSync } from "node:fs";
import { pages } from "./print.js";

const [, , wanted] = process.argv;
for (const [name, page] of Object.entries(pages)) {
  const text = await page();
  if (wanted === name) process.stdout.write(text);
  if (wanted === undefined) writeFileSync(new URL(`../../${name.toUpperCase()}.md`, import.meta.url), text);
}
