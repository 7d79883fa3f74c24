import { expect, test } from "vitest";
import { basic, createTestPortal, items, origin } from "./test-portal.js";

test("64 writers at once lose nothing and get no error that they did not cause", async () => {
  const portal = createTestPortal();
  const writers = Array.from({ length: 64 }, (_, index) => index);
  const statuses = await Promise.all(
    writers.map(async (writer) => {
      const answered: number[] = [];
      for (let round = 0; round < 5; round += 1) {
        const id = `w${writer}-${round}`;
        const created = await portal.createTopic(id, { title: "new", tocNodeOrdinalNo: 0 });
        const changed = await portal.call(`PATCH projects/manual/articles/${id}`, {
          body: { updatedFields: "title", title: `by ${writer}` },
        });
        const uploaded = await portal.call(`POST storage/together/${id}.txt?format=base64`, {
          body: { content: "eA==" },
        });
        const shared = await portal.call("PATCH projects/manual/articles/welcome", {
          body: { updatedFields: "title", title: `by ${writer}` },
        });
        answered.push(created.status, changed.status, uploaded.status, shared.status);
      }
      return answered;
    }),
  );
  expect(statuses.flat().filter((status) => status !== 200 && status !== 201)).toEqual([]);

  const topics = items((await portal.call("GET projects/manual/articles")).json);
  for (const writer of writers) {
    const own = topics.filter(({ id }) => String(id).startsWith(`w${writer}-`));
    expect(own.map(({ title }) => title)).toEqual(Array.from({ length: 5 }, () => `by ${writer}`));
  }
  expect(topics.find(({ id }) => id === "welcome")?.title).toMatch(/^by \d+$/);
  expect(items((await portal.call("GET storage/together?filter=*")).json)).toHaveLength(64 * 5);
  const nodes = items((await portal.call("GET projects/manual/toc/nodes")).json).filter(
    ({ parentId }) => parentId === null,
  );
  expect(nodes.map(({ ordinalNo }) => ordinalNo)).toEqual(nodes.map((_, index) => index));
  await portal.emulator.close();
});

test("between calls that follow each other, timers of the program come to their turn", async () => {
  const { emulator } = createTestPortal();
  const headers = { Authorization: basic("admin") };
  const call = () => emulator.fetch(new Request(`${origin}/api/v1/projects/manual/articles/welcome`, { headers }));
  // The first ones wait for what is loaded with them.
  for (let calls = 0; calls < 10; calls += 1) await call();
  const aborter = new AbortController();
  setTimeout(() => {
    aborter.abort();
  });
  for (let calls = 0; calls < 2_000 && !aborter.signal.aborted; calls += 1) await call();
  expect(aborter.signal.aborted).toBe(true);
});
