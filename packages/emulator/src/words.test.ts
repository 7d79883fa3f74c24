import { expect, test } from "vitest";
import { createTestPortal, message } from "../test/test-portal.js";

const portal = createTestPortal();
const loose = createTestPortal({ strict: false });

const importing = "POST projects/manual?action=import&format=base64";
const file = { importFormat: "AutoDocs", inputFileName: "a.yaml", inputFileContent: "IyBIaQ==" };
const options = (fields: object) => ({ ...file, options: { __type: "AutoDocsImportOptions", ...fields } });
const user = (userName: string) => ({ userName, userInfo: { email: "m@portal.example" } });

test.each<[request: string, body: unknown, status: number, sentence: string]>([
  [
    importing,
    options({ splitModeType: "bad" }),
    400,
    'The field "options.splitModeType" is not valid: must be one of: GroupMethods, SeparateTopics, SingleTopic.',
  ],
  [
    importing,
    options({ splitModeType: "singletopic" }),
    500,
    'Values are case-sensitive: "options.splitModeType" must be SingleTopic, not "singletopic".',
  ],
  [importing, options({ isFast: true }), 400, 'The field "options" is not valid: unknown field "isFast".'],
  [
    importing,
    { ...file, options: { __type: "Options" } },
    400,
    'The field "options" is not valid: must be options of an import format: __type names their kind, such as "WordImportOptions".',
  ],
  ["POST users", [], 400, "The body is not valid: must not be empty."],
  ["POST users", [1], 400, 'The list item "0" is not valid: must be an object.'],
  ["POST users", [user("m1"), {}], 400, 'The list item "1.userName" is required.'],
  ["POST users", [user("m1"), user("m1")], 409, 'The login "m1" stands more than once in the list.'],
  [
    "POST projects/manual?action=publish",
    { pubId: "other", updatedPubId: "manual-public", pubName: "Other" },
    400,
    'The fields "pubId" and "updatedPubId" exclude each other. Leave one of them out.',
  ],
  [
    `POST storage/${"x".repeat(256)}?format=base64`,
    {},
    400,
    "The path is not valid in Storage: a name is longer than 255 characters.",
  ],
  [
    `POST storage/${"x/".repeat(600)}x?format=base64`,
    {},
    400,
    "The path is too long for Storage: at most 1000 characters.",
  ],
])("%s of %j is answered with %i and the place that is wrong", async (request, body, status, sentence) => {
  const reply = await portal.call(request, { body });
  expect([reply.status, message(reply).slice(0, sentence.length)]).toEqual([status, sentence]);
});

test("an emulator that is loose ignores what is unknown in options, too, and not what is wrong in them", async () => {
  expect((await loose.call(importing, { body: options({ isFast: true }) })).status).toBe(200);
  const wrong = await loose.call(importing, { body: options({ isFast: true, splitModeType: "bad" }) });
  expect([wrong.status, message(wrong)]).toEqual([400, expect.stringContaining("GroupMethods")]);
});
