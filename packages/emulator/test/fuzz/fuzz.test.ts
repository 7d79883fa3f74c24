import { expect, test } from "vitest";
import { fuzz } from "./run.js";
import { declared } from "./requests.js";

test(
  "generated requests of every caller get documented answers, and each operation succeeds at least once",
  { timeout: 300_000 },
  async () => {
    const { statuses, successes } = await fuzz(6000, 20_260_101);
    expect([...successes.keys()].sort()).toEqual(declared.map(({ id }) => id).sort());
    expect([...statuses.keys()].sort()).toEqual([200, 201, 204, 400, 401, 403, 404, 409, 500, 501]);
  },
);
