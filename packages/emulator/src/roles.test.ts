import { expect, test } from "vitest";
import { parseRoles } from "./roles.js";

test.each([
  [null, "none", []],
  ["", "none", []],
  ["Partners", "none", ["Partners"]],
  ["Administrator", "administrator", []],
  ["Group A, Group B,Reviewer", "reviewer", ["Group A", "Group B"]],
  ["Reviewer,Writer", "author", []],
  ["Auther", "none", ["Auther"]],
  ["reviewer", "none", ["reviewer"]],
  ["constructor", "none", ["constructor"]],
])("%j means the role %s and the groups %j", (userRole, role, groups) => {
  expect(parseRoles(userRole)).toEqual({ role, groups });
});
