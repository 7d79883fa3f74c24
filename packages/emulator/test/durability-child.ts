/** Takes steps on a portal in the given directory for ever, and says so after each acknowledgement. To be killed. */
import { writeSync } from "node:fs";
import { takeStep } from "./durability-steps.js";
import { createTestPortal } from "./test-portal.js";

const [, , dataDir = ""] = process.argv;
const portal = createTestPortal({ dataDir });
for (let step = 0; ; step += 1) {
  const taskKey = await takeStep(portal, step);
  writeSync(1, `${JSON.stringify({ step, taskKey })}\n`);
}
