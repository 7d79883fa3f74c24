import { NotFoundError, PermissionError } from "@clickhelp-js/core";
import { expect, it } from "vitest";
import { createFakePortal, errorAnswer } from "../test/fake-portal.js";
import { orUndefined } from "./or-undefined.js";

it("gives undefined for the errors that it is given, and throws the others", async () => {
  const project = { projectId: "p" };
  for (const [status, expected] of [
    [404, undefined],
    [403, undefined],
    [409, "ConflictError"],
  ] as const) {
    const { client } = createFakePortal({ "GET projects/p": () => errorAnswer(status) });
    const found = orUndefined(client.projects.get(project), NotFoundError, PermissionError);
    expect(await found.catch((error: unknown) => (error as Error).name)).toBe(expected);
  }
  const { client } = createFakePortal({ "GET projects/p": () => errorAnswer(403) });
  await expect(orUndefined(client.projects.get(project), NotFoundError)).rejects.toThrow(PermissionError);
});
