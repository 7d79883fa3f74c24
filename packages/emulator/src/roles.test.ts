import { expect, test } from "vitest";
import { parseRoles } from "./roles.js";

test.each([
  [null, "author", []],
  ["", "author", []],
  ["Administrator", "administrator", []],
  ["Group A, Group B,Reviewer", "reviewer", ["Group A", "Group B"]],
  ["Reviewer,Writer", "author", []],
  ["reviewer", "author", ["reviewer"]],
  ["constructor", "author", ["constructor"]],
])("%j means the role %s and the groups %j", (userRole, role, groups) => {
  expect(parseRoles(userRole)).toEqual({ role, groups });
});
