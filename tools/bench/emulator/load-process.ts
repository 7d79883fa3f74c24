/** Sends one request many times to one server, over connections that stay open, and says how long that took. */
import { readFileSync } from "node:fs";
import { Pool } from "undici";
import { serveCommands } from "../worker.ts";
import type { LoadCommand, LoadTaken } from "./load-worker.ts";

const pools = new Map<string, Pool>();
let lastNumber = 0;

serveCommands(async (command: LoadCommand): Promise<LoadTaken> => {
  const pool = poolOf(command);
  const { cpuBefore, startedAt } = { cpuBefore: process.cpuUsage(), startedAt: performance.now() };
  const answer = await sendMany(pool, command);
  const seconds = (performance.now() - startedAt) / 1000;
  const { user, system } = process.cpuUsage(cpuBefore);
  return { seconds, cpu: (user + system) / 1e6, answer };
});

/** One for each server, so that a round finds its connections open. */
function poolOf({ origin, caFile, inFlight }: LoadCommand): Pool {
  const known = pools.get(origin);
  if (known) return known;
  const pool = new Pool(origin, { connections: inFlight, connect: { ca: readFileSync(caFile) } });
  pools.set(origin, pool);
  return pool;
}

async function sendMany(pool: Pool, { request, authorization, count, inFlight }: LoadCommand): Promise<string> {
  const { method, path, body } = request;
  const headers = { authorization, ...(body !== undefined && { "content-type": "application/json" }) };
  let left = count;
  let answer = "";
  const work = async () => {
    while (left > 0) {
      left -= 1;
      lastNumber += 1;
      const own = body?.replaceAll("{n}", String(lastNumber)) ?? null;
      const response = await pool.request({ method, path, headers, body: own });
      answer = await response.body.text();
      if (response.statusCode >= 300)
        throw new Error(`${method} ${path} was answered ${response.statusCode}: ${answer}`);
    }
  };
  await Promise.all(Array.from({ length: inFlight }, work));
  return answer;
}
