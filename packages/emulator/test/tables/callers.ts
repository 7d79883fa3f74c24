/** The callers of the permission table, and a portal that answers them. */
import { basic, createTestPortal, type CallOptions, type TestPortal } from "../test-portal.js";

/** Column by column: what the caller is, and how the call is made. */
export const callers: readonly (readonly [name: string, options: CallOptions])[] = [
  ["administrator", { as: "admin" }],
  ["author", { as: "author" }],
  ["reviewer", { as: "reviewer" }],
  ["reviewer of the group", { as: "partner" }],
  ["no role", { as: "newcomer" }],
  ["power reader", { as: "former" }],
  ["disabled", { as: "disabled" }],
  ["wrong key", { headers: { Authorization: basic("admin", "wrong") } }],
  ["anonymous", { as: null }],
];

export { createTestPortal, type TestPortal };
