/** The accounts that every seed has, and those that the sample portal adds to try permissions with. */
import type { WholeUser } from "./portal-seed.js";

/** The account that can do everything. */
export const administrator = {
  login: "admin",
  apiKey: "emulator-admin-key",
  password: "emulator-admin-password",
  purpose: "Administrator: may do everything.",
  userType: "Contributor",
  userRole: "Administrator",
  email: "admin@portal.example",
  firstName: "Ada",
  lastName: "Minster",
} satisfies WholeUser;

/** One account for each way in which a portal can treat a caller. */
export const wellKnownUsers: readonly WholeUser[] = [
  administrator,
  {
    login: "author",
    apiKey: "emulator-author-key",
    password: "emulator-author-password",
    purpose: "Author: writes, publishes and exports.",
    userType: "Contributor",
    userRole: "Writer",
    email: "author@portal.example",
    firstName: "Arthur",
    lastName: "Wright",
  },
  {
    login: "reviewer",
    apiKey: "emulator-reviewer-key",
    password: "emulator-reviewer-password",
    purpose: "Reviewer: reads, changes the status of topics, makes login links; other changes are answered with 403.",
    userType: "Contributor",
    userRole: "Reviewer",
    email: "reviewer@portal.example",
    firstName: "Rhea",
    lastName: "Viewer",
  },
  {
    login: "disabled",
    apiKey: "emulator-disabled-key",
    password: "emulator-disabled-password",
    purpose: "Disabled contributor: the right key is answered with 401.",
    userType: "Contributor",
    userRole: "Writer",
    isEnabled: false,
    email: "disabled@portal.example",
    firstName: "Dora",
    lastName: "Gone",
  },
  {
    login: "former",
    apiKey: "emulator-former-key",
    password: "emulator-former-password",
    purpose: "Former contributor, now a power reader: the key is known, but answered with 403.",
    userType: "PowerReader",
    userRole: "Partners",
    email: "former@portal.example",
    firstName: "Flora",
    lastName: "Merriweather",
  },
  {
    login: "reader",
    apiKey: null,
    password: "emulator-reader-password",
    purpose: "Power reader of the group Partners: reads restricted publications in a browser, has no key.",
    userType: "PowerReader",
    userRole: "Partners",
    email: "reader@portal.example",
    firstName: "Reed",
    lastName: "Pagewell",
  },
];
