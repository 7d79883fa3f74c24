/** A short way to import files in tests, and to look at what became of them. */
import { createZip } from "../src/documents/zip.js";
import { fields, items, type TestPortal } from "./test-portal.js";

/** The body of an import of these bytes. */
export function importBody(importFormat: string, inputFileName: string, content: string | Uint8Array, more = {}) {
  return { importFormat, inputFileName, inputFileContent: Buffer.from(content).toString("base64"), ...more };
}

export const newProject = "POST projects/?action=import&format=base64";

/** Imports as the project `imported`; fails when the task does. */
export async function importNew(
  portal: TestPortal,
  format: string,
  fileName: string,
  content: string | Uint8Array,
  options: Record<string, unknown> = {},
): Promise<string> {
  const more = {
    newProjectId: "imported",
    ...(Object.keys(options).length > 0 && { options: { __type: `${format}ImportOptions`, ...options } }),
  };
  const status = await portal.run(newProject, importBody(format, fileName, content, more));
  if (status.isSucceeded !== true) throw new Error(`the import failed: ${String(status.statusText)}`);
  return String(status.statusText);
}

export function zipOf(files: Record<string, string | Uint8Array>): Promise<Uint8Array> {
  return createZip(
    Object.entries(files).map(([path, content]) => ({ path, content })),
    new Date(0),
  );
}

/** The table of contents, two spaces for each level: captions of folders, titles and ids of topics. */
export async function readToc(portal: TestPortal, projectId = "imported"): Promise<string[]> {
  const nodes = items((await portal.call(`GET projects/${projectId}/toc/nodes`)).json);
  const topics = items((await portal.call(`GET projects/${projectId}/articles`)).json);
  const titles = new Map(topics.map(({ id, title }) => [id, String(title)]));
  const lines: string[] = [];
  const visit = (parentId: unknown, depth: number) => {
    const children = nodes.filter((node) => node.parentId === parentId);
    for (const { id, topicId, caption } of children.sort((a, b) => Number(a.ordinalNo) - Number(b.ordinalNo))) {
      const shown = caption === "" ? titles.get(topicId) : String(caption);
      const label = typeof topicId === "string" ? `${shown ?? ""} [${topicId}]` : String(shown);
      lines.push("  ".repeat(depth) + label);
      visit(id, depth + 1);
    }
  };
  visit(null, 0);
  return lines;
}

export async function readBody(portal: TestPortal, topicId: string, projectId = "imported"): Promise<string> {
  const answer = await portal.call(`GET projects/${projectId}/articles/${topicId}`);
  return String(fields(answer.json).body);
}

/** The content of a file in Storage. */
export async function readStored(portal: TestPortal, path: string): Promise<Buffer> {
  const answer = await portal.call(`GET storage/${path}?format=base64`);
  return Buffer.from(String(fields(answer.json).content), "base64");
}
