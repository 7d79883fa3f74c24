/**
 * Puts an HTML file into a project: creates the topic, or changes it if the file says something else than the portal.
 *
 *   node upsert-topic.ts PROJECT TOPIC TITLE FILE
 *
 * CLICKHELP_PORTAL_URL, CLICKHELP_USERNAME and CLICKHELP_API_KEY say where and as whom.
 */
import { readFile } from "node:fs/promises";
import { NotFoundError, createClient, optionsFromEnv } from "@clickhelp-js/client";

const [projectId, id, title, file] = process.argv.slice(2);
if (projectId === undefined || id === undefined || title === undefined || file === undefined) {
  console.error("Usage: node upsert-topic.ts PROJECT TOPIC TITLE FILE");
  process.exit(2);
}
const client = createClient(optionsFromEnv(process.env));
const body = await readFile(file, "utf8");
// The status and the owner of a topic that exists are left alone.
const whenCreated = { statusName: "Draft", ownerUserName: process.env.CLICKHELP_USERNAME };

try {
  const { outcome, topic } = await client.topics.upsert({ projectId, id, title, body, whenCreated });
  console.log(`${outcome}: ${topic.fullUrl}`);
} catch (error) {
  if (!NotFoundError.isInstance(error)) throw error;
  console.error(`There is no project ${projectId}. ${error.hint ?? ""}`);
  process.exitCode = 1;
}
