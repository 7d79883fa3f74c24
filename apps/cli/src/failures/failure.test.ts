/** Which failure gives which exit code, and what is told about it. */
import * as client from "@clickhelp-js/client";
import * as core from "@clickhelp-js/core";
import { EmulatorError } from "@clickhelp-js/emulator";
import picocolors from "picocolors";
import { describe, expect, it } from "vitest";
import { toFailure } from "./failure.js";
import { exitCodes } from "./kinds.js";
import { describeFailure, failureToJson } from "./report.js";
import { UsageError } from "./usage-error.js";

const place = { endpoint: "topics.get", method: "GET", url: "https://portal.example/api/v1/projects/p/articles/t" };
const answer = (status: number) => ({ ...place, status, headers: {}, body: null, hint: "Look closer." });
const status = { isSucceeded: false, statusText: "no room" };

const table: readonly [Error, number, string][] = [
  [new UsageError("a", "b"), 2, "usage"],
  [new core.ConfigurationError("a", { option: "portal", hint: "b" }), 2, "configuration"],
  [new core.RequestValidationError("topics.get", [{ path: "id", message: "is missing" }]), 2, "validation"],
  [new core.BadRequestError("a", answer(400)), 2, "bad-request"],
  [new core.AuthenticationError("a", answer(401)), 4, "authentication"],
  [new core.PermissionError("a", answer(403)), 5, "permission"],
  [new core.NotFoundError("a", answer(404)), 6, "not-found"],
  [new core.ConflictError("a", answer(409)), 7, "conflict"],
  [new core.RateLimitError("a", answer(429)), 9, "rate-limit"],
  [new core.ServerError("a", answer(500)), 9, "server"],
  [new core.NotImplementedError("a", answer(501)), 1, "not-implemented"],
  [new core.ApiError("a", answer(302)), 1, "api"],
  [new core.ApiError("a", answer(408)), 9, "api"],
  [new core.ConnectionError("a", { ...place, reason: "dns", maybeApplied: true }), 9, "connection"],
  [new core.ConnectionError("a", { ...place, reason: "certificate" }), 1, "connection"],
  [new core.ConnectionError("a", { ...place, reason: "tls" }), 1, "connection"],
  [new core.TimeoutError("a", { ...place, timeout: 10 }), 9, "timeout"],
  [new core.ResponseValidationError("a", { ...place, status: 200, body: "<html>" }), 1, "invalid-response"],
  [new client.TaskFailedError("k", status), 1, "task-failed"],
  [new client.TaskGoneError("k", { cause: undefined }), 6, "task-gone"],
  [new client.TaskTimeoutError("k", { timeout: 10, status: undefined }), 8, "task-timeout"],
  [new client.LocalFileError("/a", { problem: "disk", reason: "the disk is full" }), 1, "local-file"],
  [new client.LocalFileError("/a", { action: "read", problem: "content", reason: "it was changed" }), 1, "local-file"],
  [new client.LocalFileError("/a", { problem: "place", reason: "there is no folder" }), 2, "local-file"],
  [new client.LocalFileError("/a", { problem: "exists", reason: "it exists already" }), 7, "local-file"],
  [Object.assign(new Error("no space"), { code: "ENOSPC" }), 1, "local-file"],
  [Object.assign(new Error("no file"), { code: "ENOENT", path: "/a" }), 2, "local-file"],
  [Object.assign(new Error("odd"), { code: "ERR_INVALID_STATE" }), 1, "unexpected"],
  [new DOMException("stop", "AbortError"), 130, "unexpected"],
  [new TypeError("a bug"), 1, "unexpected"],
];

it.each(table)("%s", (error, exitCode, code) => {
  expect(toFailure(error)).toMatchObject({ exitCode, code });
});

it("names every variable that a proxy may come from", () => {
  const { next } = toFailure(new core.ConnectionError("a", { ...place, reason: "proxy", hint: "Check HTTPS_PROXY." }));
  expect(next).toBe("Check HTTPS_PROXY.\nWhere HTTPS_PROXY is not set, HTTP_PROXY is used.");
});

it("tells how long the portal asks to wait, and names no option of programs", () => {
  const { why, next } = toFailure(new core.RateLimitError("a", { ...answer(429), retryAfter: 3_600_000 }));
  expect([why, next]).toEqual([
    "Too many requests came in a short time.\nThe portal asks to wait 60 min 00 s.",
    "Try again later.",
  ]);
  const { why: inVain } = toFailure(new core.RateLimitError("a", { ...answer(429), retryAfter: 0 }));
  expect(inVain).toBe("Too many requests came in a short time.");
});

it("knows every exit code of the conventions", () => {
  expect(Object.values(exitCodes)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 130]);
});

describe("a failure", () => {
  const failure = toFailure(new core.NotFoundError("GET /x was answered with 404.", answer(404)));

  it("is told in three parts", () => {
    expect(describeFailure(failure, picocolors.createColors(false))).toBe(
      [
        "error: GET /x was answered with 404.",
        "  why: It does not exist, or this account cannot see it.",
        " next: Look closer.",
        "       clickhelp projects list shows the ids of projects, clickhelp topics list --project ID those of topics.",
        "",
      ].join("\n"),
    );
  });

  it("is one JSON object with the same keys as any other", () => {
    expect(JSON.parse(failureToJson(failure))).toEqual({
      code: "not-found",
      message: "GET /x was answered with 404.",
      hint: "Look closer. clickhelp projects list shows the ids of projects, clickhelp topics list --project ID those of topics.",
      status: 404,
      endpoint: "topics.get",
      maybeApplied: false,
    });
    const other = JSON.parse(failureToJson(toFailure(new TypeError("a")))) as object;
    expect(Object.keys(other)).toEqual([...["code", "message", "hint", "status", "endpoint", "maybeApplied"]]);
  });

  it("leaves out why it may be where the portal said why", () => {
    const details = { ...answer(404), serverMessage: "There is no topic." };
    expect(toFailure(new core.NotFoundError("a: There is no topic.", details)).why).toBeUndefined();
  });

  it("says how a certificate is trusted on the command line, not in a program", () => {
    const hint = "Give its authority: createNodeFetch({ ca }).";
    const wary = new core.ConnectionError("a", { ...place, reason: "certificate", hint });
    expect(toFailure(wary).next).toBe("--cacert FILE, or CLICKHELP_CACERT, adds the authority that signed it.");
    expect(toFailure(new core.ConnectionError("a", { ...place, reason: "dns", hint: "b" })).next).toBe("b");
  });

  it.each([
    ["publications.update", '"guide" is being updated by another task.', "Another task is working on it"],
    ["publications.create", '"guide" is being updated by another task.', "Another task is working on it"],
    ["storage.upload", '"guide" is being updated by another task.', "Another task is working on it"],
    ["publications.export", "Conflict", "Another task is working on it"],
    ["publications.create", 'There is a publication with the id "guide" already.', "Perhaps another task is making it"],
    ["topics.create", 'There is a topic with the id "running-in" already.', "Look closer."],
    ["projects.importNew", 'There is a project with the id "guide" already.', "Choose another --id"],
    ["storage.upload", '"Storage/a.txt" exists already.', "--overwrite"],
    ["storage.upload", 'There is a folder at "Storage/a.txt" already.', "A path that ends in /"],
    ["storage.upload", '"Storage/my-folder/a.txt" exists already.', "--overwrite"],
    ["storage.upload", "'Storage/another task/a.txt' exists already; it isn't replaced.", "--overwrite"],
    ["storage.upload", "“Storage/a folder/a.txt” exists already.", "--overwrite"],
    ["fetch", '"guide" has publications: "guide-docs". Delete them first.', "Delete them first: clickhelp api DELETE"],
  ])("says what to do about a conflict of %s: %s", (endpoint, serverMessage, next) => {
    const conflict = new core.ConflictError("a", { ...answer(409), endpoint, serverMessage });
    expect(toFailure(conflict).next).toMatch(new RegExp(`^${next}`));
  });

  it.each([
    { endpoint: "topics.delete", method: "DELETE", url: place.url },
    { endpoint: "topics.deleteMany", method: "POST", url: place.url },
    { endpoint: "fetch", method: "DELETE", url: place.url },
    { endpoint: "fetch", method: "DELETE", url: "https://portal.example/api/v1/storage/folder" },
  ])("claims nothing about what stands in the way of a deletion: %o", (call) => {
    const next = (serverMessage: string) =>
      toFailure(new core.ConflictError("a", { ...answer(409), ...call, serverMessage })).next;
    expect(next("The folder has files that exist elsewhere.")).toMatch(/^Take away what stands in the way/);
    expect(next("Another task is working on it.")).toMatch(/^Another task is working on it/);
  });

  it.each([
    ["This is no backup of a project: the zip has no manifest.json.", "--format VALUE says what is in a zip"],
    ['"manifest.docx" is no zip, which the format Word needs.', "Correct the cause and start again"],
  ])("says what to do about an import that failed: %s", (statusText, next) => {
    const failed = new client.TaskFailedError("k", { isSucceeded: false, statusText });
    expect(toFailure(failed).next).toMatch(new RegExp(`^${next}`));
  });

  it("leaves it to the error what to do about an address that begins with http://", () => {
    const url = "http://localhost:8443/api/v1/projects";
    const { next } = toFailure(new core.ConnectionError("a", { ...place, url, reason: "interrupted", hint: "b" }));
    expect(next).toBe("b");
  });

  it("shows the ids of projects and publications where one was taken for the other", () => {
    const serverMessage = '"guide" is the id of a project; the id of a publication is expected here.';
    const mistaken = new core.BadRequestError("a", { ...answer(400), serverMessage });
    expect(toFailure(mistaken).next).toMatch(/^clickhelp projects list/);
  });

  it("shows what there is to a request that the API does not know", () => {
    const unknown = new core.NotImplementedError("a", { ...answer(501), endpoint: "fetch" });
    expect(toFailure(unknown).next).toMatch(/^clickhelp api --list/);
  });

  it("looks for no wrong letter case where the portal has a full disk", () => {
    const details = { ...answer(500), serverMessage: "The disk of the emulator is full." };
    expect(toFailure(new core.ServerError("a", details)).next).toMatch(/^Make room/);
  });

  it("does not ask for another key where the account is disabled", () => {
    const details = { ...answer(401), serverMessage: "The user account is disabled." };
    expect(toFailure(new core.AuthenticationError("a", details)).next).toBe(
      "An administrator of the portal can enable the account.",
    );
  });

  it("says where read-only mode comes from", () => {
    const refused = new core.ConfigurationError("a", { option: "readOnly", hint: "Turn it off." });
    expect(toFailure(refused).next).toBe(
      "Turn it off where it is on: --read-only, CLICKHELP_READ_ONLY, or readOnly in the profile.",
    );
  });

  it("has the flags of a port only for a port", () => {
    expect(toFailure(new EmulatorError("listen", "a")).next).toContain("--port 0");
    expect(toFailure(new EmulatorError("data-directory", "a. Give another one."))).toMatchObject({
      message: "a.",
      next: expect.stringMatching(/^--data-dir FOLDER names another one\. The sandbox/) as string,
    });
    expect(toFailure(new EmulatorError("data-directory-in-use", "a.b is used. Stop that one."))).toMatchObject({
      message: "a.b is used.",
      next: "Stop that one.\n--data-dir FOLDER names another one.",
    });
  });

  it("says that nothing half-written is left only where something was to be written", () => {
    const whyOf = (action: client.LocalFileAction) =>
      toFailure(new client.LocalFileError("/a", { action, problem: "disk", reason: "the disk reported an error" })).why;
    expect(whyOf("write")).toBe("Nothing half-written is left.");
    expect(whyOf("read")).toBeUndefined();
  });

  it("has a next step even for what no portal does", () => {
    const none = new core.NotImplementedError("a", { ...answer(501), hint: undefined });
    expect(toFailure(none).next).toContain("--format");
  });

  it("sends no control characters of a portal to the terminal", () => {
    const hostile = toFailure(new Error("a\u001B]0;title\u0007\nb"));
    expect(describeFailure(hostile, picocolors.createColors(false))).toBe("error: a]0;title\n       b\n");
    expect(JSON.parse(failureToJson(hostile))).toMatchObject({ message: "a\u001B]0;title\u0007\nb" });
  });

  it("says to look before all else when the change may have been made", () => {
    const hint = "Check the connection and try again.";
    const lost = (maybeApplied: boolean) =>
      toFailure(new core.ConnectionError("a", { ...place, reason: "interrupted", maybeApplied, hint })).next;
    expect(lost(true)).toBe(`The change may have been made all the same: look before you repeat it.\n${hint}`);
    expect(lost(false)).toBe(hint);
  });

  it("can be anything that was thrown", () => {
    expect(toFailure("text")).toMatchObject({ exitCode: 1, message: "text" });
    expect(toFailure(undefined)).toMatchObject({ exitCode: 1, message: "undefined" });
  });
});
