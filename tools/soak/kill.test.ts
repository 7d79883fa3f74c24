import { expect, test } from "vitest";
import { killAgainAndAgain } from "./kill.ts";

test(
  "what was acknowledged is there after a kill, and nothing that was not asked for",
  { timeout: 60_000 },
  async () => {
    const result = await killAgainAndAgain(2, 8);
    expect(result).toMatchObject({ kills: 2, lost: [], errors: [], integrity: "ok" });
    expect(result.acknowledged).toBeGreaterThan(0);
  },
);
