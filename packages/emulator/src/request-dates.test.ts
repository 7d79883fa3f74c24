import { expect, test } from "vitest";
import { createTestPortal, fields, message } from "../test/test-portal.js";

const portal = createTestPortal();

test.each([
  ["9999-12-31T23:59:59-12:00", "must be in the years 0 to 9999, in GMT"],
  ["/Date(253402300800000)/", "must be in the years 0 to 9999, in GMT"],
  ["/Date(99999999999999999999)/", "must be a date such as 2077-07-07T02:35:00."],
  ["2027-02-30T00:00:00", "names a day that its month does not have"],
  ["2027-02-29", "names a day that its month does not have"],
  ["2027-04-31T00:00:00+02:00", "names a day that its month does not have"],
  ["tomorrow", "must be a date such as 2077-07-07T02:35:00."],
  ["2077-07-07 02:35:00", "must be a date such as 2077-07-07T02:35:00."],
  ["2077-07-07T02:35:00 03:00", 'must be a date such as 2077-07-07T02:35:00: the "+" of its zone came as a space'],
])("%s is no moment for the end of a token", async (text, problem) => {
  const reply = await portal.call(`GET users/reader/tokens?exp=${encodeURIComponent(text)}`);
  const sentence = `The query parameter "exp" is not valid: ${problem}`;
  expect([reply.status, message(reply)]).toEqual([400, expect.stringContaining(sentence)]);
});

test("a zone whose sign was sent as it is, is explained", async () => {
  const reply = await portal.call("GET users/reader/tokens?exp=2077-07-07T02:35:00+03:00");
  expect([reply.status, message(reply)]).toEqual([400, expect.stringContaining("write it as %2B")]);
});

test.each([
  ["9999-12-31T23:59:59", "9999-12-31T23:59:59Z"],
  ["2028-02-29T12:00:00", "2028-02-29T12:00:00Z"],
  ["2077-07-07T02:35:00%2B03:00", "2077-07-06T23:35:00Z"],
])("%s is one", async (text, expirationDate) => {
  const reply = await portal.call(`GET users/reader/tokens?exp=${text}`);
  expect(fields(reply.json)).toMatchObject({ expirationDate });
});

test("each end of a period has to be a moment, and each that is none is named", async () => {
  const period = "startDate=2026-02-30T00:00:00&endDate=9999-12-31T23:59:59-14:00";
  const reply = await portal.call(`GET reports/user-events/-/articles?${period}`);
  expect([reply.status, message(reply)]).toEqual([400, expect.stringMatching(/"startDate" is.*"endDate" is/)]);
});
