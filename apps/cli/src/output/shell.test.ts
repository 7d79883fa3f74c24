import { expect, it } from "vitest";
import { shellOf } from "./shell.js";

it.each([
  ["linux", "export A=https://localhost:1", "export A='C:\\a b'", "'it'\\''s'", "curl", "\\"],
  ["darwin", "export A=https://localhost:1", "export A='C:\\a b'", "'it'\\''s'", "curl", "\\"],
  ["win32", "$env:A = 'https://localhost:1'", "$env:A = 'C:\\a b'", "'it''s'", "curl.exe", "`"],
] as const)(
  "lines for people on %s are those of their shell",
  (platform, plain, folder, quoted, curl, continuation) => {
    const shell = shellOf(platform);
    expect(shell.assign("A", "https://localhost:1")).toBe(plain);
    expect(shell.assign("A", "C:\\a b")).toBe(folder);
    expect(shell.quote("it's")).toBe(quoted);
    expect(shell.quote("storage/a%20b.zip")).toBe("storage/a%20b.zip");
    expect(shell.curl).toBe(curl);
    expect(shell.continuation).toBe(continuation);
  },
);
