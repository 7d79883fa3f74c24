import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { openApiFile, renderOpenApi } from "../scripts/write-openapi.js";
import { listEndpoints } from "./list-endpoints.js";
import { createOpenApiDocument, type DeclaredOperation, type OpenApiOperation } from "./openapi.js";

const endpoints = listEndpoints();
const document = createOpenApiDocument();

function operation(path: string, method: string): OpenApiOperation {
  const found = document.paths[path]?.[method];
  if (!found) throw new Error(`no ${method} ${path}`);
  return found;
}

function declared(id: string): DeclaredOperation {
  const all = Object.values(document.paths).flatMap((methods) => Object.values(methods));
  const found = all.flatMap((one) => one["x-clickhelp-operations"]).find((one) => one.id === id);
  if (!found) throw new Error(`no ${id}`);
  return found;
}

it("is what openapi.json holds; if not, run `pnpm --filter @clickhelp-js/protocol generate:openapi`", () => {
  expect(readFileSync(openApiFile, "utf8")).toBe(renderOpenApi(createOpenApiDocument));
});

describe("the document", () => {
  it("lists every endpoint once", () => {
    const all = Object.values(document.paths).flatMap((methods) => Object.values(methods));
    const ids = all.flatMap((one) => one["x-clickhelp-operations"].map(({ id }) => id));
    expect(ids.toSorted()).toEqual(endpoints.map(({ id }) => id).toSorted());
  });

  it("gives each operation an id of its own, the endpoint's where there is one endpoint", () => {
    const ids = Object.values(document.paths).flatMap((methods) =>
      Object.values(methods).map(({ operationId }) => operationId),
    );
    expect(new Set(ids).size).toBe(ids.length);
    expect(operation("/projects/{projectId}/articles/{topicId}", "get").operationId).toBe("topics.get");
  });

  it("has no reference that leads nowhere", () => {
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/(\w+)\/([^"]+)"/g)];
    for (const [, section, name] of references) {
      expect(document.components).toHaveProperty([section ?? "", name ?? ""]);
    }
    expect(references.length).toBeGreaterThan(50);
  });

  it("declares in each path exactly the parameters of its template", () => {
    for (const [path, methods] of Object.entries(document.paths)) {
      const inTemplate = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
      for (const { parameters = [] } of Object.values(methods)) {
        expect(parameters.filter((one) => one.in === "path").map(({ name }) => name)).toEqual(inTemplate);
      }
    }
  });

  it("describes the side that travels: dates and lists are strings", () => {
    expect(document.components.schemas.Topic?.properties?.createdOn?.type).toBe("string");
    const types = operation("/projects", "get").parameters?.find(({ name }) => name === "types");
    expect(types?.schema.type).toBe("string");
  });

  it("says of every field of a body or an answer what it is", () => {
    for (const [name, { properties = {} }] of Object.entries(document.components.schemas)) {
      // What went wrong on the portal can have any form.
      if (name === "ErrorBody") continue;
      for (const [field, schema] of Object.entries(properties)) {
        const keywords = Object.keys(schema).filter((keyword) => keyword !== "description");
        expect(keywords, `${name}.${field}`).not.toEqual([]);
      }
    }
  });

  it("has no path that ends in a slash, and says how the API's reference prints it", () => {
    expect(Object.keys(document.paths).filter((path) => path.endsWith("/"))).toEqual([]);
    expect(declared("projects.importInto").path).toBe("projects/{projectId}/?action=import");
  });

  it("marks the deprecated twins", () => {
    expect(document.components.schemas.Project?.properties?.url?.deprecated).toBe(true);
  });

  it("is a fresh object at each call", () => {
    expect(createOpenApiDocument()).toEqual(document);
    expect(createOpenApiDocument().info).not.toBe(document.info);
  });
});

describe("endpoints that share a method and a path", () => {
  const merged = operation("/projects/{projectId}", "post");

  it("become one operation with a required enumeration for the constant query", () => {
    const action = merged.parameters?.find(({ name }) => name === "action");
    expect(action).toMatchObject({ in: "query", required: true, schema: { type: "string" } });
    expect(action?.schema.enum).toEqual(expect.arrayContaining(["publish", "export", "download"]));
  });

  it("keep their bodies as alternatives", () => {
    const bodies = merged.requestBody?.content["application/json"]?.schema.anyOf;
    expect(bodies).toContainEqual({ $ref: "#/components/schemas/PublicationsUpdateRequest" });
    expect(bodies).toContainEqual({ $ref: "#/components/schemas/ProjectsBackupRequest" });
  });

  it("are told apart in the extension, with their own parameter names", () => {
    expect(declared("publications.export")).toMatchObject({
      path: "projects/{publicationId}?action=export",
      constantQuery: { action: "export" },
      requestBody: { $ref: "#/components/schemas/PublicationsExportRequest" },
    });
    expect(declared("publications.export").parameters[0]?.name).toBe("publicationId");
  });

  it("do not require the query of one of them from all", () => {
    const filter = operation("/storage/{filePath}", "get").parameters?.find(({ name }) => name === "filter");
    expect(filter?.required).toBe(false);
    expect(filter?.description).toContain("Only for: storage.listFolder.");
    expect(declared("storage.listFolder").parameters.find(({ name }) => name === "filter")?.required).toBe(true);
  });
});

describe("an operation", () => {
  it("requires updatedFields on PATCH", () => {
    const schema = document.components.schemas.TopicsUpdateRequest;
    expect(schema?.required).toEqual(["updatedFields"]);
    expect(Object.keys(schema?.properties ?? {})).toContain("statusName");
  });

  it("promises Location on POST only", () => {
    const location = { headers: { Location: { $ref: "#/components/headers/Location" } } };
    expect(operation("/projects/{projectId}/articles", "post").responses["201"]).toMatchObject(location);
    expect(operation("/projects/{projectId}/articles", "get").responses["200"]).not.toHaveProperty("headers");
  });

  it("can go without credentials only where anonymous access is known", () => {
    expect(operation("/search", "get").security).toContainEqual({});
    expect(operation("/users", "get").security).toEqual([{ basic: [] }]);
  });

  it("refers to the shared error answers, to a conflict only when it changes something", () => {
    const update = operation("/projects/{projectId}/articles/{topicId}", "patch").responses;
    expect(update).toMatchObject({ 409: { $ref: "#/components/responses/Conflict" } });
    expect(operation("/users", "get").responses).not.toHaveProperty("409");
  });

  it("takes a value from a header under the header's name", () => {
    expect(operation("/storage/{filePath}", "put").parameters).toContainEqual(
      expect.objectContaining({ name: "Content-Range", in: "header", required: true }),
    );
  });

  it("takes bodies that are not an object of fields as what they are", () => {
    const array = document.components.schemas.UsersCreateManyRequest;
    expect(array).toMatchObject({ type: "array", items: { required: ["userName", "userInfo"] } });
    expect(operation("/storage/{filePath}", "put").requestBody?.content).toEqual({
      "application/octet-stream": { schema: { $ref: "#/components/schemas/StorageUploadChunkRequest" } },
    });
    expect(declared("storage.uploadChunk").bodyField).toBe("chunk");
    expect(declared("users.createMany").bodyField).toBe("users");
    const { required, content = {} } = operation("/storage/{filePath}", "post").requestBody ?? {};
    expect(required).toBe(false);
    expect(Object.keys(content)).toEqual(["application/json", "multipart/form-data"]);
    expect(document.components.schemas.StorageUploadMultipartRequest?.properties?.file).toMatchObject({
      type: "string",
      format: "binary",
    });
  });

  it("says when one of several fields has to be given", () => {
    const given = (name: string) => ({ properties: { [name]: {} }, required: [name] });
    expect(document.components.schemas.ProjectsImportNewRequest?.allOf).toContainEqual({
      anyOf: [given("newProjectId"), given("newProjectName")],
    });
  });

  it("gives no answer to HEAD a body", () => {
    const { responses } = operation("/storage/{filePath}", "head");
    expect(Object.keys(responses)).toEqual(expect.arrayContaining(["200", "404"]));
    for (const response of Object.values(responses)) expect(Object.keys(response)).toEqual(["description"]);
  });

  it("says how well it is known, and which of its values are known less well", () => {
    const list = operation("/projects", "get");
    expect(list["x-evidence"]).toBe("doc");
    expect(list.parameters?.find(({ name }) => name === "types")?.["x-evidence"]).toBe("sister");
    expect(operation("/projects/{projectId}/articles", "get")).not.toHaveProperty("x-evidence");
  });

  it("says of which answers the status or the form is only concluded", () => {
    expect(operation("/users", "post").responses["201"]).toHaveProperty("x-evidence", "inferred");
    expect(operation("/projects", "get").responses["200"]).not.toHaveProperty("x-evidence");
    expect(declared("users.createMany").inferred).toEqual(["status", "answer"]);
    expect(declared("topics.list").inferred).toEqual(["access"]);
  });

  it("asks for a body only where one is always sent", () => {
    expect(operation("/projects/{projectId}", "delete").requestBody?.required).toBe(false);
    expect(operation("/projects/{projectId}/articles", "delete").requestBody?.required).toBe(true);
  });

  it("shows a recorded exchange", () => {
    const example = {
      request: { method: "GET", path: "tasks/0", query: {}, headers: {} },
      response: { status: 200, headers: {}, body: { isWorking: true } },
    };
    const { paths } = createOpenApiDocument({ examples: { "tasks.get": example } });
    const get = paths["/tasks/{taskKey}"]?.get;
    expect(get?.["x-clickhelp-operations"][0]?.example).toEqual(example);
    expect(get?.responses["200"]).toMatchObject({
      content: { "application/json": { examples: { "tasks.get": { value: { isWorking: true } } } } },
    });
  });
});
