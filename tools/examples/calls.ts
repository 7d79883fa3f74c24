/** The calls whose exchanges become the recorded examples, and the portal that answers them. */
import type { Client } from "@clickhelp-js/client";
import type { PortalSeed } from "@clickhelp-js/emulator";
import {
  projects,
  publications,
  reports,
  search,
  storage,
  tasks,
  toc,
  topics,
  users,
  type Endpoint,
} from "@clickhelp-js/protocol";

/** A small portal, so that the lists in the examples are short. */
export const seed: PortalSeed = {
  users: [
    {
      login: "anna",
      apiKey: "example-key",
      purpose: "Administrator",
      userType: "Contributor",
      userRole: "Administrator",
      email: "anna@portal.example",
      firstName: "Anna",
      lastName: "Reed",
    },
    {
      login: "ravi",
      apiKey: null,
      purpose: "Reader",
      userType: "PowerReader",
      userRole: "Partners",
      email: "ravi@portal.example",
      firstName: "Ravi",
      lastName: "Sen",
    },
  ],
  projects: [
    {
      id: "project-bike-manual",
      title: "Bike Manual",
      toc: [
        {
          caption: "First steps",
          children: [
            { id: "unpacking", title: "Unpacking", bodyHtml: "<h1>Unpacking</h1><p>Lift the frame by its handle.</p>" },
            { id: "brakes", title: "Brakes", bodyHtml: "<h1>Brakes</h1><p>Squeeze both levers before you ride.</p>" },
          ],
        },
      ],
    },
  ],
  publications: [{ id: "bike-manual", title: "Bike Manual", projectId: "project-bike-manual", visibility: "Public" }],
  files: [],
};

type RecordCall = (endpoint: Endpoint) => void;

/**
 * Every call, in an order that makes sense. `record` names the endpoint whose example the next exchange becomes; of several
 * the last one stays.
 */
export async function callEverything(client: Client, record: RecordCall): Promise<void> {
  const projectId = "project-bike-manual";
  const call: Client["request"] = (endpoint, input) => {
    record(endpoint);
    return client.request(endpoint, input);
  };
  const finish = async ({ taskKey }: { taskKey: string }) => {
    await client.tasks.wait({ taskKey }, { interval: 5 });
  };

  await call(projects.list, { types: ["Project", "Publication"] });
  await call(projects.get, { projectId });
  await call(users.list, {});
  await call(users.get, { login: "anna" });
  await call(topics.list, { projectId });
  await call(topics.get, { projectId, topicId: "brakes" });
  const nodes = await call(toc.list, { projectId });
  const folder = nodes.find(({ parentId }) => parentId === null);
  if (!folder) throw new Error("the seed has no folder");
  await call(toc.listChildren, { projectId, tocNodeId: folder.id, isRecursive: true });
  await call(topics.create, {
    projectId,
    id: "lights",
    title: "Lights",
    body: "<h1>Lights</h1><p>Press the button on the lamp.</p>",
    assigneeUserName: "anna",
    ownerUserName: "anna",
    statusName: "Draft",
    parentTocNodeId: folder.id,
    isShowInToc: true,
    indexKeywords: ["lamp"],
  });
  const tocFolder = await call(toc.create, { projectId, caption: "Riding", isShowInToc: true });
  const place = { projectId, tocNodeId: tocFolder.id };
  await call(toc.get, place);
  await call(toc.update, { ...place, caption: "On the road", parentId: folder.id, ordinalNo: 0 });
  await call(toc.delete, place);
  const { id: other } = await client.toc.create({ projectId, caption: "Repairs" });
  await call(toc.deleteMany, { projectId, tocNodeIds: [other] });
  await call(topics.update, { projectId, topicId: "lights", statusName: "Ready", title: "Front and rear lights" });

  const task = await call(publications.create, { projectId, pubId: "bike-manual-2", pubName: "Bike Manual 2" });
  // How far a task has come is never the same twice; its end is.
  let status = await call(tasks.get, task);
  while (status.isWorking) status = await call(tasks.get, task);
  await finish(await call(publications.update, { projectId, updatedPubId: "bike-manual", updateMode: "FullReplace" }));
  await call(publications.setVisibility, { publicationId: "bike-manual-2", visibility: "Public" });
  await call(search.portal, { q: "lights", projectIds: ["bike-manual-2"], count: 5, isReturnSnippets: 1 });
  await call(topics.search, { projectId: "bike-manual", q: '"both levers"', count: 5, isReturnSnippets: 1 });
  await call(projects.listUsers, { projectId: "bike-manual", types: ["PowerReader"] });
  await call(publications.listForUser, { login: "ravi" });
  const outputFileName = "Storage/Exported/bike-manual.zip";
  await finish(await call(publications.export, { publicationId: "bike-manual", format: "PureHtml", outputFileName }));

  await finish(await call(projects.backup, { projectId, outputFileName: "Storage/Backups/bike-manual.zip" }));

  const encode = (text: string) => new TextEncoder().encode(text);
  const guide = encode("# Winter\n\n## Tyres\n\nMount tyres with studs.\n");
  await finish(
    await call(projects.importNew, {
      format: "base64",
      importFormat: "Markdown",
      inputFileName: "winter.md",
      inputFileContent: guide,
      newProjectId: "project-winter",
      newProjectName: "Winter",
      options: { __type: "MarkdownImportOptions", isDownloadExternalLinkedImages: false },
    }),
  );
  await client.storage.upload({ filePath: "import/winter.md", content: guide });
  const inputFileUrl = "Storage/import/winter.md";
  await finish(await call(projects.importInto, { projectId, format: "url", importFormat: "Markdown", inputFileUrl }));

  const content = encode("Torque settings: 5 Nm\n");
  await call(storage.upload, { filePath: "notes/torque.txt", content, isOverwrite: true });
  await call(storage.getFile, { filePath: "notes/torque.txt", format: "base64" });
  await call(storage.listFolder, { folderPath: "notes", filter: "*.txt" });
  await call(storage.exists, { filePath: "notes/torque.txt" });
  await call(storage.update, { filePath: "notes/torque.txt", content: encode("Torque settings: 6 Nm\n") });
  await call(storage.uploadMultipart, { filePath: "notes/tools.txt", file: encode("Allen key, 5 mm\n") });
  await call(storage.startUpload, { filePath: "notes/parts.csv", isOverwrite: true });
  const chunk = encode("part;count\nspoke;64\n");
  const contentRange = { start: 0, end: chunk.length - 1, total: chunk.length };
  await call(storage.uploadChunk, { filePath: "notes/parts.csv", contentRange, chunk });
  await call(storage.delete, { filePath: "notes/torque.txt" });
  await call(storage.deleteMany, { fileFullNames: ["Storage/notes/tools.txt", "Storage/notes/parts.csv"] });

  const mia = { userName: "mia", userInfo: { email: "mia@portal.example", firstName: "Mia", lastName: "Lund" } };
  await call(users.create, { ...mia, userRole: "Partners", isDontSendEmail: true });
  const toNewUser = (userName: string) => ({ userName, userInfo: { email: `${userName}@portal.example` } });
  await call(users.createMany, { users: [toNewUser("noor"), { ...toNewUser("otto"), userRole: "Partners" }] });
  await call(users.update, { login: "mia", userRole: "Partners,Shops", isEnabled: true });
  await call(users.createLoginToken, { login: "mia", exp: new Date("2077-07-07T02:35:00Z"), muse: true });
  // Only what readers do on the pages makes events.
  await client.fetch("/search?q=brakes&projectId=bike-manual");
  await client.fetch("/articles/bike-manual/brakes");
  const period = { startDate: new Date("2026-01-01T00:00:00Z"), endDate: new Date("2027-01-01T00:00:00Z") };
  await call(reports.searchQueries, { login: "-", ...period, projectId: "bike-manual" });
  await call(reports.topicViews, { login: "-", ...period });

  await call(topics.delete, { projectId, topicId: "lights" });
  await call(topics.deleteMany, { projectId, ids: ["unpacking", "brakes"] });
  await finish(await call(projects.delete, { projectId: "bike-manual-2", isDeleteFiles: false }));
}
