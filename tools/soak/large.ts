/** Lists, searches, publishes and shows projects of growing size, and measures time and memory of the portal. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { largeProjectId } from "./large-seed.ts";
import { startPortal, type PortalProcess } from "./portal-process.ts";
import type { Soak } from "./run.ts";

interface Measurement {
  readonly what: string;
  readonly topics: number;
  readonly milliseconds: number;
  /** Of the answer. */
  readonly megabytes: number;
  /** How far the memory of the portal rose above what it was before, at its highest. */
  readonly peakMegabytes: number;
  /** The longest time, in milliseconds, that another request had to wait meanwhile. */
  readonly longestWait: number;
  /** The same as far as the portal itself was at work: what is left on a machine that has nothing else to do. */
  readonly longestTurn: number;
}

/** Megabytes by which memory may rise more when the project is ten times as large. */
const mostGrowth = 40;
/** Milliseconds that the portal may be at work while another request waits. */
const longestAllowedTurn = 1000;

/**
 * What may take more memory with each topic: the first list fills the cache of the database, which is 64 MB, an export and
 * an import keep the table of contents and every zip its directory, all of them without the topics.
 */
const growing: ReadonlySet<string> = new Set(["the first list", "back up", "export", "import"]);
const mostKilobytesPerTopic = 2;

const project = `projects/${largeProjectId}`;
const backup = "Storage/large-backup.zip";
const questions: readonly (readonly [what: string, ask: (portal: PortalProcess) => Promise<number>])[] = [
  ["the first list", (portal) => read(portal, `/api/v1/${project}/articles`)],
  ["topics.list", (portal) => read(portal, `/api/v1/${project}/articles`)],
  ["toc.list", (portal) => read(portal, `/api/v1/${project}/toc/nodes`)],
  ["users.list", (portal) => read(portal, "/api/v1/users")],
  ["projects.listUsers", (portal) => read(portal, `/api/v1/${project}/users`)],
  ["storage, recursively", (portal) => read(portal, "/api/v1/storage/?filter=*&isRecursive=true")],
  ["search, the best ten", (portal) => read(portal, "/api/v1/search?q=balloon&isReturnSnippets=1")],
  ["search, everything", (portal) => read(portal, "/api/v1/search?q=matters&count=-1&isReturnSnippets=1")],
  ["publish", publish],
  ["publish again", (portal) => publishAgain(portal, "FullReplace")],
  ["publish again in part", (portal) => publishAgain(portal, "Partial")],
  ["back up", backUp],
  ["import", importBackup],
  ["export", exportPages],
  ["a reader's page", (portal) => read(portal, "/articles/large/t77")],
];

/** Reads an answer without keeping it; gives its size in bytes. */
async function read(portal: PortalProcess, path: string): Promise<number> {
  const response = await portal.client.fetch(path);
  if (!response.ok) throw new Error(`${path} answered ${response.status}`);
  let size = 0;
  for await (const piece of response.body ?? []) size += piece.length;
  return size;
}

async function publish({ client }: PortalProcess): Promise<number> {
  const input = { projectId: largeProjectId, pubId: "large", pubName: "Large", pubVisibility: "Public" } as const;
  const task = await client.publications.create(input);
  await task.wait({ timeout: 600_000 });
  return 0;
}

async function publishAgain({ client }: PortalProcess, updateMode: "FullReplace" | "Partial"): Promise<number> {
  const task = await client.publications.update({ projectId: largeProjectId, updatedPubId: "large", updateMode });
  await task.wait({ timeout: 600_000 });
  return 0;
}

async function backUp({ client }: PortalProcess): Promise<number> {
  const task = await client.projects.backup({ projectId: largeProjectId, outputFileName: backup });
  await task.wait({ timeout: 600_000 });
  return 0;
}

/** The project alone becomes another one: its publication is still there. */
async function importBackup({ client }: PortalProcess): Promise<number> {
  const file = { format: "url", inputFileUrl: backup } as const;
  const task = await client.projects.importNew({ ...file, importFormat: "ProjectBackup", newProjectId: "imported" });
  await task.wait({ timeout: 900_000 });
  return 0;
}

async function exportPages({ client }: PortalProcess): Promise<number> {
  const outputFileName = "Storage/large-pages.zip";
  const task = await client.publications.export({ publicationId: "large", format: "PureHtml", outputFileName });
  await task.wait({ timeout: 600_000 });
  return 0;
}

/** Asks for something small again and again until the other request is answered; gives the longest times in milliseconds. */
async function askMeanwhile(
  portal: PortalProcess,
  other: Promise<unknown>,
): Promise<Pick<Measurement, "longestWait" | "longestTurn">> {
  let isAnswered = false;
  const end = () => {
    isAnswered = true;
  };
  void other.then(end, end);
  let [longestWait, longestTurn] = [0, 0];
  const isOver = () => isAnswered;
  while (!isOver()) {
    const [began, workedBefore] = [performance.now(), workedSoFar(portal.pid)];
    await read(portal, `/api/v1/${project}`);
    longestWait = Math.max(longestWait, performance.now() - began);
    longestTurn = Math.max(longestTurn, workedSoFar(portal.pid) - workedBefore);
  }
  return { longestWait, longestTurn };
}

/** How long the thread that answers requests has been on a processor, in milliseconds, as the kernel counts. */
function workedSoFar(pid: number): number {
  const [nanoseconds] = readFileSync(`/proc/${pid}/task/${pid}/schedstat`, "utf8").split(" ");
  return Number(nanoseconds) / 1_000_000;
}

/** In megabytes, as the kernel counts. */
function memory(pid: number, name: "VmRSS" | "VmHWM"): number {
  const [, kilobytes = "0"] =
    new RegExp(`^${name}:\\s+(\\d+)`, "m").exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
  return Number(kilobytes) / 1024;
}

async function measure(topics: number): Promise<Measurement[]> {
  const dataDir = mkdtempSync(join(tmpdir(), "clickhelp-soak-"));
  try {
    await (await startPortal(dataDir, topics)).stop();
    const portal = await startPortal(dataDir);
    try {
      const nothing = { megabytes: 0, peakMegabytes: 0, longestWait: 0, longestTurn: 0 };
      print({ what: "start on a full directory", topics, milliseconds: portal.startedIn, ...nothing });
      return await askEverything(portal, topics);
    } finally {
      await portal.kill();
    }
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function askEverything(portal: PortalProcess, topics: number): Promise<Measurement[]> {
  const results: Measurement[] = [];
  for (const [what, ask] of questions) {
    // The kernel forgets the highest value.
    writeFileSync(`/proc/${portal.pid}/clear_refs`, "5");
    const before = memory(portal.pid, "VmRSS");
    const began = performance.now();
    const asked = ask(portal);
    const waits = await askMeanwhile(portal, asked);
    const megabytes = (await asked) / 1024 / 1024;
    const milliseconds = performance.now() - began;
    const peakMegabytes = memory(portal.pid, "VmHWM") - before;
    const result = { what, topics, milliseconds, megabytes, peakMegabytes, ...waits };
    print(result);
    results.push(result);
  }
  return results;
}

function print({ what, topics, milliseconds, megabytes, peakMegabytes, ...waits }: Measurement): void {
  const figures = [
    `${milliseconds.toFixed(0)} ms`,
    `${megabytes.toFixed(1)} MB answer`,
    `${peakMegabytes.toFixed(0)} MB more memory`,
    `others wait ${waits.longestWait.toFixed(0)} ms`,
    `for ${waits.longestTurn.toFixed(0)} ms of work`,
  ];
  const columns = figures.map((figure) => figure.padStart(22)).join("");
  process.stdout.write(`${String(topics).padStart(7)} topics  ${what.padEnd(28)} ${columns}\n`);
}

export const largeSoak: Soak = {
  summary: "measures time and memory with 100,000 topics (or COUNT), and with a tenth of them",
  async run(count = 100_000) {
    const tenth = await measure(Math.ceil(count / 10));
    const whole = await measure(count);
    const grown = whole.filter(({ what, topics, peakMegabytes }, index) => {
      const less = tenth[index] ?? { topics: 0, peakMegabytes: 0 };
      const own = growing.has(what) ? (mostKilobytesPerTopic * (topics - less.topics)) / 1024 : 0;
      return peakMegabytes - less.peakMegabytes > mostGrowth + own;
    });
    const slow = whole.filter(({ longestTurn }) => longestTurn > longestAllowedTurn);
    const complaints = [
      ...grown.map(({ what }) => `memory grows with the project: ${what}`),
      ...slow.map(({ what, longestTurn }) => `others wait for ${longestTurn.toFixed(0)} ms of work: ${what}`),
    ];
    if (complaints.length > 0) throw new Error(`Too much. ${complaints.join("; ")}.`);
  },
};
