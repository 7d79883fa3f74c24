/** What one call costs beside other clients: time, processor time, and calls a second when many are under way. */
import { startClient, type CallsCommand, type CallsTaken, type ClientWorker } from "./client-worker.ts";
import { clients, labelOf, OURS, type ClientEntry } from "./clients/client.ts";
import { interleave, joinRounds, medianOf, ratioOf, type Rounds } from "./interleave.ts";
import { startPortal, type Portal } from "./portal.ts";
import { round, type Bench, type Measured, type Row, type Settings, type Target } from "./result.ts";

type Part = "small" | "list" | "many";

type Parts = Readonly<Record<Part, CallsCommand>>;

const parts: Parts = {
  small: { operation: "get", count: 200, inFlight: 1 },
  list: { operation: "list", count: 24, inFlight: 1 },
  many: { operation: "get", count: 480, inFlight: 32 },
};

/** How a process begins decides much of what it takes later: the compiler and the memory go another way each time. */
const ROUNDS_A_START = 6;
/** After these, what is called often is compiled. */
const WARM_UPS = 3;

/** The three measurements of one contender in one round. */
type Measurement = Readonly<Record<Part, CallsTaken>>;

export const calls: Bench = {
  name: "calls",
  title: "One call",
  method:
    "Reads over HTTPS on one machine, server and client each in a process of their own, every client with its own " +
    "envelope of the same size and at least as many values: one topic of 640 bytes, a list of 500 topics of 270 kB, and " +
    `the topic with 32 calls under way. Medians of interleaved rounds, ${ROUNDS_A_START} with each of several processes; x ` +
    "is the median of the ratios to fetch in the same round. CPU is what the client's process used.",
  rounds: 36,
  measure: (settings) => measureCalls(settings, clients, parts),
};

export async function measureCalls(
  { rounds, onProgress }: Settings,
  wanted: readonly ClientEntry[],
  commands: Parts,
): Promise<Measured> {
  await using portal = await startPortal();
  const starts: Rounds<string, Measurement>[] = [];
  for (let left = rounds; left > 0; left -= ROUNDS_A_START) {
    const settings = { rounds: Math.min(left, ROUNDS_A_START), onProgress };
    starts.push(await measureStart(settings, wanted, commands, portal));
  }
  const measured = joinRounds(starts);
  return { rows: wanted.map((entry) => rowOf(measured, entry)), targets: targetsOf(measured) };
}

/** With a new process for each client. */
async function measureStart(
  { rounds, onProgress }: Settings,
  wanted: readonly ClientEntry[],
  { small, list, many }: Parts,
  portal: Portal,
): Promise<Rounds<string, Measurement>> {
  await using workers = new AsyncDisposableStack();
  const workerOf = new Map<string, ClientWorker>(wanted.map(({ id }) => [id, workers.use(startClient(id, portal))]));
  const ids = wanted.map(({ id }) => id);
  const measure = async (id: string): Promise<Measurement> => {
    const worker = workerOf.get(id);
    if (!worker) throw new Error(`There is no client "${id}".`);
    if (id === ids[0]) onProgress("round");
    return {
      small: await worker.ask(small),
      list: await worker.ask(list),
      many: await worker.ask(many),
    };
  };
  return await interleave(ids, rounds, measure, WARM_UPS);
}

const cpu = (part: Part) => (measurement: Measurement) => measurement[part].cpu / measurement[part].count;
const wall = (part: Part) => (measurement: Measurement) => measurement[part].wall / measurement[part].count;
const speed = (part: Part) => (measurement: Measurement) => 1e6 / wall(part)(measurement);

function rowOf(measured: Rounds<string, Measurement>, entry: ClientEntry): Row {
  const { id } = entry;
  const times = (figure: (measurement: Measurement) => number) => round(ratioOf(measured, id, "fetch", figure), 2);
  const median = (figure: (measurement: Measurement) => number) => round(medianOf(measured, id, figure));
  return {
    client: labelOf(entry),
    "topic µs": median(wall("small")),
    x: times(wall("small")),
    "CPU µs": median(cpu("small")),
    "CPU x": times(cpu("small")),
    "list µs": median(wall("list")),
    "list x": times(wall("list")),
    "list CPU µs": median(cpu("list")),
    "list CPU x": times(cpu("list")),
    "calls/s at 32": median(speed("many")),
    "calls/s x": times(speed("many")),
  };
}

function targetsOf(measured: Rounds<string, Measurement>): Target[] {
  const besideKy = (figure: (measurement: Measurement) => number) =>
    round(ratioOf(measured, "clickhelp", "ky", figure), 2);
  return [
    { what: "CPU of one topic, times ky's", measured: besideKy(cpu("small")), atMost: 1.1 },
    { what: "CPU of a list of 500, times ky's", measured: besideKy(cpu("list")), atMost: 1.35 },
    { what: "calls a second with 32 under way, times ky's", measured: besideKy(speed("many")), atLeast: 0.9 },
  ].map((target) => ({ ...target, what: `${OURS}: ${target.what}` }));
}
