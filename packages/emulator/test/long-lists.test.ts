import { setImmediate as turn } from "node:timers/promises";
import { beforeEach, describe, expect, test } from "vitest";
import type { SeedTopic, SeedUser } from "../src/index.js";
import { createTestPortal, items, origin, basic, type TestPortal } from "./test-portal.js";
import { testSeed } from "./test-seed.js";

/** More than two batches. */
const count = 1203;

describe("lists that are sent piece by piece", () => {
  let portal: TestPortal;

  beforeEach(() => {
    const toc = Array.from({ length: count }, (_, index): SeedTopic => {
      return { id: `t${index}`, title: `Topic ${index}`, bodyHtml: "<p>Same words everywhere.</p>" };
    });
    const publication = { id: "long-pub", title: "Long", projectId: "long", visibility: "Public" } as const;
    const projects = [...testSeed.projects, { id: "long", title: "Long", toc }];
    const users = [...testSeed.users, ...numbers.map(makeReader)];
    const files = numbers.map((name) => ({ path: `many/${name}`, load: () => Buffer.from(name) }));
    portal = createTestPortal({ seed: { users, projects, publications: [publication], files } });
  });

  const numbers = Array.from({ length: count }, (_, index) => `t${index}`);
  const makeReader = (login: string): SeedUser => ({
    ...{ login, apiKey: null, purpose: "Reads.", userType: "PowerReader", userRole: null },
    ...{ email: `${login}@portal.example`, firstName: "Ben", lastName: "Reader" },
  });

  test.each([
    ["GET projects/long/articles", "id"],
    ["GET projects/long/toc/nodes", "topicId"],
    ["GET projects/long/articles?q=same&count=-1", "id"],
    ["GET search?q=same&count=1203&projectIds=long&isReturnSnippets=1", "id"],
  ])("%s has everything once, in order", async (request, key) => {
    const reply = await portal.call(request);
    expect(reply.status).toBe(200);
    expect(reply.text.startsWith("\uFEFF[{")).toBe(true);
    expect(items(reply.json).map((item) => item[key])).toEqual(numbers);
  });

  test.each([
    ["GET users", "userName", numbers],
    ["GET projects/long-pub/users?types=PowerReader", "userName", numbers],
    ["GET storage/many?filter=t*", "fileName", numbers.toSorted()],
    ["GET storage/?filter=t*&isRecursive=true", "fileName", numbers.toSorted()],
  ])("%s has everything once, in order, among others", async (request, key, expected) => {
    const names = items((await portal.call(request)).json).map((item) => String(item[key]));
    expect(names.filter((name) => /^t\d+$/.test(name))).toEqual(expected);
  });

  test.each([0, 1, 500, 501, 1000])("a search for %i results gives so many", async (wanted) => {
    expect(items((await portal.call(`GET search?q=same&count=${wanted}&projectIds=long`)).json)).toHaveLength(wanted);
  });

  test.each([
    ["a list", "articles", '"t1202"'],
    ["a long list of which little is asked for", "users?types=Contributor", '"admin"'],
  ])("others have their turn before each batch of %s", async (_, path, words) => {
    const request = new Request(`${origin}/api/v1/projects/long/${path}`, {
      headers: { Authorization: basic("admin") },
    });
    const body = (await portal.emulator.fetch(request)).text();
    let isEnded = false;
    void body.then(() => (isEnded = true));
    for (let batch = 0; batch < 3; batch += 1) {
      expect(isEnded).toBe(false);
      await turn();
    }
    expect(await body).toContain(words);
  });

  /** Turns that others have until a search is answered. */
  const turnsOfSearch = async () => {
    const search = { isAnswered: false, turns: 0 };
    void portal.call("GET search?q=same&count=1&projectIds=long").then(() => (search.isAnswered = true));
    for (; !search.isAnswered; search.turns += 1) await turn();
    return search.turns;
  };

  test("others have their turns while a search reads what was restored", async () => {
    portal.emulator.restore(portal.emulator.snapshot());
    expect(await turnsOfSearch()).toBeGreaterThan(20);
  });

  test("what was restored is read before anybody searches", async () => {
    await portal.call("GET search?q=same");
    const usual = await turnsOfSearch();
    portal.emulator.restore(portal.emulator.snapshot());
    for (let turns = 0; turns < 60; turns += 1) await turn();
    expect(await turnsOfSearch()).toBeLessThan(usual + 5);
  });

  test("an empty list is a list", async () => {
    expect((await portal.call("GET search?q=nowhere&count=-1")).json).toEqual([]);
    await portal.call("DELETE projects/manual/articles", { body: { ids: ["welcome", "engine", "wings", "bolts"] } });
    expect((await portal.call("GET projects/manual/articles")).json).toEqual([]);
  });

  test("a list breaks off when its publication is replaced, rather than look whole", async () => {
    const request = new Request(`${origin}/api/v1/projects/long-pub/articles`, {
      headers: { Authorization: basic("admin") },
    });
    const response = await portal.emulator.fetch(request);
    await portal.run("POST projects/long?action=publish", { updatedPubId: "long-pub" });
    await expect(response.text()).rejects.toThrow();
  });

  test.each([
    ...["projects/long/articles", "projects/long/toc/nodes", "users", "storage/many?filter=*"],
    "search?q=same&count=-1&projectIds=long",
  ])("a list of %s breaks off when the portal is reset or restored, rather than mix two portals", async (path) => {
    const { emulator } = portal;
    const snapshot = emulator.snapshot();
    const reset = () => {
      emulator.reset();
    };
    const restore = () => {
      emulator.restore(snapshot);
    };
    for (const replace of [reset, restore]) {
      const headers = { Authorization: basic("admin") };
      const response = await emulator.fetch(new Request(`${origin}/api/v1/${path}`, { headers }));
      replace();
      await expect(response.text()).rejects.toThrow("replaced");
    }
  });

  test("a topic that is deleted while all are searched is left out", async () => {
    const request = new Request(`${origin}/api/v1/search?q=same&count=-1&projectIds=long`, {
      headers: { Authorization: basic("admin") },
    });
    const response = await portal.emulator.fetch(request);
    await portal.call("DELETE projects/long/articles/t1202");
    const found = JSON.parse(await response.text()) as unknown[];
    expect(found).toHaveLength(count - 1);
  });
});
