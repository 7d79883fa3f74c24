/**
 * Serves a portal on the data directory that is named, and says on the first line where. To be killed. A number of topics
 * after it fills a new portal with so many.
 */
import { createEmulator } from "@clickhelp-js/emulator";
import { largeSeed } from "./large-seed.ts";

const [, , dataDir = "", topics] = process.argv;
const emulator = createEmulator({
  dataDir,
  ...(topics === undefined ? {} : { seed: largeSeed(Number(topics)) }),
  onError: (error) => process.stderr.write(`${String(error)}\n`),
});
const { url, caFile, login, apiKey } = await emulator.listen();
process.stdout.write(`${JSON.stringify({ url, caFile, login, apiKey })}\n`);
process.once("SIGTERM", () => void emulator.close());
