/** Fuzzes and prints what came: `print.ts COUNT SEED`. */
import { declared } from "./requests.js";
import { fuzz } from "./run.js";

const [, , count = "20000", seed = String(Date.now() % 2 ** 31)] = process.argv;
process.stdout.write(`${count} requests, seed ${seed}\n`);
const { statuses, successes } = await fuzz(Number(count), Number(seed));
for (const [status, times] of [...statuses].sort(([left], [right]) => left - right)) {
  process.stdout.write(`${status} ${times}\n`);
}
for (const { id } of declared) process.stdout.write(`${id.padEnd(28)} ${successes.get(id) ?? 0} successes\n`);
