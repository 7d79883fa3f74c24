import { storage, topics } from "@clickhelp-js/protocol";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { API_KEY, brokenBody, errorOf, failure, json, ORIGIN, script, topic, transportOn } from "../test/support.js";
import type { LogEntry } from "./logger.js";

const topicInput = { projectId: "manual", topicId: "intro" };
const asTopic = () => json(topic);

describe("the logger", () => {
  it("gets every attempt, and a warning for each that is repeated", async () => {
    const debug: unknown[] = [];
    const warnings: unknown[] = [];
    const logger = { debug: (entry: unknown) => debug.push(entry), warn: (entry: unknown) => warnings.push(entry) };
    const { fetch } = script(
      () => failure(503, "Away."),
      () => json([]),
    );
    await transportOn(fetch, { logger }).request(storage.listFolder, { folderPath: "", filter: "*" });
    const common = { endpoint: "storage.listFolder", method: "GET", url: `${ORIGIN}/api/v1/storage/?filter=*` };
    expect(debug).toMatchObject([
      { ...common, attempt: 1, status: 503, error: "ServerError" },
      { ...common, attempt: 2, status: 200 },
    ]);
    expect(warnings).toMatchObject([{ ...common, attempt: 1, error: "ServerError", retryIn: 0 }]);
    expect(JSON.stringify([debug, warnings])).not.toContain(API_KEY);
  });

  it("tells how long the attempt took that is repeated", async () => {
    const clock = vi.spyOn(performance, "now").mockReturnValue(0);
    onTestFinished(() => {
      clock.mockRestore();
    });
    const warnings: LogEntry[] = [];
    const logger = { debug: () => undefined, warn: (entry: LogEntry) => warnings.push(entry) };
    const { fetch } = script(() => {
      clock.mockReturnValue(40);
      return failure(503, "Away.");
    }, asTopic);
    await transportOn(fetch, { logger }).request(topics.get, topicInput);
    expect(warnings).toMatchObject([{ attempt: 1, ms: 40 }]);
  });

  it("says of an answer that broke off both its status and the error", async () => {
    const messages: string[] = [];
    const logger = { debug: ({ message }: LogEntry) => messages.push(message), warn: () => undefined };
    const { fetch } = script(() => new Response(brokenBody("[")));
    await errorOf(transportOn(fetch, { logger, retry: 0 }).request(topics.get, topicInput));
    expect(messages).toEqual([expect.stringContaining(" 200 ConnectionError in ") as string]);
  });

  it("cannot make a call fail", async () => {
    const throwing = () => {
      throw new Error("the disk is full");
    };
    const { fetch, sent } = script(() => failure(503, "Away."), asTopic);
    const transport = transportOn(fetch, { logger: { debug: throwing, warn: throwing } });
    await expect(transport.request(topics.get, topicInput)).resolves.toHaveProperty("id", "intro");
    expect(sent).toHaveLength(2);
  });

  // Vitest fails for rejections that nobody handles, as Node.js ends the program.
  it("may give back promises that reject", async () => {
    const rejecting = () => Promise.reject(new Error("the disk is full"));
    const { fetch } = script(() => failure(503, "Away."), asTopic);
    const transport = transportOn(fetch, { logger: { debug: rejecting, warn: rejecting } });
    await expect(transport.request(topics.get, topicInput)).resolves.toHaveProperty("id", "intro");
  });
});
