/** Asks a portal what each caller gets: the permission table as it is. */
import { fields, items } from "../test-portal.js";
import { callers, createTestPortal, type TestPortal } from "./callers.js";
import { permissionRequests, targets, type PermissionRequest } from "./permission-requests.js";

export interface PermissionRow {
  readonly operation: string;
  /** `project`, `public`, `restricted`, `private`, or `-` when it concerns none. */
  readonly target: string;
  /** One for each caller. */
  readonly statuses: readonly number[];
}

/** Every row, each asked of a portal that nobody has changed. */
export async function askForPermissions(): Promise<PermissionRow[]> {
  const portal = createTestPortal();
  const beginning = portal.emulator.snapshot();
  const rows: PermissionRow[] = [];
  for (const request of permissionRequests) {
    for (const target of targetsOf(request)) {
      const statuses: number[] = [];
      for (const [, options] of callers) {
        const { method, ...call } = await prepare(portal, request, target);
        const { status } = await portal.call(`${method} ${call.path}`, {
          ...options,
          ...bodyOf(call, options.headers),
        });
        statuses.push(status);
        if (status < 300 && method !== "GET" && method !== "HEAD") portal.emulator.restore(beginning);
      }
      rows.push({ operation: request.operation, target, statuses });
    }
  }
  await portal.emulator.close();
  return rows;
}

function targetsOf({ request, body }: PermissionRequest): readonly string[] {
  return `${request}${JSON.stringify(body)}`.includes("TARGET") ? [...targets.keys()] : ["-"];
}

async function prepare(portal: TestPortal, { operation, request, body }: PermissionRequest, target: string) {
  const id = targets.get(target) ?? "";
  const node =
    request.includes("NODE") || JSON.stringify(body ?? "").includes("NODE") ? await findNode(portal, id) : "";
  const task = request.includes("TASK") ? await startTask(portal) : "";
  const fill = (text: string) => text.replaceAll("TARGET", id).replaceAll("NODE", node).replaceAll("TASK", task);
  const [method = "", path = ""] = fill(request).split(" ");
  const isPlain = typeof body === "object" && !(body instanceof FormData);
  const isChunk = operation === "storage.uploadChunk";
  if (isChunk) await portal.call(`POST ${path}`);
  return { method, path, body: isPlain ? (JSON.parse(fill(JSON.stringify(body))) as unknown) : body, isChunk };
}

function bodyOf(call: { body: unknown; isChunk: boolean }, headers: Record<string, string> = {}) {
  if (call.body === undefined) return {};
  return { body: call.body, headers: call.isChunk ? { ...headers, "Content-Range": "bytes 0-0/1" } : headers };
}

async function startTask(portal: TestPortal): Promise<string> {
  const body = { outputFileName: "Storage/b.zip" };
  return String(fields((await portal.call("POST projects/manual?action=download", { body })).json).taskKey);
}

async function findNode(portal: TestPortal, projectId: string): Promise<string> {
  const nodes = items((await portal.call(`GET projects/${projectId}/toc/nodes`)).json);
  return String(fields(nodes.find(({ topicId }) => topicId === "engine")).id);
}
