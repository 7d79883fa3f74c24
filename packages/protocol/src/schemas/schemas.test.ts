/** Rules that every entity schema keeps. */
import { describe, expect, it } from "vitest";
import * as z from "zod/mini";
import { OutputFileName } from "./common.js";
import { Project } from "./project.js";
import { StorageFile } from "./storage-file.js";
import { TaskStart, TaskStatus } from "./task.js";
import { TocNode } from "./toc-node.js";
import { Topic } from "./topic.js";
import { User, UserInfo } from "./user.js";

const entities = { Project, StorageFile, TaskStart, TaskStatus, TocNode, Topic, User, UserInfo };

describe.each(Object.entries(entities))("%s", (name, schema) => {
  const { properties = {} } = z.toJSONSchema(schema, { io: "input" }) as { properties?: Record<string, unknown> };

  it("describes every field", () => {
    for (const [field, property] of Object.entries(properties)) {
      expect(property, `${name}.${field}`).toHaveProperty("description");
    }
  });
});

/** An answer seen in public programs that talk to a portal, in a portal's own key order. */
const seenTopic = {
  assigneeUserName: "admin",
  body: null,
  createdOn: "2024-03-27T19:28:30",
  ftsSnippetHtml: null,
  ftsTitleHtml: null,
  fullUrl: "https://docs.example.com/articles/project-sample-project/1",
  html: null,
  id: "1",
  indexKeywords: [],
  modifiedOn: "2024-03-27T19:28:30",
  ownerUserName: "admin",
  projectId: "project-sample-project",
  projectTitle: "Sample Project",
  projectUrl: "project-sample-project",
  smartLink: "https://docs.example.com/smart/project-sample-project/1",
  statusName: "Draft",
  title: "New Topic",
  tocNodeId: "9dd629e1-7083-4f16-a7e0-b9d3dd5ed759",
  url: "1",
};

describe("answers", () => {
  it("come back unchanged when decoded and encoded again", () => {
    expect(z.encode(Topic, z.decode(Topic, seenTopic))).toEqual(seenTopic);
  });

  it("may have fields that nobody has declared, and keep them", () => {
    expect(z.decode(Topic, { ...seenTopic, isAutoTopic: true })).toHaveProperty("isAutoTopic", true);
  });

  it("may lack optional fields", () => {
    const required = ["createdOn", "fullUrl", "id", "modifiedOn", "projectId", "title"];
    const bare = Object.fromEntries(Object.entries(seenTopic).filter(([field]) => required.includes(field)));
    expect(z.decode(Topic, bare).title).toBe("New Topic");
  });

  it("may have new values where a list of values is known", () => {
    const project = {
      createdOn: "2017-12-07T11:39:23",
      fullUrl: "https://docs.example.com/articles/manual",
      id: "manual",
      parentId: null,
      title: "Manual",
      visibility: "Internal",
    };
    expect(z.decode(Project, project).visibility).toBe("Internal");
  });

  it("give the last activity of a user as a date, or null", () => {
    const user = { userInfo: { lastActivityDate: "/Date(1734525940030+0000)/" }, userName: "anna", isEnabled: true };
    expect(z.decode(User, user).userInfo.lastActivityDate).toEqual(new Date(1734525940030));
    expect(z.decode(User, { ...user, userInfo: { lastActivityDate: null } }).userInfo.lastActivityDate).toBeNull();
  });
});

describe("output file names", () => {
  it.each(["Storage/a.pdf", "Storage/Exported/Title 1.0.pdf", "Storage/.hidden/..a"])("takes %s", (name) => {
    expect(OutputFileName.safeParse(name).success).toBe(true);
  });

  it.each(["a.pdf", "Storage/", "Storage/../a", "Storage/a/../b", "Storage//a", "Storage/a/.", "storage/a.pdf"])(
    "refuses %s",
    (name) => {
      expect(OutputFileName.safeParse(name).success).toBe(false);
    },
  );
});
