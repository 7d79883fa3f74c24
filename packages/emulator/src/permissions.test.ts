import type { Endpoint } from "@clickhelp-js/protocol";
import * as endpoints from "@clickhelp-js/protocol/endpoints";
import { expect, test } from "vitest";
import { createTestPortal, items, type CallOptions } from "../test/test-portal.js";
import { permissions } from "./permissions.js";

const portal = createTestPortal();
const topic = { statusName: "Ready", ownerUserName: "admin", assigneeUserName: "admin" };

test("the table has a row for every operation, and none too many", () => {
  const ids = Object.values(endpoints).flatMap((resource) => Object.values<Endpoint>(resource).map(({ id }) => id));
  expect(Object.keys(permissions).sort()).toEqual(ids.sort());
});

const patch = (changes: Record<string, unknown>) => ({ updatedFields: Object.keys(changes).join(","), ...changes });
const publicVisibility = patch({ visibility: "Public" });
const exportBody = { format: "PureHtml", outputFileName: "Storage/out.zip" };

// The last column but one is a reviewer without groups, the last one a reviewer of the group Partners.
test.each<[request: string, body: unknown, admin: number, author: number, reviewer: number, partner: number]>([
  ["GET projects", undefined, 200, 200, 200, 200],
  ["GET projects/manual", undefined, 200, 200, 200, 200],
  ["GET projects/manual-private", undefined, 200, 200, 200, 200],
  ["GET projects/manual-partners", undefined, 200, 200, 403, 200],
  ["GET projects/manual-partners/articles", undefined, 200, 200, 403, 200],
  ["GET projects/manual-partners/articles/welcome", undefined, 200, 200, 403, 200],
  ["GET projects/manual-partners/toc/nodes", undefined, 200, 200, 403, 200],
  ["GET search?q=welcome", undefined, 200, 200, 200, 200],
  ["GET projects/manual/users", undefined, 200, 200, 403, 403],
  ["GET projects/manual/articles?q=x", undefined, 200, 200, 200, 200],
  ["POST projects/manual/toc/nodes", { caption: "X" }, 201, 201, 403, 403],
  ["GET projects/manual/toc/nodes/none", undefined, 404, 404, 404, 404],
  ["PATCH projects/manual/toc/nodes/none", patch({ caption: "X" }), 404, 404, 403, 403],
  ["DELETE projects/manual/toc/nodes/none", undefined, 404, 404, 403, 403],
  ["DELETE projects/manual/toc/nodes", { tocNodeIds: ["none"] }, 404, 404, 403, 403],
  ["DELETE projects/manual/articles", { ids: ["none"] }, 404, 404, 403, 403],
  ["DELETE projects/none", undefined, 404, 404, 403, 403],
  ["GET users/reviewer/projects", undefined, 200, 200, 403, 403],
  ["GET users/reviewer/tokens", undefined, 200, 200, 200, 200],
  ["POST users", { userName: "by-LOGIN", userInfo: { email: "x" } }, 201, 403, 403, 403],
  ["PATCH users/reviewer", patch({ email: "y" }), 200, 403, 403, 403],
  ["HEAD storage/manual", undefined, 200, 200, 200, 200],
  ["POST storage/LOGIN.bin?format=resumable", undefined, 200, 200, 403, 403],
  ["DELETE storage", { fileFullNames: ["none"] }, 404, 404, 403, 403],
  [
    "GET reports/user-events/-/articles?startDate=2026-01-01T00:00:00&endDate=2026-01-02T00:00:00",
    ...([undefined, 200, 200, 403, 403] as const),
  ],
  ["GET users", undefined, 200, 200, 403, 403],
  ["GET users/reviewer", undefined, 200, 200, 200, 403],
  ["GET storage?filter=*", undefined, 200, 200, 200, 200],
  ["GET storage/manual/engine.png", undefined, 200, 200, 200, 200],
  ["GET tasks/none", undefined, 404, 404, 404, 404],
  ["POST storage/LOGIN.txt?format=base64", {}, 201, 201, 403, 403],
  ["DELETE storage/LOGIN.txt", undefined, 204, 204, 403, 403],
  ["POST projects/manual/articles", { id: "by-LOGIN", ...topic }, 201, 201, 403, 403],
  ["PATCH projects/manual/articles/welcome", patch({ title: "Welcome" }), 200, 200, 403, 403],
  ["PATCH projects/manual/articles/welcome", patch({ statusName: "Ready" }), 200, 200, 200, 200],
  ["PATCH projects/manual-partners/articles/welcome", patch({ statusName: "Ready" }), 200, 200, 403, 200],
  ["DELETE projects/manual/articles/by-LOGIN", undefined, 204, 204, 403, 403],
  ["PATCH projects/manual-public", publicVisibility, 200, 200, 403, 403],
  ["POST projects/manual?action=publish", { pubId: "by-LOGIN", pubName: "New" }, 200, 200, 403, 403],
  ["POST projects/manual?action=publish", { updatedPubId: "manual-private" }, 200, 409, 403, 403],
  ["POST projects/manual-public?action=export", exportBody, 200, 200, 403, 403],
  ["POST projects/manual?action=download", { outputFileName: "Storage/backup.zip" }, 200, 200, 403, 403],
])("%s %o", async (request, body, ...statuses) => {
  const answered: number[] = [];
  for (const login of ["admin", "author", "reviewer", "partner"]) {
    const fill = (text: string) => text.replaceAll("LOGIN", login);
    const options: CallOptions = { as: login };
    const sent = body === undefined ? options : { ...options, body: fill(JSON.stringify(body)) };
    answered.push((await portal.call(fill(request), sent)).status);
  }
  expect(answered).toEqual(statuses);
});

test("lists leave out what the caller may not read", async () => {
  const ids = async (as: string) => items((await portal.call("GET projects", { as })).json).map(({ id }) => id);
  expect(await ids("reviewer")).not.toContain("manual-partners");
  expect(await ids("partner")).toContain("manual-partners");
});
