import { expect, test } from "vitest";
import { createTestPortal } from "../../test/test-portal.js";

const size = 600_000;

test("a download breaks off when the portal is reset, whatever is stored in it then", async () => {
  const portal = createTestPortal();
  const upload = async (letter: string) => {
    const content = Buffer.alloc(size, letter).toString("base64");
    expect((await portal.call("POST storage/data.txt?format=base64", { body: { content } })).status).toBe(201);
  };
  await upload("a");
  const response = await portal.emulator.fetch(new Request("https://portal.example/resources/Storage/data.txt"));
  portal.emulator.reset();
  await upload("b");
  await expect(response.text()).rejects.toThrow("was replaced or deleted");
});
