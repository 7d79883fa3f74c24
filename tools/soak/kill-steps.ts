/** The writes of the kill soak, each with what it changes. A write that changes several things is one transaction. */
import type { Client } from "@clickhelp-js/client";
import {
  chapterCaption,
  describeBytes,
  describeProject,
  folder,
  type Part,
  type PortalIds,
  type State,
} from "./kill-state.ts";
import { largeProjectId as projectId, makeTopic } from "./large-seed.ts";

/** New values by key; undefined for what goes. */
export type Change = ReadonlyMap<string, string | undefined>;

export interface Step {
  /** What is so once it is acknowledged. */
  readonly change: Change;
  /** What may be so as long as it is not. */
  readonly attempted: Change;
  /** What the writer's task may bring at any time afterwards; undefined when none is under way. */
  readonly pending: Change | undefined;
  /** Makes the write, or gives up waiting when `killed` says that the portal is gone. */
  readonly run: (client: Client, killed: AbortSignal) => Promise<unknown>;
}

export interface Moment {
  readonly owner: string;
  /** Counts the steps of a writer; every write has a value of its own by it. */
  readonly version: number;
  readonly state: State;
  readonly pending: Change | undefined;
  readonly ids: PortalIds;
}

/** What a kind leaves out is as for most: the attempt is the change, and no task begins or ends. */
type Kind = (moment: Moment, round: number) => Pick<Step, "change" | "run"> & Partial<Step>;

/** Things of a kind that a writer has. Few, so that they are changed and deleted often, and reading them all is quick. */
const slots = 3;
/** Steps after which a writer makes new users: they cannot be deleted. */
const usersLife = 120;
const smallFile = 1000;
/** More than one piece of the store. */
const largeFile = 300_000;
const partSize = 100_000;
const partsOfUpload = 4;
/** Enough that publishing and importing takes several turns. */
export const topicsOfProject = 60;

const topicStep: Kind = ({ owner, version, state }, round) => {
  const id = `${owner}-${round % slots}`;
  const mine = Array.from({ length: slots }, (_, slot) => `${owner}-${slot}`).filter((name) =>
    state.has(`topic ${name}`),
  );
  if (round % 7 === 6 && mine.length > 0) {
    const change = new Map(mine.map((name) => [`topic ${name}`, undefined]));
    return { change, run: (client) => client.topics.deleteMany({ projectId, ids: mine }) };
  }
  const text = {
    title: `Title ${version}`,
    body: `<p>Body ${version}</p>`.repeat(200),
    indexKeywords: [`k${version}`],
  };
  const workflow = { statusName: version % 2 === 0 ? "Ready" : "Draft", assigneeUserName: "admin" };
  const fields = { ...text, ...workflow };
  const change = new Map([[`topic ${id}`, JSON.stringify([...Object.values(fields), true])]]);
  if (state.has(`topic ${id}`)) {
    return { change, run: (client) => client.topics.update({ projectId, topicId: id, ...fields }) };
  }
  return { change, run: (client) => client.topics.create({ projectId, id, ownerUserName: "admin", ...fields }) };
};

const nodeStep: Kind = ({ owner, version, ids }, round) => {
  const name = `${owner}-${round % slots}`;
  const key = `node ${name}`;
  const tocNodeId = ids.nodes.get(name);
  const fields = { caption: `${name} version ${version}`, isShowInToc: version % 2 === 0 };
  const change = new Map([[key, JSON.stringify(Object.values(fields))]]);
  if (tocNodeId === undefined) {
    const run = async (client: Client) => {
      // At the front, so that all others are numbered anew in the same transaction.
      const { id } = await client.toc.create({ projectId, ordinalNo: 0, ...fields });
      ids.nodes.set(name, id);
    };
    return { change, run };
  }
  if (round % 4 === 3) {
    const run = async (client: Client) => {
      await client.toc.delete({ projectId, tocNodeId });
      ids.nodes.delete(name);
    };
    return { change: new Map([[key, undefined]]), run };
  }
  return { change, run: (client) => client.toc.update({ projectId, tocNodeId, ordinalNo: 0, ...fields }) };
};

const userStep: Kind = ({ owner, version, state }) => {
  const pair = Math.floor(version / usersLife) * 2;
  const names = [`${owner}-${pair}`, `${owner}-${pair + 1}`];
  const email = `v${version}@portal.example`;
  const userRole = `Group ${version}`;
  const [userName = ""] = names;
  if (!state.has(`user ${userName}`)) {
    const users = names.map((name) => ({ userName: name, userInfo: { email }, userRole, isDontSendEmail: true }));
    const change = new Map(names.map((name) => [`user ${name}`, JSON.stringify([email, userRole, true])]));
    return { change, run: (client) => client.users.createMany({ users }) };
  }
  const isEnabled = version % 2 === 0;
  const change = new Map([[`user ${userName}`, JSON.stringify([email, userRole, isEnabled])]]);
  return { change, run: (client) => client.users.update({ login: userName, email, userRole, isEnabled }) };
};

const fileStep: Kind = ({ owner, version, state }, round) => {
  const name = `${owner}-${round % 2}.bin`;
  const key = `file ${name}`;
  const filePath = `${folder}/${name}`;
  if (state.has(key) && round % 5 === 4) {
    return { change: new Map([[key, undefined]]), run: (client) => client.storage.delete({ filePath }) };
  }
  const content = makeBytes(round % 4 === 3 ? largeFile : smallFile, version);
  const run = (client: Client) => client.storage.upload({ filePath, content, isOverwrite: true });
  return { change: new Map([[key, describeBytes(content)]]), run };
};

/** The next chunk of an upload; the last one ends it and makes the file. Now and then an upload begins anew. */
const uploadStep: Kind = ({ owner, version, state }, round) => {
  const name = `${owner}-upload.bin`;
  const key = `upload ${name}`;
  const filePath = `${folder}/${name}`;
  const received = state.get(key);
  if (received === undefined || round % 13 === 12) {
    const run = (client: Client) => client.storage.startUpload({ filePath, isOverwrite: true });
    return { change: new Map([[key, ""]]), run };
  }
  const runs = received === "" ? [] : received.split(" ");
  const start = runs.reduce((sum, part) => sum + Number.parseInt(part, 10), 0);
  const chunk = makeBytes(partSize, version);
  const end = start + chunk.length - 1;
  const isLast = runs.length === partsOfUpload - 1;
  const contentRange = isLast ? { start, end, total: end + 1 } : { start, end };
  const content = [...runs, describeBytes(chunk)].join(" ");
  const change = isLast
    ? new Map([
        [key, undefined],
        [`file ${name}`, content],
      ])
    : new Map([[key, content]]);
  return { change, run: (client) => client.storage.uploadChunk({ filePath, contentRange, chunk }) };
};

/** Contents of different sizes and bytes, so that no two follow each other as one run. */
function makeBytes(size: number, version: number): Uint8Array<ArrayBuffer> {
  return new Uint8Array(size + version).fill(version);
}

interface TaskPlan {
  readonly start: (client: Client) => Promise<{ readonly taskKey: string }>;
  /** What is so when the task has succeeded. */
  readonly result: Change;
}

/** Starts a task when none is under way; otherwise waits for its end. */
function taskKind(plan: (moment: Moment, round: number) => TaskPlan): Kind {
  return (moment, round) => {
    const { owner, ids, pending } = moment;
    const key = `task ${owner}`;
    if (pending) {
      const run = async (client: Client, killed: AbortSignal) => {
        await client.tasks.handle(ids.tasks.get(owner) ?? "").wait({ interval: 20, signal: killed });
        ids.tasks.delete(owner);
      };
      return { change: new Map([...pending, [key, undefined]]), pending: undefined, run };
    }
    const { start, result } = plan(moment, round);
    const run = async (client: Client) => {
      ids.tasks.set(owner, (await start(client)).taskKey);
    };
    return {
      change: new Map([[key, "interrupted"]]),
      // Nobody knows the key of a task whose start was not acknowledged.
      attempted: result,
      pending: new Map([...result, [key, "succeeded"]]),
      run,
    };
  };
}

const publicationStep = taskKind(({ owner, version, state, ids }, round) => {
  const id = `${owner}-publication`;
  const key = `publication ${id}`;
  if (state.has(key) && round % 4 === 3) return deleteProject(key, id);
  const options = { pubName: `Name ${version}`, pubVisibility: version % 2 === 0 ? "Public" : "Private" } as const;
  const topics = Array.from({ length: topicsOfProject }, (_, number): Part => {
    const { id: topicId, title, bodyHtml = "" } = makeTopic(number);
    return [topicId, title, bodyHtml.replaceAll(projectId, id)];
  });
  const input = { projectId, publishedTocNodeIds: [ids.chapter], ...options };
  const updateMode = round % 2 === 0 ? "Partial" : "FullReplace";
  return {
    start: (client) =>
      state.has(key)
        ? client.publications.update({ ...input, updatedPubId: id, updateMode })
        : client.publications.create({ ...input, pubId: id }),
    result: new Map([[key, describeProject(options.pubName, options.pubVisibility, [chapterCaption, ...topics])]]),
  };
});

const importStep = taskKind(({ owner, version, state }) => {
  const id = `${owner}-import`;
  const key = `project ${id}`;
  if (state.has(key)) return deleteProject(key, id);
  const title = `Imported ${version}`;
  const parts = Array.from({ length: topicsOfProject }, (_, number): [string, string, string] => [
    `part-${number}`,
    `Part ${number}`,
    `<p>Words ${version}</p>`,
  ]);
  const markdown = parts.map(([, heading]) => `# ${heading}\n\nWords ${version}\n`).join("\n");
  const file = { inputFileName: "parts.md", inputFileContent: Buffer.from(markdown) };
  const input = {
    format: "base64",
    importFormat: "Markdown",
    newProjectId: id,
    newProjectName: title,
    ...file,
  } as const;
  return {
    start: (client) => client.projects.importNew(input),
    result: new Map([[key, describeProject(title, "Private", parts)]]),
  };
});

function deleteProject(key: string, id: string): TaskPlan {
  return {
    start: (client) => client.projects.delete({ projectId: id, isDeleteFiles: true }),
    result: new Map([[key, undefined]]),
  };
}

/** What the writers do, each in turn; writers beyond the last begin with the first again. */
const roles: readonly (readonly Kind[])[] = [
  [topicStep, nodeStep],
  [uploadStep],
  [publicationStep, topicStep, nodeStep],
  [userStep, fileStep],
  [importStep, fileStep, topicStep, userStep],
];

/** What the writer of this number does next, by what is there: after a kill, nobody knows beforehand. */
export function nextStep(writer: number, moment: Moment): Step {
  const kinds = roles[writer % roles.length] ?? [];
  const kind = kinds[moment.version % kinds.length] ?? topicStep;
  const step = kind(moment, Math.floor(moment.version / kinds.length));
  return { attempted: step.change, pending: moment.pending, ...step };
}
