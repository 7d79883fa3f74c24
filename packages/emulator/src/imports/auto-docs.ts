/** Makes read-only topics of an API definition (OpenAPI 3, Swagger 2; JSON or YAML), below one mount point. */
import { parse } from "yaml";
import { escapeHtml } from "../escape-html.js";
import { sanitise } from "../reader/sanitise.js";
import { messageOf } from "../thrown.js";
import { decodeText } from "./decode-text.js";
import { toHtml } from "./markdown.js";
import { describeOperation } from "./open-api-operation.js";
import { describeSchemes } from "./open-api-security.js";
import { asRecord, readDefinition, type ApiDefinition, type ApiOperation } from "./open-api.js";
import { readWhole } from "./source-file.js";
import { UnreadableFileError, type ImportedTopic, type Importer, type ImportSource } from "./source.js";
import { nameOf } from "./split-page.js";
import { treeInReadingOrder } from "./toc-tree.js";
import { createNamer, toSlug } from "./topic-ids.js";

export const importAutoDocs: Importer = async (source, report) => {
  report(0.1, "Reading the API definition");
  const definition = readDefinition(readFile(source));
  const title = definition.title === "" ? nameOf(source.fileName) : definition.title;
  const name = createNamer(source.takenTopicIds);
  const chooseId = (wanted: string) => name(toSlug(wanted) || "topic");
  const mountId = chooseId(title);
  const groups = [...Map.groupBy(definition.operations, ({ tag }) => tag)];

  const makeTopic = async (wanted: string, caption: string, body: string) => ({
    topic: { id: chooseId(wanted), title: caption, body: await sanitise(body), keywords: [], isAuto: true },
    children: [] as MadeTopic[],
  });
  const makeGroup = async (tag: string, body: string, children: MadeTopic[] = []) => ({
    ...(await makeTopic(tag, tag, introOf(definition, tag) + body)),
    children,
  });
  const modes = {
    SingleTopic: async () => {
      const body = groups.map(
        ([tag, all]) => `<h2>${escapeHtml(tag)}</h2>${introOf(definition, tag)}${describeAll(definition, all, 3)}`,
      );
      return [await makeTopic(`${title} reference`, `${title} reference`, body.join("\n"))];
    },
    GroupMethods: () => inTurn(groups, ([tag, all]) => makeGroup(tag, describeAll(definition, all, 2))),
    SeparateTopics: () =>
      inTurn(groups, async ([tag, all]) => {
        const children = await inTurn(all, (operation) =>
          makeTopic(operation.id, operation.title, describeOperation(definition, operation, 2)),
        );
        return makeGroup(tag, "", children);
      }),
  };
  report(0.4, `Describing ${definition.operations.length} operations`);
  const children = await modes[source.options.splitModeType ?? "GroupMethods"]();
  const mount: MadeTopic = {
    // Authors may change the mount point, so it is a topic like any other.
    topic: { id: mountId, title, body: await sanitise(frontOf(definition)), keywords: [], isAuto: false },
    children,
  };
  const made = treeInReadingOrder([mount]);
  return {
    title,
    tocs: [
      made.map(({ node, depth }) => {
        return { caption: "", topicId: node.topic.id, depth, isMountPoint: node === mount };
      }),
    ],
    contents: made.map(({ node: { topic } }) => ({ place: 0, topic })),
    notes: () => [],
  };
};

interface MadeTopic {
  readonly topic: ImportedTopic;
  readonly children: readonly MadeTopic[];
}

async function inTurn<T, R>(items: readonly T[], make: (item: T) => Promise<R>): Promise<R[]> {
  const made: R[] = [];
  for (const item of items) made.push(await make(item));
  return made;
}

/** YAML includes JSON, but reading JSON as JSON is faster and stricter. */
function readFile({ file, fileName }: ImportSource): Record<string, unknown> {
  const text = decodeText(readWhole(file));
  let value: unknown;
  try {
    value = /^\s*[{[]/.test(text) ? JSON.parse(text) : parse(text, { maxAliasCount: 100 });
  } catch (error) {
    const [reason = ""] = messageOf(error).split("\n");
    throw new UnreadableFileError(`"${fileName}" is neither JSON nor YAML: ${reason}`, { cause: error });
  }
  const record = asRecord(value);
  if (record) return record;
  throw new UnreadableFileError(`"${fileName}" holds no API definition: an object was expected.`);
}

function introOf({ tagDescriptions }: ApiDefinition, tag: string): string {
  return toHtml(tagDescriptions.get(tag) ?? "");
}

function describeAll(definition: ApiDefinition, operations: readonly ApiOperation[], level: number): string {
  return operations
    .map((operation) => {
      const heading = `<h${level} id="${escapeHtml(toSlug(operation.id))}">${escapeHtml(operation.title)}</h${level}>`;
      return heading + describeOperation(definition, operation, level + 1);
    })
    .join("\n");
}

function frontOf(definition: ApiDefinition): string {
  const { description, version, servers } = definition;
  const schemes = describeSchemes(definition);
  const addresses = servers.map((server) => `<li><code>${escapeHtml(server)}</code></li>`).join("");
  return [
    toHtml(description),
    version === "" ? "" : `<p>Version: ${escapeHtml(version)}</p>`,
    addresses === "" ? "" : `<h2>Servers</h2><ul>${addresses}</ul>`,
    schemes === "" ? "" : `<h2>Authentication</h2>${schemes}`,
  ].join("\n");
}
