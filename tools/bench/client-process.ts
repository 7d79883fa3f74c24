/** One client in a process of its own: makes so many calls, and says what they took. */
import type { Client, Connect } from "./clients/client.ts";
import type { CallsCommand, CallsTaken } from "./client-worker.ts";
import { serveCommands } from "./worker.ts";

const [id = "", origin = ""] = process.argv.slice(2);
const { connect } = (await import(`./clients/${id}.ts`)) as { connect: Connect };
const client = connect(origin);

serveCommands(async ({ operation, count, inFlight }: CallsCommand): Promise<CallsTaken> => {
  const cpuBefore = process.cpuUsage();
  const startedAt = performance.now();
  const answer = await callMany(client, operation, count, inFlight);
  const wall = (performance.now() - startedAt) * 1000;
  const { user, system } = process.cpuUsage(cpuBefore);
  return { count, wall, cpu: user + system, answer };
});

async function callMany(
  { get, list, getMany }: Client,
  operation: CallsCommand["operation"],
  count: number,
  inFlight: number,
): Promise<string | number> {
  const call = operation === "list" ? list : get;
  if (operation === "bulk" && getMany) return getMany(count, inFlight);
  let left = count;
  let answer: string | number = "";
  const work = async () => {
    while (left > 0) {
      left -= 1;
      answer = await call();
    }
  };
  await Promise.all(Array.from({ length: inFlight }, work));
  return answer;
}
