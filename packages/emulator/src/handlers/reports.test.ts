import { expect, test } from "vitest";
import { createTestPortal } from "../../test/test-portal.js";

const portal = createTestPortal();
const period = "startDate=2026-01-01T00:00:00&endDate=2026-02-01T00:00:00";

test.each([
  `GET reports/user-events/admin/search-queries?${period}`,
  `GET reports/user-events/-/search-queries?${period}&projectId=manual-public`,
  `GET reports/user-events/-/articles?${period}`,
])("%s lists nothing, since nobody reads here yet", async (request) => {
  expect(await portal.call(request)).toMatchObject({ status: 200, json: [] });
});

test.each([
  [`GET reports/user-events/none/articles?${period}`, 404],
  [`GET reports/user-events/-/search-queries?${period}&projectId=none`, 404],
  ["GET reports/user-events/-/articles?startDate=2026-01-01T00:00:00", 400],
  ["GET reports/user-events/-/articles?startDate=2026-02-01T00:00:00&endDate=2026-01-01T00:00:00", 400],
  [`GET reports/user-events/-/articles?${period}&projectId=manual`, 400],
])("%s is answered with %i", async (request, status) => {
  expect((await portal.call(request)).status).toBe(status);
});
