/**
 * Publishes a project over an existing publication and saves it as PDF.
 *
 *   node publish-and-export.ts PROJECT PUBLICATION FILE
 *
 * CLICKHELP_PORTAL_URL, CLICKHELP_USERNAME and CLICKHELP_API_KEY say where and as whom.
 */
import { createClient, optionsFromEnv, plainStatusText } from "@clickhelp-js/client";

const [projectId, publicationId, file] = process.argv.slice(2);
if (projectId === undefined || publicationId === undefined || file === undefined) {
  console.error("Usage: node publish-and-export.ts PROJECT PUBLICATION FILE");
  process.exit(2);
}
const client = createClient(optionsFromEnv(process.env));

const task = await client.publications.update({ projectId, updatedPubId: publicationId });
for await (const status of task) console.log(plainStatusText(status));

const saved = await client.publications.exportToFile({ publicationId, format: "Pdf", file });
console.log(`${saved.path}: ${saved.size} bytes, SHA-256 ${saved.sha256}`);
