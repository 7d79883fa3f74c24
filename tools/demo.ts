/**
 * The demo: the handbook of this repository goes into a portal on this machine, is published, exported to PDF and HTML,
 * and backed up, by the built command line over HTTPS. `npm run demo`, or with another folder: `npm run demo -- FOLDER`.
 */
import { mkdir, stat } from "node:fs/promises";
import { join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { CommandFailed, readFromClickhelp, runClickhelp, stopEverything } from "./demo/clickhelp.ts";
import { type Handbook, readHandbook } from "./demo/handbook.ts";
import { type DemoPortal, PortalInUse, startPortal } from "./demo/portal.ts";
import { type FinishedStep, type MadeFile, fileTable, heading, stepTable } from "./demo/report.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const source = join(root, "examples", "handbook");
const publication = "handbook";

const output = resolve(process.argv[2] ?? join(root, "demo-output"));
const steps: FinishedStep[] = [];

async function step<T>(title: string, work: () => Promise<T>): Promise<T> {
  process.stdout.write(heading(`${steps.length + 1}. ${title}`));
  const start = performance.now();
  const result = await work();
  steps.push({ title, duration: performance.now() - start });
  return result;
}

/** As it is typed from here. */
function typed(path: string): string {
  const fromHere = relative(process.cwd(), path);
  return fromHere.startsWith("..") ? path : fromHere;
}

async function publishHandbook({ environment }: DemoPortal, handbook: Handbook): Promise<MadeFile[]> {
  const project = handbook.id;
  const run = (...parameters: string[]) => runClickhelp(parameters, environment);
  const pdf = join(output, "handbook.pdf");
  const html = join(output, "handbook-html.zip");
  const backup = join(output, "handbook-backup.zip");

  await step("Check the sign-in", () => run("auth", "status"));

  await step("Upload the images", async () => {
    for (const image of handbook.images) {
      await run(
        "storage",
        "put",
        typed(join(source, "images", image)),
        "--to",
        `${project}/`,
        "--overwrite",
        "--quiet",
      );
    }
  });
  await step("Create or update the topics", async () => {
    for (const group of handbook.groups) {
      const under = group.parent === null ? [] : ["--parent-node", await findNode(environment, project, group.parent)];
      const files = group.topics.map((topic) => typed(join(source, "topics", `${topic}.html`)));
      await run("topics", "upsert", "--project", project, ...under, ...files);
    }
  });
  await step("Publish", () =>
    run("publications", "publish", "--project", project, "--publication", publication, "--title", handbook.title),
  );
  await step("Export to PDF", () => run("publications", "export", publication, "-o", typed(pdf)));
  await step("Export to HTML", () =>
    run("publications", "export", publication, "--format", "purehtml", "-o", typed(html)),
  );
  await step("Back up", () => run("backup", "create", "--project", project, "-o", typed(backup)));
  await step("List what was made", async () => {
    await run("projects", "list");
    await run("topics", "list", "--project", publication);
  });

  const files = [
    { path: pdf, what: "the whole handbook, for reading and printing" },
    { path: html, what: "the same as HTML pages" },
    { path: backup, what: "the project, to be restored from" },
  ];
  return Promise.all(files.map(async ({ path, what }) => ({ path: typed(path), what, size: (await stat(path)).size })));
}

/** The portal ends with the demo, and the handbook is private. */
function describeAddresses({ reader }: DemoPortal): string {
  const start = `npm run clickhelp -- emulator start --data-dir ${typed(join(output, "portal"))}`;
  return `The addresses above end with the demo. To read the handbook in a browser, start the portal again:

  ${start}

Open the address that it prints (the browser warns of a certificate that it does not know: go on), and log in as ${reader.login} with the password ${reader.password ?? "(none)"}: the handbook is private.
`;
}

async function findNode(environment: NodeJS.ProcessEnv, project: string, topic: string): Promise<string> {
  const parameters = ["api", "GET", `projects/${project}/toc/nodes`];
  const nodes = await readFromClickhelp<{ id: string; topicId?: string | null }[]>(parameters, environment);
  const found = nodes.find(({ topicId }) => topicId === topic);
  if (found === undefined) throw new Error(`The table of contents of ${project} lacks ${topic}.`);
  return found.id;
}

async function main(): Promise<void> {
  const handbook = await readHandbook(source);
  await mkdir(output, { recursive: true });
  process.stdout.write(`The ${handbook.title} goes into a portal on this machine and comes out as files.\n`);

  const interrupted = (signal: NodeJS.Signals) => {
    process.stderr.write("\nInterrupted; the portal is being stopped.\n");
    void stopEverything().finally(() => process.exit(signal === "SIGINT" ? 130 : 143));
  };
  process.once("SIGINT", interrupted).once("SIGTERM", interrupted);
  try {
    const portal = await step("Start a portal", async () => {
      const started = await startPortal(output, handbook);
      const data = typed(join(output, "portal"));
      process.stdout.write(`  It answers at ${started.url} and keeps its data in ${data}.
`);
      return started;
    });
    const files = await publishHandbook(portal, handbook);
    process.stdout.write(`${heading("Done")}\n${stepTable(steps)}\n${fileTable(files)}\n`);
    process.stdout.write(describeAddresses(portal));
    process.stdout.write(
      "Run the demo again: what is there already will be updated. Delete the folder to begin anew.\n",
    );
  } finally {
    await stopEverything();
  }
}

try {
  await main();
} catch (error) {
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`\nThe demo stopped at step ${steps.length + 1}: ${message}\n`);
  const advice =
    error instanceof PortalInUse
      ? "Wait until it has ended, or choose another folder: npm run demo -- FOLDER"
      : `Run it again to go on, or delete ${typed(output)} first to begin anew.`;
  process.stderr.write(`${advice}\n`);
  process.exitCode = error instanceof CommandFailed ? error.exitCode : 1;
}
