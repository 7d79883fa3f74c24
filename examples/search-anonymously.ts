/**
 * Searches the public publications of a portal, as any reader can, without an account.
 *
 *   node search-anonymously.ts PORTAL WORDS...
 */
import { createClient } from "@clickhelp-js/client";

const [portal, ...words] = process.argv.slice(2);
if (portal === undefined || words.length === 0) {
  console.error("Usage: node search-anonymously.ts PORTAL WORDS...");
  process.exit(2);
}

const client = createClient({ portal });
const found = await client.search.portal({ q: words.join(" "), count: 5 });

for (const { title, fullUrl } of found) console.log(`${title}  ${fullUrl}`);
if (found.length === 0) console.log("Nothing was found.");
