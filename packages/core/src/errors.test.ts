import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { ApiError, apiErrorClass, NotFoundError } from "./api-error.js";
import { ClickHelpError, ConfigurationError, ConnectionError, RequestValidationError } from "./errors.js";

const place = { endpoint: "topics.get", method: "GET", url: "https://docs.example.com/api/v1/x" };
const notFound = new NotFoundError("GET /api/v1/x was answered with 404.", {
  ...place,
  status: 404,
  headers: {},
  body: undefined,
  hint: "Check the id.",
});

describe("an error", () => {
  it("names the setting that is to be mended within its sentence", () => {
    const place = { option: "auth", hint: "Give both." };
    const one = new ConfigurationError("It is missing.", { ...place, variable: "A" });
    expect(one.message).toBe("It is missing (option auth, environment variable A). Give both.");
    const several = new ConfigurationError("It is missing.", { ...place, variable: "A and B" });
    expect(several.summary).toBe("It is missing (option auth, environment variables A and B).");
    expect(new ConfigurationError("It is missing.", place).summary).toBe("It is missing (option auth).");
  });

  it("has the name of its class, also in its stack", () => {
    expect(notFound.name).toBe("NotFoundError");
    expect(notFound.stack).toMatch(/^NotFoundError: GET/);
    expect(new ClickHelpError("x").name).toBe("ClickHelpError");
  });

  it("says what happened and what to do next", () => {
    expect(notFound.message).toBe("GET /api/v1/x was answered with 404. Check the id.");
    expect(notFound.summary).toBe("GET /api/v1/x was answered with 404.");
    expect(notFound.hint).toBe("Check the id.");
  });

  it("warns of a change that may have been made, before it says to try again", () => {
    const details = { ...place, reason: "interrupted", hint: "Try again.", maybeApplied: true } as const;
    const broken = new ConnectionError("POST /api/v1/x got no answer.", details);
    expect(broken.message).toBe(
      "POST /api/v1/x got no answer. The change may have been made all the same: look before you repeat it. Try again.",
    );
    expect([broken.summary, broken.hint]).toEqual(["POST /api/v1/x got no answer.", "Try again."]);
  });

  it("says so once where it is printed", () => {
    expect(inspect(notFound).split("was answered with 404.")).toHaveLength(2);
    expect(inspect(notFound).split("Check the id.")).toHaveLength(2);
  });

  it("is whole as JSON, but for what an answer held", () => {
    const error = new ApiError("GET /api/v1/x was answered with 502.", {
      ...place,
      status: 502,
      headers: { via: "a proxy" },
      body: "a page",
      hint: "Try again.",
    });
    expect(JSON.parse(JSON.stringify({ error }))).toEqual({
      error: {
        name: "ApiError",
        message: "GET /api/v1/x was answered with 502. Try again.",
        hint: "Try again.",
        code: "api",
        maybeApplied: false,
        ...place,
        status: 502,
      },
    });
  });

  it("is recognised as its class and those above, and as nothing else", () => {
    expect(NotFoundError.isInstance(notFound)).toBe(true);
    expect(ApiError.isInstance(notFound)).toBe(true);
    expect(ClickHelpError.isInstance(notFound)).toBe(true);
    expect(ConfigurationError.isInstance(notFound)).toBe(false);
    expect(NotFoundError.isInstance(new ConfigurationError("x", { option: "y", hint: "z" }))).toBe(false);
    for (const value of [undefined, null, "error", new Error("x"), {}]) expect(ApiError.isInstance(value)).toBe(false);
  });

  it("is recognised, too, by what is passed on without its class", () => {
    expect([new Error("x"), notFound].filter(NotFoundError.isInstance)).toEqual([notFound]);
  });

  it("is recognised when another copy of this package made it", () => {
    const copied: unknown = Object.defineProperty(new Error("x"), Symbol.for("@clickhelp-js/error"), {
      value: ["NotFoundError", "ApiError", "ClickHelpError"],
    });
    expect(copied).not.toBeInstanceOf(ClickHelpError);
    expect(ApiError.isInstance(copied)).toBe(true);
  });

  it("ends what others said as a sentence before its own advice", () => {
    const error = new ClickHelpError("It was answered with 404: gone", { hint: "Look elsewhere." });
    expect(error.message).toBe("It was answered with 404: gone. Look elsewhere.");
    expect(new ClickHelpError("Really?").message).toBe("Really?");
  });

  it("can be extended by the layers above", () => {
    class TaskGoneError extends ClickHelpError {
      static override readonly errorName: string = "TaskGoneError";
      override readonly code = "task-gone";
    }
    const error = new TaskGoneError("Gone.");
    expect(error.name).toBe("TaskGoneError");
    expect(TaskGoneError.isInstance(error) && ClickHelpError.isInstance(error)).toBe(true);
    expect(TaskGoneError.isInstance(notFound)).toBe(false);
  });

  it("keeps its cause", () => {
    const cause = new Error("below");
    expect(new ClickHelpError("x", { cause }).cause).toBe(cause);
    expect(new ClickHelpError("x")).not.toHaveProperty("cause");
  });
});

describe("the class of an error status", () => {
  it.each([
    [400, "BadRequestError"],
    [401, "AuthenticationError"],
    [403, "PermissionError"],
    [404, "NotFoundError"],
    [409, "ConflictError"],
    [429, "RateLimitError"],
    [500, "ServerError"],
    [501, "NotImplementedError"],
    [503, "ServerError"],
    [418, "ApiError"],
  ])("%i is %s", (status, name) => {
    expect(apiErrorClass(status).errorName).toBe(name);
  });
});

describe("RequestValidationError", () => {
  it("lists the first issues and counts the others", () => {
    const issues = Array.from({ length: 7 }, (_, index) => ({ path: `field${index}`, message: "is missing" }));
    const error = new RequestValidationError("topics.create", issues);
    expect(error.message).toContain("topics.create");
    expect(error.message).toContain("field0 is missing; field1 is missing");
    expect(error.message).toContain("and 2 more");
    expect(error.issues).toHaveLength(7);
  });

  it("keeps the first hundred issues", () => {
    const issues = Array.from({ length: 150 }, (_, index) => ({ path: `[${index}]`, message: "is missing" }));
    const error = new RequestValidationError("topics.create", issues);
    expect(error.message).toContain("and 145 more");
    expect(error.issues).toEqual(issues.slice(0, 100));
  });
});
