/** Many reads from a server that takes its time: how near to the ideal? */
import { startClient, type CallsTaken, type ClientWorker } from "./client-worker.ts";
import { clients, labelOf, OURS, OURS_ON_NODE } from "./clients/client.ts";
import { interleave, medianOf, ratioOf } from "./interleave.ts";
import { startPortal } from "./portal.ts";
import { round, type Bench, type Measured, type Settings } from "./result.ts";

const LATENCY = 20;
const IN_FLIGHT = 10;
const shown = ["fetch", "ky", "clickhelp", "clickhelp-node"];

export const bulk: Bench = {
  name: "bulk",
  title: "2,000 reads at 20 ms",
  method:
    "2,000 topics, 10 calls under way; ours with forEachItem. A server that does hardly anything itself answers each 20 ms " +
    "after its request came. Ideal is that latency alone, 4 seconds. Median of interleaved rounds.",
  rounds: 9,
  measure: (settings) => measureBulk(settings, 2_000),
};

export async function measureBulk({ rounds, onProgress }: Settings, count: number): Promise<Measured> {
  await using portal = await startPortal(LATENCY);
  await using workers = new AsyncDisposableStack();
  const workerOf = new Map<string, ClientWorker>(shown.map((id) => [id, workers.use(startClient(id, portal))]));
  const measured = await interleave(shown, rounds, async (id): Promise<CallsTaken> => {
    const worker = workerOf.get(id);
    if (!worker) throw new Error(`There is no client "${id}".`);
    if (id === shown[0]) onProgress("round");
    return worker.ask({ operation: "bulk", count, inFlight: IN_FLIGHT });
  });
  const ideal = (LATENCY * count) / IN_FLIGHT / 1000;
  const seconds = ({ wall }: CallsTaken) => wall / 1e6;
  const timesIdeal = (id: string) => round(medianOf(measured, id, seconds) / ideal, 3);
  return {
    rows: clients
      .filter(({ id }) => shown.includes(id))
      .map((entry) => ({
        client: labelOf(entry),
        seconds: round(medianOf(measured, entry.id, seconds), 2),
        "x ideal": timesIdeal(entry.id),
        "x fetch": round(ratioOf(measured, entry.id, "fetch", seconds), 2),
      })),
    targets: [
      { what: `${OURS}: times the ideal`, measured: timesIdeal("clickhelp"), atMost: 1.12 },
      { what: `${OURS_ON_NODE}: times the ideal`, measured: timesIdeal("clickhelp-node"), atMost: 1.12 },
    ],
  };
}
