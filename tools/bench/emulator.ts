/** What the emulator costs beside a bare server: calls a second over the same TLS, and the time until it answers. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startHono } from "./emulator/hono-worker.ts";
import { startLoad, type LoadTaken, type LoadWorker, type Served } from "./emulator/load-worker.ts";
import { startPortal, type StartedPortal } from "./emulator/portal.ts";
import {
  createCreate,
  createUpdate,
  get,
  search,
  type LoadRequest,
  type Operation,
  type Topic,
} from "./emulator/requests.ts";
import { interleave, medianOf, ratioOf, type Rounds } from "./interleave.ts";
import { round, type Bench, type Measured, type Row, type Settings, type Target } from "./result.ts";
import { runProgram } from "./run-program.ts";

const IN_FLIGHT = 32;

type Server = "emulator" | "bare";
type Requests = Readonly<Record<Operation, LoadRequest>>;
/** The three measurements of one server in one round, and of the emulator the search after them. */
interface Measurement extends Readonly<Record<Operation, LoadTaken>> {
  readonly search?: LoadTaken;
}

interface Part {
  readonly operation: Operation;
  readonly what: string;
  /** Of the calls a second of the bare server. */
  readonly atLeast: number;
}

const parts: readonly Part[] = [
  { operation: "get", what: "GET topic", atLeast: 0.5 },
  { operation: "update", what: "PATCH topic", atLeast: 0.3 },
  { operation: "create", what: "POST topic", atLeast: 0.3 },
];

export const emulator: Bench = {
  name: "emulator",
  title: "The emulator",
  method:
    "clickhelp emulator start on a data directory on disk. Bare is a server of Node.js with Hono, the same certificate and " +
    "the same three routes, which reads the JSON that comes and sends as much JSON as the emulator does. One topic of the " +
    "sample is read and saved with another body, and topics of the same words are made, 32 calls under way, every process " +
    "by itself. The emulator reads the words of what was made when somebody searches or nobody writes: the search after " +
    "them is the first one, which waits for that. Start is on data that is there, until the command says that it answers, " +
    "beside node -e 0 from start to end. Medians of interleaved rounds; x is the median of the ratios within the rounds.",
  rounds: 21,
  measure: (settings) => measureEmulator(settings, 640),
};

/** `count` is how many calls of each kind a server gets in a round. */
export async function measureEmulator(settings: Settings, count: number): Promise<Measured> {
  const dataDir = await mkdtemp(join(tmpdir(), "clickhelp-emulator-bench-"));
  try {
    // Before the calls: what these leave behind, such as writes that the disk is busy with, is no part of a start.
    const starts = await measureStarts(settings, dataDir);
    const calls = await measureCalls(settings, dataDir, count);
    return {
      rows: [...parts.map((part) => rowOf(calls, part, count)), searchRow(calls, count), startRow(starts)],
      targets: [...parts.map((part) => targetOf(calls, part)), startTarget(starts)],
    };
  } finally {
    await rm(dataDir, { recursive: true });
  }
}

async function measureCalls(
  { rounds, onProgress }: Settings,
  dataDir: string,
  count: number,
): Promise<Rounds<Server, Measurement>> {
  await using portal = await startPortal(dataDir);
  await using hono = startHono();
  await using load = startLoad();
  const requests = await createRequests(load, portal);
  const answers = {
    get: await answerTo(load, portal, requests.get),
    update: await answerTo(load, portal, requests.update),
    create: await answerTo(load, portal, requests.create),
  };
  const { port } = await hono.ask({ pairFile: join(dataDir, "tls", "localhost.pem"), answers });
  const servers: Readonly<Record<Server, Served>> = {
    emulator: portal,
    bare: { ...servedBy(portal), origin: `https://localhost:${port}` },
  };
  return await interleave(["bare", "emulator"], rounds, async (name): Promise<Measurement> => {
    if (name === "bare") onProgress("round");
    const send = (operation: Operation) =>
      load.ask({ ...servedBy(servers[name]), request: requests[operation], count, inFlight: IN_FLIGHT });
    const measured = { get: await send("get"), update: await send("update"), create: await send("create") };
    if (name === "bare") return measured;
    // Before the bare server's turn, which would be the next quiet moment.
    return { ...measured, search: await load.ask({ ...servedBy(portal), request: search, count: 1, inFlight: 1 }) };
  });
}

const servedBy = ({ origin, caFile, authorization }: Served): Served => ({ origin, caFile, authorization });

async function createRequests(load: LoadWorker, portal: StartedPortal): Promise<Requests> {
  const topic = (await answerTo(load, portal, get)) as Topic;
  return { get, update: createUpdate(topic), create: createCreate(topic) };
}

async function answerTo(load: LoadWorker, portal: StartedPortal, request: LoadRequest): Promise<unknown> {
  const { answer } = await load.ask({ ...servedBy(portal), request, count: 1, inFlight: IN_FLIGHT });
  return JSON.parse(answer) as unknown;
}

type Program = "emulator" | "node -e 0";

/** Seconds. */
async function measureStarts({ rounds, onProgress }: Settings, dataDir: string): Promise<Rounds<Program, number>> {
  const made = await startPortal(dataDir);
  await made[Symbol.asyncDispose]();
  return await interleave(["node -e 0", "emulator"], rounds, async (name) => {
    if (name === "emulator") {
      onProgress("start");
      await using portal = await startPortal(dataDir);
      return portal.startedIn;
    }
    const { seconds } = await runProgram({ command: process.execPath, parameters: ["-e", "0"] });
    return seconds;
  });
}

const callsPerSecond =
  ({ operation }: Part, count = 1) =>
  (measurement: Measurement) =>
    count / measurement[operation].seconds;

function rowOf(measured: Rounds<Server, Measurement>, part: Part, count: number): Row {
  return {
    what: `${part.what}, calls/s`,
    emulator: round(medianOf(measured, "emulator", callsPerSecond(part, count))),
    bare: round(medianOf(measured, "bare", callsPerSecond(part, count))),
    x: round(ratioOf(measured, "emulator", "bare", callsPerSecond(part)), 2),
  };
}

function targetOf(measured: Rounds<Server, Measurement>, part: Part): Target {
  const { what, atLeast } = part;
  const times = ratioOf(measured, "emulator", "bare", callsPerSecond(part));
  return { what: `emulator: ${what}, times the calls of bare Hono`, measured: round(times, 2), atLeast };
}

function searchRow(measured: Rounds<Server, Measurement>, count: number): Row {
  const wait = medianOf(measured, "emulator", ({ search }) => milliseconds(search?.seconds ?? 0));
  return { what: `search after ${count} POSTs, ms`, emulator: round(wait), bare: null, x: null };
}

const milliseconds = (seconds: number) => seconds * 1000;

function startRow(measured: Rounds<Program, number>): Row {
  return {
    what: "start, ms",
    emulator: round(medianOf(measured, "emulator", milliseconds)),
    bare: round(medianOf(measured, "node -e 0", milliseconds)),
    x: round(ratioOf(measured, "emulator", "node -e 0", milliseconds), 2),
  };
}

function startTarget(measured: Rounds<Program, number>): Target {
  const start = round(medianOf(measured, "emulator", milliseconds));
  return { what: "emulator: start on data that is there, ms", measured: start, atMost: 250 };
}
