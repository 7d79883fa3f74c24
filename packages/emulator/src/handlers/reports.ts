/**
 * What readers looked for and read. Only readers on the pages of a publication make such events, not programs that use the
 * API, and this portal has no such pages yet: the lists are empty.
 */
import { reports } from "@clickhelp-js/protocol";
import { badRequest, notFound } from "../api-error.js";
import { findReadable } from "../permissions.js";
import { implement, type Call } from "../portal.js";

/** Stands for all readers who are not logged in. */
const anonymousReaders = "-";

interface Period {
  readonly login: string;
  readonly startDate: Date;
  readonly endDate: Date;
}

function check({ portal }: Call, { login, startDate, endDate }: Period): void {
  if (login !== anonymousReaders && !portal.store.users.get(login)) {
    throw notFound(`There is no user with the login "${login}".`);
  }
  if (startDate > endDate) throw badRequest('"startDate" is after "endDate".');
}

const searchQueries = implement(reports.searchQueries, (call, input) => {
  check(call, input);
  if (input.projectId !== undefined) findReadable(call.portal.store.projects, input.projectId, call.caller);
  return { value: [] };
});

const topicViews = implement(reports.topicViews, (call, input) => {
  check(call, input);
  return { value: [] };
});

export const reportHandlers = [searchQueries, topicViews];
