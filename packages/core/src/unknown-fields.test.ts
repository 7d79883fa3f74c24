import { topics, users } from "@clickhelp-js/protocol";
import { describe, expect, it } from "vitest";
import { json, script, topic, transportOn } from "../test/support.js";
import type { UnknownField } from "./unknown-fields.js";

describe("unknown fields", () => {
  const answer = [
    { userName: "anna", isEnabled: true, userInfo: { nickname: "A" }, badge: 1 },
    { userName: "ben", isEnabled: true, userInfo: { nickname: "B" }, badge: 2, team: { name: "Docs" } },
  ];

  it("are reported once for each endpoint and place, and kept in the output", async () => {
    const fields: UnknownField[] = [];
    const { fetch } = script(() => json(answer));
    const transport = transportOn(fetch, { onUnknownField: (field) => fields.push(field) });
    const output = await transport.request(users.list, {});
    await transport.request(users.list, {});
    expect(fields).toEqual([
      { endpoint: "users.list", path: "[].userInfo.nickname" },
      { endpoint: "users.list", path: "[].badge" },
      { endpoint: "users.list", path: "[].team" },
    ]);
    expect(output).toMatchObject(answer);
  });

  it("do no harm when the one who is told fails", async () => {
    const { fetch } = script(() => json({ ...topic, readingTime: 3 }));
    for (const fail of [() => Promise.reject(new Error("full")), () => void fails()]) {
      const transport = transportOn(fetch, { onUnknownField: fail });
      await expect(transport.request(topics.get, { projectId: "manual", topicId: "intro" })).resolves.toMatchObject({
        readingTime: 3,
      });
    }
  });
});

function fails(): never {
  throw new Error("full");
}
