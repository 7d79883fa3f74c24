/** Where settings come from, and which place wins. */
import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../../test/run.js";
import { readEnvironment, type EnvironmentVariables } from "./environment.js";
import { checkLentCredentials } from "./lent-credentials.js";
import { resolveSettings, type SettingsInput } from "./settings.js";

type FlagInput = Partial<SettingsInput["flags"]>;

function resolve(folder: string, flags: FlagInput = {}, variables: EnvironmentVariables = {}, stdin = "") {
  return resolveSettings({
    flags: { apiKeyStdin: false, ...none, ...flags },
    environment: readEnvironment({ CLICKHELP_CONFIG_DIR: folder, ...variables }),
    cwd: folder,
    readStdin: () => Promise.resolve(stdin),
  });
}
const none = { portal: undefined, username: undefined, apiKeyFile: undefined, profile: undefined, cacert: undefined };

function writeProfile(folder: string, profile: object) {
  writeFileSync(join(folder, "config.json"), JSON.stringify({ currentProfile: "work", profiles: { work: profile } }));
}

describe("the portal", () => {
  it("comes from the flag, the environment, the project file and the profile, in this order", async () => {
    const folder = temporaryFolder();
    const portalOf = async (flags?: FlagInput, variables?: EnvironmentVariables) =>
      (await resolve(folder, flags, variables)).portal;
    expect(await portalOf()).toBeUndefined();
    writeProfile(folder, { portal: "d" });
    expect(await portalOf()).toMatchObject({ value: "d", source: "the profile work" });
    writeFileSync(join(folder, "clickhelp.config.yaml"), "portal: c\n");
    expect(await portalOf()).toMatchObject({ value: "c" });
    expect(await portalOf({}, { CLICKHELP_PORTAL_URL: "b" })).toMatchObject({ value: "b" });
    expect(await portalOf({ portal: "a" }, { CLICKHELP_PORTAL_URL: "b" })).toEqual({ value: "a", source: "--portal" });
  });

  it("is not taken from an empty variable", async () => {
    const folder = temporaryFolder();
    writeProfile(folder, { portal: "d" });
    const { portal, variables } = await resolve(folder, {}, { CLICKHELP_PORTAL_URL: "" });
    expect(portal?.value).toBe("d");
    expect(variables.CLICKHELP_PORTAL_URL).toBe("d");
  });
});

describe("the API key", () => {
  const keyOf = async (...input: Parameters<typeof resolve>) => {
    const { variables, apiKeySource } = await resolve(...input);
    return [variables.CLICKHELP_API_KEY, apiKeySource];
  };

  it("comes from standard input, a file, the environment, its file and the profile, in this order", async () => {
    const folder = temporaryFolder();
    const file = join(folder, "key");
    writeFileSync(file, "from-file\n");
    writeProfile(folder, { apiKey: "from-profile" });
    expect(await keyOf(folder)).toEqual(["from-profile", "the profile work"]);
    const variables = { CLICKHELP_API_KEY_FILE: file };
    expect(await keyOf(folder, {}, variables)).toEqual(["from-file", `the file ${file}`]);
    const both = { ...variables, CLICKHELP_API_KEY: "from-variable" };
    expect(await keyOf(folder, {}, both)).toEqual(["from-variable", "the environment variable CLICKHELP_API_KEY"]);
    expect(await keyOf(folder, { apiKeyFile: "key" }, both)).toEqual(["from-file", "the file key"]);
    expect(await keyOf(folder, { apiKeyStdin: true }, both, "\uFEFFfrom-stdin \r\nrest")).toEqual([
      "from-stdin",
      "standard input",
    ]);
  });

  it("must be there where it is said to be", async () => {
    const folder = temporaryFolder();
    await expect(resolve(folder, { apiKeyFile: "nowhere" })).rejects.toThrow("cannot be read");
    await expect(resolve(folder, { apiKeyStdin: true })).rejects.toThrow("no API key in standard input");
  });
});

describe("the project file", () => {
  it("is found in a folder above", async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "clickhelp.config.yaml"), "project: project-guide\n");
    const below = join(folder, "a", "b");
    mkdirSync(below, { recursive: true });
    expect((await resolve(below)).project).toBe("project-guide");
  });

  it("may name a project whose id is digits", async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "clickhelp.config.yaml"), "project: 007\n");
    expect((await resolve(folder)).project).toBe("007");
  });

  it.each(["apiKey: x", "api-key: x", "password: x", "portal: a\ntoken: x"])("may hold no secret: %s", async (text) => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "clickhelp.config.yaml"), text);
    await expect(resolve(folder)).rejects.toThrow("must hold no secret");
  });

  it.each([
    ["prtal: x", 'Unrecognized key: "prtal"'],
    ["project: a\nportal: [", "is not valid YAML in line 2."],
    ["portal: [a]", "portal: Invalid input"],
    ["project:", "project: Invalid input"],
    ["portal: ~", "portal: Invalid input"],
    ['portal: ""', "portal: Too small"],
  ])("is checked: %s", async (text, message) => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "clickhelp.config.yaml"), text);
    await expect(resolve(folder)).rejects.toThrow(message);
  });
});

describe("a profile", () => {
  it("can be chosen by flag or variable", async () => {
    const folder = temporaryFolder();
    const profiles = { a: { portal: "a" }, b: { portal: "b" } };
    writeFileSync(join(folder, "config.json"), JSON.stringify({ profiles }));
    expect((await resolve(folder)).portal).toBeUndefined();
    expect((await resolve(folder, { profile: "a" }, { CLICKHELP_PROFILE: "b" })).portal?.value).toBe("a");
  });

  it("goes before the environment and the project file where a flag names it", async () => {
    const folder = temporaryFolder();
    writeProfile(folder, { portal: "staging", username: "ann", apiKey: "k" });
    writeFileSync(join(folder, "clickhelp.config.yaml"), "portal: c\n");
    const production = {
      ...{ CLICKHELP_PORTAL_URL: "live", CLICKHELP_USERNAME: "bob", CLICKHELP_API_KEY: "l" },
      CLICKHELP_API_KEY_FILE: "nowhere",
    };
    const chosenBy = async (flags: FlagInput, variables?: EnvironmentVariables) => {
      const settled = await resolve(folder, flags, { ...production, ...variables }, "key\n");
      const { CLICKHELP_PORTAL_URL, CLICKHELP_USERNAME, CLICKHELP_API_KEY } = settled.variables;
      return [CLICKHELP_PORTAL_URL, CLICKHELP_USERNAME, CLICKHELP_API_KEY];
    };
    expect(await chosenBy({ profile: "work" })).toEqual(["staging", "ann", "k"]);
    expect(await chosenBy({}, { CLICKHELP_PROFILE: "work" })).toEqual(["live", "bob", "l"]);
    const flags = { portal: "a", username: "eve", apiKeyStdin: true };
    expect(await chosenBy({ profile: "work", ...flags })).toEqual(["a", "eve", "key"]);
    await expect(resolve(folder, { profile: "work", portal: "a" }).then(checkLentCredentials)).rejects.toThrow(
      "--portal",
    );
    writeProfile(folder, { username: "ann", apiKey: "k" });
    const withoutPortal = resolve(folder, { profile: "work" }, production);
    await expect(withoutPortal.then(checkLentCredentials)).rejects.toThrow("names no portal");
  });

  it("is not sent the credentials of the environment where that names another portal", async () => {
    const folder = temporaryFolder();
    const live = { CLICKHELP_PORTAL_URL: "live", CLICKHELP_USERNAME: "bob", CLICKHELP_API_KEY: "l" };
    const check = async (profile: object, flags: FlagInput = {}, variables: EnvironmentVariables = live) => {
      writeProfile(folder, profile);
      await checkLentCredentials(await resolve(folder, { profile: "work", ...flags }, variables, "key\n"));
    };
    const message = /staging.* comes from the profile work, but .* the environment, which belongs to https:\/\/live/;
    await expect(check({ portal: "staging" })).rejects.toThrow(message);
    await expect(check({ portal: "staging", username: "ann" })).rejects.toThrow(message);
    await expect(check({ portal: "staging", apiKey: "k" })).rejects.toThrow(message);
    await check({ portal: "staging", username: "ann", apiKey: "k" });
    await check({ portal: "staging", username: "ann" }, { apiKeyStdin: true });
    await check({ portal: "https://live.clickhelp.co" });
    await check({ portal: "staging" }, {}, { ...live, CLICKHELP_PORTAL_URL: "" });
  });

  it("lends its credentials to its own portal only", async () => {
    const folder = temporaryFolder();
    writeProfile(folder, { portal: "work", username: "ann", apiKey: "k" });
    const check = async (...rest: [FlagInput?, EnvironmentVariables?]) =>
      checkLentCredentials(await resolve(folder, ...rest));
    await check();
    await check({ portal: "https://work.clickhelp.co/" });
    await expect(check({ portal: "other" })).rejects.toThrow(/other\.clickhelp\.co comes from --portal,.+profile work/);
    await expect(check({}, { CLICKHELP_PORTAL_URL: "other" })).rejects.toThrow("CLICKHELP_PORTAL_URL");
    writeFileSync(join(folder, "clickhelp.config.yaml"), "portal: evil.example.com\n");
    await expect(check()).rejects.toThrow(/evil\.example\.com comes from .+clickhelp\.config\.yaml/);
    await expect(check({}, { CLICKHELP_API_KEY: "k" })).rejects.toThrow("evil");
    await expect(check({}, { CLICKHELP_USERNAME: "ann" })).rejects.toThrow("evil");
    await check({}, { CLICKHELP_USERNAME: "ann", CLICKHELP_API_KEY: "k" });
    writeFileSync(join(folder, "key"), "from-file\n");
    writeProfile(folder, { portal: "work", apiKeyFile: "key" });
    await expect(check({ username: "ann" })).rejects.toThrow("evil");
    writeProfile(folder, { username: "ann", apiKey: "k" });
    await expect(check()).rejects.toThrow("names no portal");
  });

  it("must exist when it is named", async () => {
    await expect(resolve(temporaryFolder(), { profile: "home" })).rejects.toThrow('no profile "home"');
  });

  it("is not read from a broken file", async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "config.json"), "{");
    chmodSync(join(folder, "config.json"), 0o600);
    await expect(resolve(folder)).rejects.toThrow("it is not valid JSON");
  });
});

describe("the environment", () => {
  it.each([
    ["1", true],
    ["TRUE", true],
    ["api", true],
    ["0", false],
    ["off", false],
    ["2", false],
    ["", false],
  ])("turns debugging on with the words for it only: %j", (value, debug) => {
    expect(readEnvironment({ CLICKHELP_DEBUG: value }).debug).toBe(debug);
  });

  it("decides about colour", () => {
    const color = (variables: EnvironmentVariables) => readEnvironment(variables).color;
    expect(color({})).toBeUndefined();
    expect(color({ NO_COLOR: "1" })).toBe(false);
    expect(color({ NO_COLOR: "" })).toBeUndefined();
    expect(color({ NO_COLOR: "1", FORCE_COLOR: "1" })).toBe(true);
    expect(color({ FORCE_COLOR: "0" })).toBe(false);
  });

  it("says where files are kept, on each system", () => {
    const folders = (variables: EnvironmentVariables, platform: NodeJS.Platform) => {
      const { configFolder, stateFolder } = readEnvironment(variables, platform);
      return [configFolder, stateFolder];
    };
    expect(folders({ HOME: "/h" }, "linux")).toEqual(["/h/.config/clickhelp", "/h/.local/state/clickhelp"]);
    expect(folders({ XDG_CONFIG_HOME: "/c", XDG_STATE_HOME: "/s" }, "linux")).toEqual(["/c/clickhelp", "/s/clickhelp"]);
    expect(folders({ APPDATA: "/r", LOCALAPPDATA: "/l" }, "win32")).toEqual(["/r/clickhelp", "/l/clickhelp"]);
  });
});
