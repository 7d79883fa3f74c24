import { describe, expect, it } from "vitest";
import { createFakePortal } from "../../test/fake-portal.js";
import { RequestValidationError } from "../index.js";

const token = "SMxf5RlJ586y4iYWemQyECH51ueoOdBF";
const answers = {
  "GET users/ravi/tokens": () => ({
    token,
    userName: "ravi",
    expirationDate: "2077-07-07T02:35:00Z",
    isMultiUse: false,
  }),
};

describe("users.loginLink", () => {
  it("adds a new token to the link", async () => {
    const { client, calls } = createFakePortal(answers);
    const link = "https://portal.test/articles/manual/intro?lang=en#top";
    expect(await client.users.loginLink({ login: "ravi", link })).toEqual({
      link: `https://portal.test/articles/manual/intro?lang=en&t=${token}#top`,
      expirationDate: new Date("2077-07-07T02:35:00Z"),
      isMultiUse: false,
    });
    expect(calls[0]?.path).toBe("users/ravi/tokens?muse=false");
  });

  it("takes the path of a link, and passes on how long the token shall work", async () => {
    const { client, calls } = createFakePortal(answers);
    const exp = new Date("2077-07-07T02:35:00Z");
    const { link } = await client.users.loginLink({ login: "ravi", link: "/smart/manual/intro", exp, muse: true });
    expect(link).toBe(`https://portal.test/smart/manual/intro?t=${token}`);
    expect(calls[0]?.path).toBe("users/ravi/tokens?exp=2077-07-07T02%3A35%3A00&muse=true");
  });

  it.each([
    "https://portal.example/articles/a",
    "http://portal.test/a",
    "//portal.example/a",
    "\\\\portal.example\\a",
    "https://anna:secret@portal.test/a",
    "blob:https://portal.test/a",
    "javascript:alert(1)",
  ])("makes no token for %s, which would be told it", async (link) => {
    const { client, calls } = createFakePortal(answers);
    await expect(client.users.loginLink({ login: "ravi", link })).rejects.toThrow(RequestValidationError);
    expect(calls).toEqual([]);
  });

  it.each<[what: string, input: object, words: string]>([
    ["without a link", { login: "ravi" }, "link is missing"],
    ["with a field that it does not know", { login: "ravi", link: "/a", path: "/b" }, "path is not known here"],
  ])("makes no token %s", async (_what, input, words) => {
    const { client, calls } = createFakePortal(answers);
    // @ts-expect-error -- as programs in JavaScript may call it
    await expect(client.users.loginLink(input)).rejects.toThrow(words);
    expect(calls).toEqual([]);
  });
});
