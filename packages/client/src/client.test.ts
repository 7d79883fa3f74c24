import * as endpoints from "@clickhelp-js/protocol/endpoints";
import { TaskStart, type Endpoint } from "@clickhelp-js/protocol";
import { describe, expect, it } from "vitest";
import { brokenConnection, createFakePortal, errorAnswer, inTurn, running, succeeded } from "../test/fake-portal.js";
import { anonymous, createClient, RequestValidationError } from "./index.js";

const project = {
  id: "project-space",
  title: "Space",
  parentId: null,
  visibility: "Private",
  createdOn: "2026-11-23T22:00:00",
  fullUrl: "https://portal.test/articles/project-space",
};

function declaredEndpoints() {
  const resources = Object.entries<Readonly<Record<string, Endpoint>>>(endpoints);
  return resources.flatMap(([resource, verbs]) =>
    Object.entries(verbs).map(([verb, endpoint]) => ({ resource, verb, endpoint })),
  );
}

describe("createClient", () => {
  it("sends nothing", () => {
    const { client, calls } = createFakePortal({});
    expect(client.portalUrl.href).toBe("https://portal.test/");
    expect(calls).toEqual([]);
  });

  it("has a method for every endpoint that is declared", () => {
    const client: Readonly<Record<string, unknown>> = { ...createClient({ portal: "hedronlabs", auth: anonymous() }) };
    const missing = declaredEndpoints().filter(({ resource, verb }) => {
      const methods = client[resource] as Readonly<Record<string, unknown>> | undefined;
      return typeof methods?.[verb] !== "function";
    });
    expect(missing).toEqual([]);
  });

  it("gives a task handle from every endpoint that starts a task", async () => {
    const start = () => ({ taskKey: "abc" });
    const { client } = createFakePortal({
      "POST projects/p": start,
      "POST projects/p/": start,
      "POST projects/": start,
      "DELETE projects/p": start,
    });
    const starting = declaredEndpoints().filter(({ endpoint }) => endpoint.response === TaskStart);
    const source = { format: "url", importFormat: "Word", inputFileUrl: "https://example.com/a.docx" } as const;
    const outputFileName = "Storage/a.zip";
    const tasks = await Promise.all([
      client.projects.backup({ projectId: "p", outputFileName }),
      client.projects.importNew({ ...source, newProjectName: "P" }),
      client.projects.importInto({ ...source, projectId: "p" }),
      client.projects.delete({ projectId: "p" }),
      client.publications.create({ projectId: "p", pubId: "p", pubName: "P" }),
      client.publications.update({ projectId: "p", updatedPubId: "p" }),
      client.publications.export({ publicationId: "p", format: "Pdf", outputFileName }),
    ]);
    // A new endpoint of this kind needs its call here.
    expect(tasks).toHaveLength(starting.length);
    for (const task of tasks) expect(task).toMatchObject({ taskKey: "abc", wait: expect.any(Function) as unknown });
  });

  it("gives the answer of a call, and with withResponse what came around it", async () => {
    const { client } = createFakePortal({
      "GET projects/project-space": () => Response.json(project, { headers: { "x-trace": "1" } }),
    });
    const data = await client.projects.get({ projectId: "project-space" });
    const both = await client.projects.get.withResponse({ projectId: "project-space" });
    expect(data.createdOn).toEqual(new Date("2026-11-23T22:00:00Z"));
    expect(both.data).toEqual(data);
    expect(both.response.headers.get("x-trace")).toBe("1");
  });

  it("lets methods stand alone and go without input where none is required", async () => {
    const { client } = createFakePortal({ "GET projects": () => [project] });
    const { list } = client.projects;
    expect(await list()).toHaveLength(1);
    expect((await list.withResponse()).data).toHaveLength(1);
  });

  it("names what is missing when a method is called without its input", async () => {
    const { client, calls } = createFakePortal({});
    const get = client.topics.get as (input?: object) => Promise<unknown>;
    await expect(get()).rejects.toThrow(RequestValidationError);
    expect(calls).toEqual([]);
  });

  it("names methods as their endpoints", () => {
    const { client } = createFakePortal({});
    expect([client.topics.get.name, client.projects.backup.name]).toEqual(["topics.get", "projects.backup"]);
  });

  it("passes the options of a call on", async () => {
    const { client, calls } = createFakePortal({});
    const list = client.projects.list({}, { signal: AbortSignal.abort() });
    await expect(list).rejects.toMatchObject({ name: "AbortError" });
    expect(calls).toEqual([]);
  });

  it("waits for what it has started", async () => {
    const { client } = createFakePortal({
      "POST projects/p": () => Response.json({ taskKey: "abc" }, { headers: { location: "/api/v1/tasks/abc" } }),
      "GET tasks/abc": inTurn(
        () => running,
        () => succeeded,
        () => errorAnswer(404),
      ),
    });
    const input = { projectId: "p", pubId: "pub", pubName: "Pub" };
    const { data: task, response } = await client.publications.create.withResponse(input);
    expect(response.headers.get("location")).toBe("/api/v1/tasks/abc");
    await expect(task.wait({ interval: 1 })).resolves.toMatchObject({ isSucceeded: true });
  });

  it("forgives a broken first look at what it has started", async () => {
    const { client } = createFakePortal({
      "DELETE projects/p": () => ({ taskKey: "abc" }),
      "GET tasks/abc": inTurn(brokenConnection, () => succeeded),
    });
    const task = await client.projects.delete({ projectId: "p" });
    await expect(task.wait({ interval: 1 })).resolves.toMatchObject({ isSucceeded: true });
  });

  it("offers the layer below: request, describe and fetch", async () => {
    const { client, calls } = createFakePortal({ "GET projects": () => [project], "GET glossary": () => ({ a: 1 }) });
    expect(await client.request(endpoints.projects.list, {})).toHaveLength(1);
    expect(await (await client.fetch("glossary")).json()).toEqual({ a: 1 });
    const described = client.describe(endpoints.topics.update, { projectId: "p", topicId: "t", title: "T" });
    expect(described).toMatchObject({ method: "PATCH", body: { updatedFields: "title", title: "T" } });
    expect(calls).toHaveLength(2);
  });
});
