/**
 * What readers looked for and read on the pages of publications. Programs that use the API make no such events: the
 * documentation speaks of readers alone.
 */
import { reports } from "@clickhelp-js/protocol";
import { badRequest, notFound } from "../api-error.js";
import { mapBatches } from "../batches.js";
import { anonymousReaders } from "../check-id.js";
import { findReadable } from "../permissions.js";
import { implement, type Call } from "../portal.js";
import { toApiUrl } from "../represent.js";
import type { EventPeriod } from "../store/reader-events.js";

function toPeriod({ portal }: Call, { login, startDate, endDate }: EventPeriod & { login: string }): EventPeriod {
  if (login !== anonymousReaders && !portal.store.users.get(login)) {
    throw notFound(`There is no user with the login "${login}".`);
  }
  if (startDate > endDate) throw badRequest('"startDate" is after "endDate".');
  return { login: login === anonymousReaders ? null : login, startDate, endDate };
}

const searchQueries = implement(reports.searchQueries, (call, input) => {
  const { store } = call.portal;
  const { projectId } = input;
  const period = toPeriod(call, input);
  if (projectId !== undefined) findReadable(store.projects, projectId, call.caller);
  return { batches: store.readerEvents.searchQueries({ ...period, projectId }) };
});

const topicViews = implement(reports.topicViews, (call, input) => {
  const batches = mapBatches(call.portal.store.readerEvents.topicViews(toPeriod(call, input)), (views) =>
    views.map(({ actionType, dateTime, projectId, topicId, referrerUrl }) => {
      // The address in the API is relative: it says nothing of the host.
      return { actionType, dateTime, href: toApiUrl("", "projects", projectId, "articles", topicId), referrerUrl };
    }),
  );
  return { batches };
});

export const reportHandlers = [searchQueries, topicViews];
