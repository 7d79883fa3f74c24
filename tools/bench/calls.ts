/** What one call costs beside other clients: time, processor time, and calls a second when many are under way. */
import { startClient, type CallsCommand, type CallsTaken, type ClientWorker } from "./client-worker.ts";
import { clients, labelOf, OURS, OURS_ON_NODE, type ClientEntry } from "./clients/client.ts";
import { interleave, joinRounds, medianOf, ratioOf, type Rounds } from "./interleave.ts";
import { startPortal, type Portal } from "./portal.ts";
import { round, type Bench, type Measured, type Row, type Settings, type Target } from "./result.ts";

type Part = "small" | "list" | "many";

type Parts = Readonly<Record<Part, CallsCommand>>;

/** So many calls that every client has to clean up its memory in each round: medians would leave that out for who does it rarely. */
const parts: Parts = {
  small: { operation: "get", count: 500, inFlight: 1 },
  list: { operation: "list", count: 60, inFlight: 1 },
  many: { operation: "get", count: 600, inFlight: 32 },
};

/** How a process begins decides much of what it takes later: the compiler and the memory go another way each time. */
const ROUNDS_A_START = 2;
/** After this one, what is called often is compiled. */
const WARM_UPS = 1;

/** Those that ours is to be ahead of. */
const peers: Readonly<Record<"small" | "list", readonly string[]>> = {
  small: ["axios", "got", "octokit", "openai", "contentful"],
  list: ["axios", "got", "octokit", "openai", "contentful", "confluence"],
};

type Taken = Rounds<string, CallsTaken>;

export const calls: Bench = {
  name: "calls",
  title: "One call",
  method:
    "Reads over HTTPS on one machine, server and client each in a process of their own, every client with its own " +
    "envelope of the same size and at least as many values: one topic of 640 bytes, a list of 500 topics of 270 kB, and " +
    "the topic with 32 calls under way, each in processes that do nothing else. Medians of interleaved rounds, " +
    `${ROUNDS_A_START} with each of several processes; x is the median of the ratios to fetch in the same round. CPU is ` +
    "what the client's process used.",
  rounds: 20,
  measure: (settings) => measureCalls(settings, clients, parts),
};

export async function measureCalls(
  settings: Settings,
  wanted: readonly ClientEntry[],
  commands: Parts,
): Promise<Measured> {
  await using portal = await startPortal();
  const measure = (part: Part) => measurePart(settings, wanted, commands[part], portal);
  const measured = { small: await measure("small"), list: await measure("list"), many: await measure("many") };
  return { rows: wanted.map((entry) => rowOf(measured, entry)), targets: targetsOf(measured) };
}

/** In processes of its own: garbage of one part would have to be cleaned up in the next. */
async function measurePart(
  { rounds, onProgress }: Settings,
  wanted: readonly ClientEntry[],
  command: CallsCommand,
  portal: Portal,
): Promise<Taken> {
  const starts: Taken[] = [];
  for (let left = rounds; left > 0; left -= ROUNDS_A_START) {
    const settings = { rounds: Math.min(left, ROUNDS_A_START), onProgress };
    starts.push(await measureStart(settings, wanted, command, portal));
  }
  return joinRounds(starts);
}

/** With a new process for each client. */
async function measureStart(
  { rounds, onProgress }: Settings,
  wanted: readonly ClientEntry[],
  command: CallsCommand,
  portal: Portal,
): Promise<Taken> {
  await using workers = new AsyncDisposableStack();
  const workerOf = new Map<string, ClientWorker>(wanted.map(({ id }) => [id, workers.use(startClient(id, portal))]));
  const ids = wanted.map(({ id }) => id);
  const measure = (id: string): Promise<CallsTaken> => {
    const worker = workerOf.get(id);
    if (!worker) throw new Error(`There is no client "${id}".`);
    if (id === ids[0]) onProgress("round");
    return worker.ask(command);
  };
  return await interleave(ids, rounds, measure, WARM_UPS);
}

const cpu = ({ cpu, count }: CallsTaken) => cpu / count;
const wall = ({ wall, count }: CallsTaken) => wall / count;
const speed = (taken: CallsTaken) => 1e6 / wall(taken);

function rowOf({ small, list, many }: Readonly<Record<Part, Taken>>, entry: ClientEntry): Row {
  const { id } = entry;
  const times = (part: Taken, figure: (taken: CallsTaken) => number) => round(ratioOf(part, id, "fetch", figure), 2);
  const median = (part: Taken, figure: (taken: CallsTaken) => number) => round(medianOf(part, id, figure));
  return {
    client: labelOf(entry),
    "topic µs": median(small, wall),
    x: times(small, wall),
    "CPU µs": median(small, cpu),
    "CPU x": times(small, cpu),
    "list µs": median(list, wall),
    "list x": times(list, wall),
    "list CPU µs": median(list, cpu),
    "list CPU x": times(list, cpu),
    "calls/s at 32": median(many, speed),
    "calls/s x": times(many, speed),
  };
}

function targetsOf({ small, list, many }: Readonly<Record<Part, Taken>>): Target[] {
  type Figure = (taken: CallsTaken) => number;
  const beside = (ours: string, id: string, part: Taken, figure: Figure) => round(ratioOf(part, ours, id, figure), 2);
  const besideKy = (part: Taken, figure: Figure) => beside("clickhelp", "ky", part, figure);
  const besideBest = (ours: string, ids: readonly string[], part: Taken) =>
    Math.max(...ids.filter((id) => part.has(id)).map((id) => beside(ours, id, part, cpu)));
  const besidePeers = (id: string, label: string): Target[] => [
    {
      what: `${label}: CPU of one topic, times the best peer's`,
      measured: besideBest(id, peers.small, small),
      atMost: 1,
    },
    {
      what: `${label}: CPU of a list of 500, times the best peer's`,
      measured: besideBest(id, peers.list, list),
      atMost: 1,
    },
  ];
  return [
    { what: `${OURS}: CPU of one topic, times ky's`, measured: besideKy(small, cpu), atMost: 1.1 },
    { what: `${OURS}: CPU of a list of 500, times ky's`, measured: besideKy(list, cpu), atMost: 1.35 },
    { what: `${OURS}: calls a second with 32 under way, times ky's`, measured: besideKy(many, speed), atLeast: 0.9 },
    ...besidePeers("clickhelp", OURS),
    ...besidePeers("clickhelp-node", OURS_ON_NODE),
  ];
}
