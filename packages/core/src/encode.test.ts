import { defineEndpoint, projects, publications, search, storage, toc, topics, users } from "@clickhelp-js/protocol";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { encodeRequest } from "./encode.js";
import { RequestValidationError } from "./errors.js";

function issuesOf(endpoint: Parameters<typeof encodeRequest>[0], input: unknown): RequestValidationError {
  try {
    encodeRequest(endpoint, input);
  } catch (error) {
    if (error instanceof RequestValidationError) return error;
    throw error;
  }
  throw new Error("the input was accepted");
}

describe("a path", () => {
  it("has its parameters in it, encoded", () => {
    const { path } = encodeRequest(topics.get, { projectId: "a b/c?d#e%2F", topicId: "ключ" });
    expect(path).toBe("projects/a%20b%2Fc%3Fd%23e%252F/articles/%D0%BA%D0%BB%D1%8E%D1%87");
  });

  it("keeps the slashes of several segments", () => {
    expect(encodeRequest(storage.getFile, { filePath: "Exported/my file.pdf" }).path).toBe(
      "storage/Exported/my%20file.pdf",
    );
  });

  it.each(["things/{id}", "things/{id}/parts"])("is not made of %s when the parameter is not declared", (path) => {
    const endpoint = defineEndpoint<object, undefined>({
      id: "test.get",
      method: "GET",
      path,
      summary: "Reads.",
      access: "basic",
      safety: "read",
      evidence: "inferred",
      success: 204,
      response: z.undefined(),
    });
    expect(issuesOf(endpoint, {}).issues).toEqual([{ path: "id", message: "is missing" }]);
  });

  it("may begin with a slash, and stands behind /api/v1/ all the same", () => {
    const things = defineEndpoint<object, undefined>({
      id: "test.list",
      method: "GET",
      path: "/things",
      summary: "Lists.",
      access: "basic",
      safety: "read",
      evidence: "inferred",
      success: 204,
      response: z.undefined(),
    });
    expect(encodeRequest(things, {}).path).toBe("things");
  });

  it.each([
    ["Storage/Exported/a.pdf", "storage/Exported/a.pdf"],
    ["Storage\\Exported\\a.pdf", "storage/Exported/a.pdf"],
    ["Storage/Storage/a.pdf", "storage/Storage/a.pdf"],
  ])("takes the name of a file as portals give it: %s", (filePath, path) => {
    for (const endpoint of [storage.getFile, storage.exists, storage.delete])
      expect(encodeRequest(endpoint, { filePath }).path).toBe(path);
  });

  it("can be that of the root where the endpoint has one", () => {
    expect(encodeRequest(storage.listFolder, { folderPath: "", filter: "*" }).path).toBe("storage/?filter=*");
  });

  it.each([
    ["a//b", /empty part/],
    ["/a", /empty part/],
    ["a/", /empty part/],
    ["a/../b", /"\.\."/],
    ["./a", /"\."/],
    ["..", /"\.\."/],
    ["", /must not be empty/],
    ["Storage", /must not be empty/],
    ["\uD800", /half of a character/],
  ])("refuses %j as several segments", (filePath, message) => {
    expect(issuesOf(storage.getFile, { filePath }).message).toMatch(message);
  });

  it.each([".", "..", "a\\b", "\uDC00"])("refuses %j as one segment", (topicId) => {
    expect(issuesOf(topics.get, { projectId: "p", topicId }).issues).toMatchObject([{ path: "topicId" }]);
  });

  it("never leaves its place, whatever the parameters are", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", minLength: 1 }), fc.string({ minLength: 1 }), (projectId, topicId) => {
        let path: string;
        try {
          ({ path } = encodeRequest(topics.get, { projectId, topicId }));
        } catch (error) {
          return error instanceof RequestValidationError;
        }
        const url = new URL(path, "https://docs.example.com/api/v1/");
        const [, api, v1, first, project, second, topic, ...rest] = url.pathname.split("/");
        expect([api, v1, first, second, rest, url.search, url.hash]).toEqual([
          "api",
          "v1",
          "projects",
          "articles",
          [],
          "",
          "",
        ]);
        return decodeURIComponent(project ?? "") === projectId && decodeURIComponent(topic ?? "") === topicId;
      }),
    );
  });

  it("of several segments never leaves its folder, whatever the segments are", () => {
    const segment = fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom("..", ".", "%2e%2e", "", "\\", "a"));
    fc.assert(
      fc.property(fc.array(segment, { minLength: 1 }), (segments) => {
        const filePath = segments.join("/");
        let path: string;
        try {
          ({ path } = encodeRequest(storage.getFile, { filePath }));
        } catch (error) {
          return error instanceof RequestValidationError;
        }
        const { pathname } = new URL(path, "https://docs.example.com/api/v1/");
        const place = "/api/v1/storage/";
        return pathname.startsWith(place) && decodeURIComponent(pathname.slice(place.length)) === filePath;
      }),
    );
  });
});

describe("a query", () => {
  it.each([
    ["a date", new Date(0)],
    ["a list", ["a", "b"]],
    ["object that has no text at all", Object.create(null) as object],
    ["function", () => 1],
    ["null", null],
  ])("takes no %s without a codec that makes it a text", (_what, when) => {
    const endpoint = defineEndpoint<{ id: unknown; when: unknown }, undefined>({
      id: "test.get",
      method: "GET",
      path: "things/{id}",
      summary: "Reads.",
      access: "basic",
      safety: "read",
      evidence: "inferred",
      params: { id: z.any() },
      query: { when: z.any() },
      success: 204,
      response: z.undefined(),
    });
    const message = "needs a codec";
    const { issues } = issuesOf(endpoint, { id: when, when });
    expect(issues).toContainEqual({ path: "id", message });
    if (when !== null) expect(issues).toContainEqual({ path: "when", message });
  });

  it("has the constant part first", () => {
    const request = encodeRequest(storage.upload, { filePath: "a.png", isOverwrite: true });
    expect(request.path).toBe("storage/a.png?format=base64&isOverwrite=true");
  });

  it("has what travels, not what people hold", () => {
    const { path } = encodeRequest(search.portal, {
      q: '"a & b"',
      projectIds: ["x", "y"],
      count: -1,
      isReturnSnippets: 1,
    });
    expect(path).toBe("search?q=%22a%20%26%20b%22&count=-1&projectIds=x%2Cy&isReturnSnippets=1");
  });

  it("comes back equal from every parser", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", minLength: 1 }), (q) => {
        const { path } = encodeRequest(search.portal, { q });
        return new URL(path, "https://x.example/").searchParams.get("q") === q;
      }),
    );
  });

  it("does not have what is undefined", () => {
    expect(encodeRequest(projects.list, { types: undefined, parentId: undefined })).toEqual({
      path: "projects",
      body: undefined,
    });
  });
});

describe("a body", () => {
  it("has the given fields and no undefined ones", () => {
    const { body } = encodeRequest(publications.create, {
      projectId: "p",
      pubId: "x",
      pubName: "X",
      outputTags: undefined,
    });
    expect(JSON.stringify(body)).toBe('{"pubId":"x","pubName":"X"}');
  });

  it("has bytes as base64", () => {
    const content = new TextEncoder().encode("hello");
    expect(encodeRequest(storage.upload, { filePath: "a.txt", content }).body).toEqual({ content: "aGVsbG8=" });
  });

  it("of PATCH names the fields that are given", () => {
    const { body } = encodeRequest(topics.update, {
      projectId: "p",
      topicId: "t",
      statusName: "Ready",
      title: "",
      body: undefined,
    });
    expect(body).toEqual({ updatedFields: "statusName,title", statusName: "Ready", title: "" });
  });

  it("of PATCH must change something", () => {
    const error = issuesOf(topics.update, { projectId: "p", topicId: "t", title: undefined });
    expect(error.message).toMatch(/nothing to change.*title/);
  });

  it("is left out of DELETE when nothing is given", () => {
    const remove = defineEndpoint<{ id: string; isDeleteFiles?: boolean }, undefined>({
      id: "test.delete",
      method: "DELETE",
      path: "things/{id}",
      summary: "Deletes.",
      access: "basic",
      safety: "unsafe",
      evidence: "inferred",
      params: { id: z.string() },
      body: { isDeleteFiles: z.boolean().optional() },
      success: 204,
      response: z.undefined(),
    });
    expect(encodeRequest(remove, { id: "a" }).body).toBeUndefined();
    expect(encodeRequest(remove, { id: "a", isDeleteFiles: true }).body).toEqual({ isDeleteFiles: true });
  });

  it("of PATCH always names exactly its other fields", () => {
    const text = fc.option(fc.string(), { nil: undefined });
    const login = fc.option(fc.string({ minLength: 1 }), { nil: undefined });
    fc.assert(
      fc.property(fc.record({ title: text, body: text, statusName: login, ownerUserName: login }), (fields) => {
        const given = Object.entries(fields).filter(([, value]) => value !== undefined);
        fc.pre(given.length > 0);
        const { body } = encodeRequest(topics.update, { projectId: "p", topicId: "t", ...fields });
        const { updatedFields, ...rest } = body as Record<string, unknown>;
        expect(rest).toEqual(Object.fromEntries(given));
        expect(String(updatedFields).split(",").sort()).toEqual(Object.keys(rest).sort());
      }),
    );
  });
});

describe("a header", () => {
  const filePath = "a.bin";
  const chunk = new Uint8Array(500);

  it("has the name of its field and the form in which it travels", () => {
    const request = encodeRequest(storage.uploadChunk, { filePath, contentRange: { start: 500, end: 999 }, chunk });
    expect(request).toEqual({
      path: "storage/a.bin?format=resumable",
      headers: { "Content-Range": "bytes 500-999/*" },
      body: chunk,
    });
  });

  it("is checked like any other field", () => {
    const backwards = { filePath, contentRange: { start: 5, end: 4, total: 10 }, chunk };
    expect(issuesOf(storage.uploadChunk, backwards).issues).toMatchObject([{ path: "contentRange" }]);
    expect(issuesOf(storage.uploadChunk, { filePath, chunk }).issues).toMatchObject([{ path: "contentRange" }]);
  });
});

describe("a bare body", () => {
  it("is the value of the only field", () => {
    const reader = { userName: "ravi", userInfo: { email: "ravi@portal.example" } };
    expect(encodeRequest(users.createMany, { users: [reader] }).body).toEqual([reader]);
    expect(issuesOf(users.createMany, { users: [] }).message).toMatch(/users must not be empty/);
  });
});

describe("a group of which one is needed", () => {
  const source = { importFormat: "Word", format: "url", inputFileUrl: "https://example.com/a.docx" } as const;

  it("is satisfied by any of them", () => {
    expect(encodeRequest(projects.importNew, { ...source, newProjectName: "A" }).body).toEqual({
      importFormat: "Word",
      inputFileUrl: "https://example.com/a.docx",
      newProjectName: "A",
    });
    expect(encodeRequest(projects.importNew, { ...source, newProjectId: "a", newProjectName: "A" }).path).toBe(
      "projects/?action=import&format=url",
    );
  });

  it("is named when none of them is given", () => {
    const error = issuesOf(projects.importNew, { importFormat: "Word", format: "url" });
    expect(error.issues.map(({ message }) => message)).toEqual(["needs newProjectId or newProjectName"]);
    expect(error.message).toContain("nothing was sent: needs newProjectId or newProjectName.");
  });
});

describe("an input", () => {
  it("is told what it is when it is a number or a date that is none", () => {
    const { issues } = issuesOf(toc.update, { projectId: "p", tocNodeId: "n", ordinalNo: Number.NaN });
    expect(issues).toEqual([{ path: "ordinalNo", message: "must be number, not NaN" }]);
    const { issues: ofDate } = issuesOf(users.createLoginToken, { login: "anna", exp: new Date("soon") });
    expect(ofDate).toEqual([{ path: "exp", message: "must be date, not Invalid Date" }]);
  });

  it.each([
    [2 ** 53, "must be at most 9007199254740991"],
    [-(2 ** 53), "must be at least -9007199254740991"],
  ])("is told the limit that %d goes beyond", (ordinalNo, message) => {
    const { issues } = issuesOf(toc.update, { projectId: "p", tocNodeId: "n", ordinalNo });
    expect(issues).toEqual([{ path: "ordinalNo", message }]);
  });

  it("is refused with every issue, its path and a hint where one is known", () => {
    const error = issuesOf(publications.create, {
      projectId: 5,
      pubid: "x",
      pubName: "",
      pubVisibility: "public",
      outputTags: ["a", 1],
    });
    expect(error).toMatchObject({ endpoint: "publications.create", code: "validation", maybeApplied: false });
    expect(error.issues).toEqual(
      [
        { path: "projectId", message: "must be string, not number" },
        { path: "pubId", message: "is missing" },
        { path: "pubName", message: "must not be empty" },
        { path: "outputTags[1]", message: "must be string, not number" },
        {
          path: "pubVisibility",
          message: 'must be "Private" or "Restricted" or "Public"',
          hint: expect.stringContaining('"Public"') as string,
        },
        {
          path: "pubid",
          message: "is not known here",
          hint: expect.stringContaining("pubId instead of pubid") as string,
        },
      ].sort(
        (a, b) =>
          error.issues.findIndex(({ path }) => path === a.path) - error.issues.findIndex(({ path }) => path === b.path),
      ),
    );
  });

  describe.each([
    ["into a project", projects.importInto, { projectId: "p" }],
    ["as a new project", projects.importNew, { newProjectName: "New" }],
  ])("of an import %s", (_where, endpoint, target) => {
    const word = { ...target, format: "url", importFormat: "Word", inputFileUrl: "Storage/a.docx" };
    const base64 = { format: "base64", inputFileContent: new Uint8Array(3), inputFileName: "a.docx" };
    const epub = { __type: "EpubImportOptions" };

    it.each([
      ["a path", {}],
      ["the file's bytes", { ...base64, inputFileUrl: undefined }],
      ["what the format ignores besides", { ...base64, format: "url" }],
      ["options of its format", { options: { __type: "WordImportOptions" } }],
      ["the documented kind for Docfx", { importFormat: "Docfx", options: { __type: "DocfxBackupImportOptions" } }],
    ])("can have %s", (_what, fields) => {
      expect(() => encodeRequest(endpoint, { ...word, ...fields })).not.toThrow();
    });

    it.each([
      ["url with bytes alone", { ...base64, format: "url", inputFileUrl: undefined }, ["inputFileUrl is missing"]],
      ["url with an empty path", { inputFileUrl: "" }, ["inputFileUrl must not be empty"]],
      ["base64 with a path alone", { format: "base64" }, ["inputFileContent is missing", "inputFileName is missing"]],
      ["base64 without a name", { ...base64, inputFileName: undefined }, ["inputFileName is missing"]],
      [
        "a wrong value among its options",
        { options: { __type: "WordImportOptions", isDownloadExternalLinkedFiles: "yes" } },
        ["options.isDownloadExternalLinkedFiles must be boolean, not string"],
      ],
      [
        "an unknown way to split an API",
        { importFormat: "AutoDocs", options: { __type: "AutoDocsImportOptions", splitModeType: "Bogus" } },
        ['options.splitModeType must be "GroupMethods" or "SeparateTopics" or "SingleTopic"'],
      ],
      [
        "options of no format",
        { options: { __type: "Bogus" } },
        ['options must be options of an import format: __type names their kind, such as "WordImportOptions"'],
      ],
      ["the options of another format", { options: epub }, ['options.__type must be "WordImportOptions"']],
      [
        "the options of documents for an API",
        { importFormat: "AutoDocs", options: epub },
        ['options.__type must be "AutoDocsImportOptions"'],
      ],
    ])("cannot have %s", (_what, fields, wrong) => {
      const { issues } = issuesOf(endpoint, { ...word, ...fields });
      expect(issues.map(({ path, message }) => `${path} ${message}`)).toEqual(wrong);
    });
  });

  it("of an export has to name a place in Storage, unless it goes to an FTP server", () => {
    const input = { publicationId: "p", format: "Pdf", outputFileName: "manual.pdf" };
    expect(issuesOf(publications.export, input).message).toContain(
      'outputFileName must be a full file name that begins with "Storage/"',
    );
    expect(() =>
      encodeRequest(publications.export, { ...input, ftpInfo: { hostName: "ftp.example.com" } }),
    ).not.toThrow();
  });

  it.each([undefined, null, "text", [], 5])("cannot be %j", (input) => {
    expect(issuesOf(topics.get, input).issues.length).toBeGreaterThan(0);
  });

  it("cannot have updatedFields: it follows from the other fields", () => {
    expect(
      issuesOf(topics.update, { projectId: "p", topicId: "t", title: "x", updatedFields: "title" }).issues,
    ).toMatchObject([{ path: "updatedFields", message: "is not known here" }]);
  });

  it("never throws anything else, whatever it is", () => {
    fc.assert(
      fc.property(fc.anything(), (input) => {
        try {
          encodeRequest(topics.create, input);
        } catch (error) {
          return error instanceof RequestValidationError;
        }
        return true;
      }),
    );
  });
});
