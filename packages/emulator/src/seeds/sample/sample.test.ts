/** The sample portal keeps together: links, pictures, owners. */
import { describe, expect, it } from "vitest";
import { parseHtml } from "../../documents/html.js";
import { textOfBlocks } from "../../documents/document-model.js";
import type { SeedTocNode, SeedTopic } from "../portal-seed.js";
import { samplePortal } from "./index.js";
import { readAsset } from "./read-asset.js";

function flatten(nodes: readonly SeedTocNode[], depth = 1): { node: SeedTocNode; depth: number }[] {
  return nodes.flatMap((node) => [{ node, depth }, ...flatten(node.children ?? [], depth + 1)]);
}

const isTopic = (node: SeedTocNode): node is SeedTopic => "id" in node;
const projects = samplePortal.projects.map((project) => {
  const nodes = flatten(project.toc ?? []);
  return { id: project.id, nodes, topics: nodes.map(({ node }) => node).filter(isTopic) };
});
const topics = projects.flatMap((project) => project.topics);
const logins = new Set(samplePortal.users.map(({ login }) => login));

describe("the sample portal", () => {
  it("has two projects with at least 25 topics on three levels", () => {
    expect(projects).toHaveLength(2);
    expect(topics.length).toBeGreaterThanOrEqual(25);
    for (const { nodes } of projects) expect(Math.max(...nodes.map(({ depth }) => depth))).toBe(3);
  });

  it("has topics of a useful length", () => {
    for (const { id, bodyHtml = "" } of topics) {
      const words = textOfBlocks(parseHtml(bodyHtml)).split(/\s+/).length;
      expect(words, id).toBeGreaterThanOrEqual(80);
      expect(words, id).toBeLessThanOrEqual(260);
    }
  });

  it("links only to topics and pictures that it has", () => {
    const addresses = new Set(
      projects.flatMap(({ id, topics }) => topics.map((topic) => `/articles/${id}/${topic.id}`)),
    );
    for (const { path } of samplePortal.files) addresses.add(`/resources/Storage/${path}`);
    let count = 0;
    for (const { id, bodyHtml = "" } of topics) {
      for (const [, address = ""] of bodyHtml.matchAll(/(?:href|src)="([^"]*)"/g)) {
        if (address.startsWith("mailto:")) continue;
        expect(addresses, id).toContain(address);
        count++;
      }
    }
    expect(count).toBeGreaterThan(40);
  });

  it("has at least four PNG pictures below 30 KiB, each used by a topic", () => {
    expect(samplePortal.files.length).toBeGreaterThanOrEqual(4);
    for (const { path, load } of samplePortal.files) {
      const bytes = load?.() ?? new Uint8Array();
      expect(Buffer.from(bytes.subarray(1, 4)).toString("latin1")).toBe("PNG");
      expect(bytes.byteLength).toBeLessThan(30 * 1024);
      expect(topics.some(({ bodyHtml = "" }) => bodyHtml.includes(`/resources/Storage/${path}`))).toBe(true);
    }
  });

  it("has topics in every status, owned by people whom it has", () => {
    expect(new Set(topics.map(({ status = "Ready" }) => status))).toEqual(new Set(["Ready", "Draft", "Under Review"]));
    for (const { owner = "admin", assignee = "admin" } of topics) {
      expect(logins).toContain(owner);
      expect(logins).toContain(assignee);
    }
  });

  it("publishes one project for everybody, one for a group, and one for contributors", () => {
    expect(samplePortal.publications.map(({ visibility }) => visibility)).toEqual(["Public", "Restricted", "Private"]);
    const restricted = samplePortal.publications.find(({ visibility }) => visibility === "Restricted");
    const groups = samplePortal.users.flatMap(({ userRole }) => userRole?.split(",") ?? []);
    expect(restricted?.groups?.every((group) => groups.includes(group))).toBe(true);
  });
});

it("says what to do where its files are missing, as in a bundle", () => {
  expect(() => readAsset("files/nowhere.png")).toThrow(
    /^The sample's files are not where .* Leave @clickhelp-js\/emulator out/,
  );
});
