import { expect, it, vi } from "vitest";
import { fetchSecurely } from "./tls-floor.js";

it("a runtime that only resembles Node.js has the floor of its own fetch", async () => {
  vi.spyOn(process, "getBuiltinModule").mockReturnValue(undefined);
  vi.stubGlobal("fetch", () => Promise.resolve(new Response("sent")));
  const response = await fetchSecurely("https://portal.example/", {});
  expect(await response.text()).toBe("sent");
});
