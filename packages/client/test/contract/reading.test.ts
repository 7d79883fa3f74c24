import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { anonymous, AuthenticationError, basicAuth, ConfigurationError, NotFoundError } from "../../src/index.js";
import { isLive, newId, openPortal, type ContractPortal } from "./portal.js";

let portal: ContractPortal;

beforeAll(async () => {
  portal = await openPortal();
});
afterAll(() => portal.close());

describe("projects and their TOC", () => {
  it("are listed, and each reads like its entry in the list", async () => {
    const { client, projectId } = portal;
    const entry = (await client.projects.list()).find(({ id }) => id === projectId);
    expect(entry).toMatchObject({ parentId: null, visibility: "Private" });
    expect(await client.projects.get({ projectId })).toEqual(entry);
  });

  it("are filtered by kind", async () => {
    const projects = await portal.client.projects.list({ types: ["Project"] });
    expect(projects.length).toBeGreaterThan(0);
    expect(projects.every(({ parentId }) => parentId === null)).toBe(true);
  });

  it("are a tree: the children of a node are those that name it as their parent", async () => {
    const { client, projectId } = portal;
    const nodes = await client.toc.list({ projectId });
    const parent = nodes.find(({ id }) => nodes.some(({ parentId }) => parentId === id)) ?? nodes[0];
    expect(parent).toBeDefined();
    const tocNodeId = parent?.id ?? "";
    const expected = nodes.filter(({ parentId }) => parentId === tocNodeId).map(({ id }) => id);
    const children = await client.toc.listChildren({ projectId, tocNodeId });
    expect(children.map(({ id }) => id).sort()).toEqual(expected.sort());
    const descendants = await client.toc.listChildren({ projectId, tocNodeId, isRecursive: true });
    expect(descendants.length).toBeGreaterThanOrEqual(children.length);
  });

  it("are 404 when they do not exist", async () => {
    const error: unknown = await portal.client.projects
      .get({ projectId: newId("no-such") })
      .catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(NotFoundError);
    expect(error).toMatchObject({ status: 404, endpoint: "projects.get" });
  });
});

describe("users", () => {
  it("are listed, the caller among them, and read one by one", async () => {
    const { client, login } = portal;
    const users = await client.users.list();
    expect(users.find(({ userName }) => userName === login)).toMatchObject({ isEnabled: true });
    expect(await client.users.get({ login })).toMatchObject({ userName: login, isEnabled: true });
  });
});

describe("search", () => {
  it("finds topics by their words, with marked snippets when asked for", async () => {
    const { client, projectId } = portal;
    const topic = (await client.topics.list({ projectId })).find(({ title }) => /^\w{4,}/.test(title));
    const word = topic?.title.match(/^\w+/)?.[0] ?? "";
    const found = await client.search.portal({ q: word, count: -1, isReturnSnippets: 1 });
    expect(found.length).toBeGreaterThan(0);
    expect(
      found.some(({ ftsTitleHtml, ftsSnippetHtml }) => `${ftsTitleHtml}${ftsSnippetHtml}`.includes("<strong>")),
    ).toBe(true);
    expect(await client.search.portal({ q: word, count: 1 })).toHaveLength(1);
  });

  it("needs no credentials, and then shows public publications only", async () => {
    const { client, connect } = portal;
    const stranger = connect({ auth: anonymous() });
    const found = await stranger.search.portal({ q: "the", count: -1 });
    const ids = new Set(found.map(({ projectId }) => projectId));
    const shown = (await client.projects.list()).filter(({ id }) => ids.has(id));
    expect(shown.every(({ visibility }) => visibility === "Public")).toBe(true);
  });
});

describe("credentials", () => {
  it("are refused with 401 when the key is wrong", async () => {
    const stranger = portal.connect({ auth: basicAuth({ login: portal.login, apiKey: "wrong" }) });
    await expect(stranger.projects.list()).rejects.toThrow(AuthenticationError);
  });

  it("are missed before anything is sent", async () => {
    await expect(portal.connect({ auth: anonymous() }).projects.list()).rejects.toThrow(ConfigurationError);
  });

  it.skipIf(isLive)("do not travel to a portal whose certificate is not trusted", async () => {
    const stranger = portal.connect({ fetch: (request) => fetch(request), retry: 0 });
    await expect(stranger.projects.list()).rejects.toMatchObject({ name: "ConnectionError", reason: "certificate" });
  });
});
