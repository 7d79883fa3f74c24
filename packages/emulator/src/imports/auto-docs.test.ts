import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { outlineOf, readWith, topicsOf } from "../../test/read-import.js";
import { importNew, readToc } from "../../test/import-file.js";
import { createTestPortal, items } from "../../test/test-portal.js";

const definition = readFileSync(new URL("../../test/pet-store.yaml", import.meta.url), "utf8");
const split = (splitModeType: "GroupMethods" | "SeparateTopics" | "SingleTopic") => ({ options: { splitModeType } });

describe("an API definition", () => {
  it("becomes one topic for each tag, below a mount point", async () => {
    const made = await readWith("AutoDocs", "pets.yaml", definition, split("GroupMethods"));
    expect(outlineOf(made)).toEqual(["Pet Store [pet-store]", "  pets [pets]", "  store [store]"]);
    expect(await readWith("AutoDocs", "pets.yaml", definition)).toEqual(made);
    const { "pet-store": front, pets = "" } = topicsOf(made);
    expect(front).toContain("Sells <strong>pets</strong>.");
    expect(front).toContain("https://pets.example/v1");
    expect(front).not.toContain("<script");
    for (const words of [
      '<h2 id="getpet">Reads one pet</h2>',
      "<strong>GET</strong> /pets/{petId}",
      "<td><code>petId</code></td><td>path</td><td>string (uuid)</td><td>yes</td>",
      "<td><code>verbose</code></td><td>query</td><td>boolean</td><td>no</td>",
      "<h3>Request body</h3>",
      "<td><code>name</code></td><td>string</td><td>yes</td>",
      'one of <code>"cat"</code>, <code>"dog"</code>',
      "<td><code>parent</code></td><td>Pet</td>",
      "<td><code>owner.email</code></td>",
      "<h4>404</h4>",
      "Rex &lt;b&gt;",
    ]) {
      expect(pets).toContain(words);
    }
  });

  it("becomes one topic for each operation, or one for all", async () => {
    const separate = await readWith("AutoDocs", "pets.yaml", definition, split("SeparateTopics"));
    expect(outlineOf(separate).slice(1, 4)).toEqual([
      "  pets [pets]",
      "    Reads one pet [getpet]",
      "    Changes a pet [post-pets-petid]",
    ]);
    const single = await readWith("AutoDocs", "pets.yaml", definition, split("SingleTopic"));
    expect(outlineOf(single)).toEqual(["Pet Store [pet-store]", "  Pet Store reference [pet-store-reference]"]);
    expect(topicsOf(single)["pet-store-reference"]).toMatch(/<h2>pets<\/h2>[^]*Changes a pet[^]*<h2>store<\/h2>/);
  });

  it("may be Swagger 2 in JSON", async () => {
    const swagger = {
      swagger: "2.0",
      info: { title: "Old" },
      host: "old.example",
      basePath: "/v1",
      paths: {
        "/a": {
          post: {
            parameters: [
              { name: "q", in: "query", type: "integer", required: true },
              { name: "body", in: "body", schema: { $ref: "#/definitions/A" } },
            ],
            responses: { 200: { description: "Fine", schema: { $ref: "#/definitions/A" } } },
          },
        },
      },
      definitions: { A: { type: "object", properties: { id: { type: "string" } } } },
    };
    const { old = "", operations = "" } = topicsOf(await readWith("AutoDocs", "old.json", JSON.stringify(swagger)));
    expect(old).toContain("https://old.example/v1");
    expect(operations).toContain("<td>integer</td><td>yes</td>");
    expect(operations.match(/<code>id<\/code>/g)).toHaveLength(2);
  });

  it("says limits, defaults, choices and what to authenticate with", async () => {
    const text = readFileSync(new URL("../../test/orders-3.1.yaml", import.meta.url), "utf8");
    const { orders = "", operations = "", webhooks = "" } = topicsOf(await readWith("AutoDocs", "orders.yaml", text));
    expect(orders).toContain("<p><code>key</code> (API key X-Key in header)</p><p>Ask for one.</p>");
    for (const words of [
      "<p>Authentication: <code>login</code> (HTTP basic) or <code>key</code> (API key X-Key in header) and <code>web</code> (OAuth 2: read, write).</p>",
      "<p>Authentication: none.</p>",
      "<td>integer</td><td>no</td><td><p>Default: <code>20</code>. At least <code>1</code>. Less than <code>100</code>.</p></td>",
      '<td>string or null</td><td>yes</td><td><p>Who.</p>\n<p>Length at least <code>1</code>. Pattern: <code>"^[a-z&lt;]+$"</code>. In requests only.</p></td>',
      "<td>array of Line</td><td>no</td><td><p>Items at most <code>9</code>. No item twice.</p></td>",
      "<td>Card or Cash</td>",
      "<td>Address</td>",
      "<p>Card or Cash</p>",
      "<pre><code>first</code></pre>",
    ]) {
      expect(operations).toContain(words);
    }
    expect(webhooks).toContain('<h2 id="shipped">Sent off</h2>');
  });

  it("names schemas that are in themselves, however many choices they have", async () => {
    const choices = Array.from({ length: 12 }, () => ({ $ref: "#/components/schemas/A" }));
    const content = { "application/json": { schema: { $ref: "#/components/schemas/A" } } };
    const paths = { "/a": { get: { responses: { 200: { content } } } } };
    const Id = { type: "string", format: "uuid" };
    const A = { anyOf: [...choices, { type: "array", items: { $ref: "#/components/schemas/Id" } }] };
    const text = JSON.stringify({ openapi: "3.1.0", paths, components: { schemas: { A, Id } } });
    const { operations = "" } = topicsOf(await readWith("AutoDocs", "a.json", text));
    expect(operations).toContain(`<p>${"A or ".repeat(12)}array of string (uuid)</p>`);
  });

  it("names each of many schemas that are choices of each other once", async () => {
    const names = Array.from({ length: 12 }, (_, index) => `S${index}`);
    const anyOf = names.map((name) => ({ $ref: `#/components/schemas/${name}` }));
    const schemas = Object.fromEntries(names.map((name) => [name, { anyOf }]));
    const content = { "application/json": { schema: anyOf[0] } };
    const paths = { "/a": { get: { responses: { 200: { content } } } } };
    const text = JSON.stringify({ openapi: "3.1.0", paths, components: { schemas } });
    const { operations = "" } = topicsOf(await readWith("AutoDocs", "a.json", text));
    expect(operations).toContain(`<p>${names.join(" or ")}</p>`);
  });

  it.each([
    ["a: [", "neither JSON nor YAML"],
    ["{", "neither JSON nor YAML"],
    ["- a", "an object was expected"],
    ["title: x", 'needs "openapi: 3.x"'],
    ["openapi: 1.0.0", 'needs "openapi: 3.x"'],
  ])("that is none is refused: %j", async (text, words) => {
    await expect(readWith("AutoDocs", "a.yaml", text)).rejects.toThrow(words);
  });

  it("may refer to itself, to nothing, or out of the file", async () => {
    const circle = {
      openapi: "3.1.0",
      info: { title: "Circle" },
      paths: {
        "/a": {
          get: {
            parameters: [{ $ref: "#/x" }, { $ref: "file:///etc/passwd" }],
            responses: { 200: { $ref: "#/components/r" } },
          },
        },
      },
      components: {
        r: { content: { "application/json": { schema: { $ref: "#/components/a" } } } },
        a: { allOf: [{ $ref: "#/components/a" }, { $ref: "#/components/b" }] },
        b: { $ref: "#/components/b" },
      },
    };
    expect(outlineOf(await readWith("AutoDocs", "a.json", JSON.stringify(circle)))).toHaveLength(2);
  });

  it("gives topics that are read-only, under a mount point that is not", async () => {
    const portal = createTestPortal();
    await importNew(portal, "AutoDocs", "pets.yaml", definition);
    expect(await readToc(portal)).toHaveLength(3);
    const nodes = items((await portal.call("GET projects/imported/toc/nodes")).json);
    expect(nodes.filter(({ isAutoDocsMountPoint }) => isAutoDocsMountPoint).map(({ topicId }) => topicId)).toEqual([
      "pet-store",
    ]);
    const change = { body: { updatedFields: "title", title: "Changed" } };
    expect((await portal.call("PATCH projects/imported/articles/pets", change)).status).toBe(403);
    expect((await portal.call("PATCH projects/imported/articles/pet-store", change)).status).toBe(200);
    expect((await portal.call("DELETE projects/imported/articles/pets")).status).toBe(403);
  });

  it("keeps the nodes of its topics as they are, and the mount point in publications, too", async () => {
    const portal = createTestPortal();
    await importNew(portal, "AutoDocs", "pets.yaml", definition);
    await portal.run("POST projects/imported?action=publish", { pubId: "copy", pubName: "Copy" });
    for (const id of ["imported", "copy"]) {
      const nodes = items((await portal.call(`GET projects/${id}/toc/nodes`)).json);
      const mounts = nodes.filter(({ isAutoDocsMountPoint }) => isAutoDocsMountPoint);
      expect(mounts.map(({ topicId }) => topicId)).toEqual(["pet-store"]);
    }
    const nodes = items((await portal.call("GET projects/imported/toc/nodes")).json);
    const parentId = nodes.find(({ topicId }) => topicId === "pets")?.id;
    const path = `projects/imported/toc/nodes/${String(parentId)}`;
    const change = { body: { updatedFields: "caption", caption: "Changed" } };
    expect((await portal.call(`PATCH ${path}`, change)).status).toBe(403);
    expect((await portal.call(`DELETE ${path}`)).status).toBe(403);
    const below = { body: { caption: "Below", parentId } };
    expect((await portal.call("POST projects/imported/toc/nodes", below)).status).toBe(403);
    const topic = { id: "below", parentTocNodeId: parentId, statusName: "Draft" };
    const people = { ownerUserName: "admin", assigneeUserName: "admin" };
    const created = await portal.call("POST projects/imported/articles", { body: { ...topic, ...people } });
    expect(created.status).toBe(403);
  });
});
