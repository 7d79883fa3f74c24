/** A file of 1 GiB from the portal to disk and back, beside streams that keep nothing of what we promise. */
import { mkdtemp, open, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { OURS } from "./clients/client.ts";
import { block, storagePath } from "./files/storage.ts";
import { interleave, medianOf, ratioOf, type Rounds } from "./interleave.ts";
import { startPortal, type Portal } from "./portal.ts";
import { round, type Bench, type Measured, type Row, type Settings, type Target } from "./result.ts";
import { isThere, runProgram, type Program, type ProgramRun } from "./run-program.ts";

const GIB = 1024 ** 3;

type Direction = "download" | "upload";

/** What a program moves, and where. */
interface Transfer {
  readonly portal: Portal;
  readonly filePath: string;
  readonly file: string;
}

interface Contender {
  readonly id: string;
  readonly label: string;
  readonly direction: Direction;
  readonly program: (transfer: Transfer) => Program;
}

const contenders: readonly Contender[] = [
  {
    id: "clickhelp download",
    label: `${OURS}: decoded, checked, hashed, safe on disk`,
    direction: "download",
    program: node("clickhelp", "download"),
  },
  { id: "ky download", label: "ky: saved as it comes", direction: "download", program: node("ky", "download") },
  { id: "curl download", label: "curl: saved as it comes", direction: "download", program: curl("--output") },
  {
    id: "requests download",
    label: "Python requests: saved as it comes",
    direction: "download",
    program: python("download"),
  },
  {
    id: "requests decode",
    label: "Python requests: json() and b64decode()",
    direction: "download",
    program: python("decode"),
  },
  {
    id: "clickhelp upload",
    label: `${OURS}: resumable chunks, hashed`,
    direction: "upload",
    program: node("clickhelp", "upload"),
  },
  { id: "ky upload", label: "ky: one request", direction: "upload", program: node("ky", "upload") },
  { id: "curl upload", label: "curl: one request", direction: "upload", program: curl("--upload-file") },
  { id: "requests upload", label: "Python requests: one request", direction: "upload", program: python("upload") },
];

function node(client: string, direction: Direction): Contender["program"] {
  return ({ portal: { origin, environment }, filePath, file }) => ({
    command: process.execPath,
    parameters: [
      fileURLToPath(new URL("./files/transfer.ts", import.meta.url)),
      client,
      direction,
      origin,
      filePath,
      file,
    ],
    environment,
  });
}

function curl(option: "--output" | "--upload-file"): Contender["program"] {
  return (transfer) => ({
    command: "curl",
    parameters: [
      ...["--silent", "--show-error", "--fail", "--cacert", transfer.portal.caFile],
      ...[option, transfer.file, addressOf(transfer)],
    ],
  });
}

function python(action: Direction | "decode"): Contender["program"] {
  return (transfer) => ({
    command: "python3",
    parameters: [
      fileURLToPath(new URL("./files/transfer.py", import.meta.url)),
      action,
      addressOf(transfer),
      transfer.file,
    ],
    environment: { REQUESTS_CA_BUNDLE: transfer.portal.caFile },
  });
}

export const files: Bench = {
  name: "files",
  title: "A file of 1 GiB",
  method:
    "From the portal to disk and back over HTTPS on one machine; the portal sends 1.43 GB of JSON with base64 in it. MB/s are " +
    "of the file; programs run from start to end, one after the other. Medians of interleaved rounds; x ky is the median of " +
    "the ratios within the rounds. Peak memory is the kernel's.",
  rounds: 3,
  measure: (settings) => measureFiles(settings, GIB),
};

export async function measureFiles({ rounds, onProgress }: Settings, bytes: number): Promise<Measured> {
  await using portal = await startPortal();
  const present = contenders.filter(({ id }) => isPresent(id));
  const folder = await mkdtemp(join(tmpdir(), "clickhelp-files-"));
  try {
    const source = join(folder, "source.bin");
    await writeSource(source, bytes);
    const measured = await interleave(
      present.map(({ id }) => id),
      rounds,
      async (id) => {
        onProgress(id);
        const contender = present.find((other) => other.id === id);
        if (!contender) throw new Error(`There is no contender "${id}".`);
        return await transferOnce(contender, { portal, folder, source, bytes });
      },
    );
    return { rows: present.map((contender) => rowOf(measured, contender, bytes)), targets: targetsOf(measured) };
  } finally {
    await rm(folder, { recursive: true });
  }
}

interface Stage {
  readonly portal: Portal;
  readonly folder: string;
  readonly source: string;
  readonly bytes: number;
}

async function transferOnce(
  { label, direction, program }: Contender,
  { portal, folder, source, bytes }: Stage,
): Promise<ProgramRun> {
  const target = join(folder, "target.bin");
  const file = direction === "download" ? target : source;
  const run = await runProgram(program({ portal, filePath: storagePath(bytes), file }));
  if ((await stat(file)).size < bytes) throw new Error(`${label}: the file is too short.`);
  await rm(target, { force: true });
  return run;
}

/** Node.js is always there; the other two may not be. */
function isPresent(id: string): boolean {
  if (id.startsWith("curl")) return isThere("curl", "--version");
  return !id.startsWith("requests") || isThere("python3", "-c", "import requests");
}

async function writeSource(path: string, bytes: number): Promise<void> {
  await using file = await open(path, "w");
  for (let left = bytes; left > 0; left -= block.length) await file.write(block.subarray(0, left));
}

function addressOf({ portal: { origin }, filePath }: Transfer): string {
  return `${origin}/api/v1/storage/${filePath}?format=base64`;
}

const speed = ({ seconds }: ProgramRun) => 1 / seconds;
const memory = ({ peakMemory }: ProgramRun) => peakMemory;

function rowOf(measured: Rounds<string, ProgramRun>, { id, label, direction }: Contender, bytes: number): Row {
  return {
    program: label,
    direction,
    "MB/s": round((medianOf(measured, id, speed) * bytes) / 1e6),
    "x ky": round(ratioOf(measured, id, `ky ${direction}`, speed), 2),
    "peak MiB": round(medianOf(measured, id, memory)),
    "x ky's peak": round(ratioOf(measured, id, `ky ${direction}`, memory), 2),
  };
}

function targetsOf(measured: Rounds<string, ProgramRun>): Target[] {
  return (["download", "upload"] as const).flatMap((direction) => {
    const besideKy = (figure: (run: ProgramRun) => number) =>
      round(ratioOf(measured, `clickhelp ${direction}`, `ky ${direction}`, figure), 2);
    return [
      { what: `${OURS}: speed of the ${direction}, times ky's`, measured: besideKy(speed), atLeast: 0.95 },
      { what: `${OURS}: peak memory of the ${direction}, times ky's`, measured: besideKy(memory), atMost: 1.15 },
    ];
  });
}
