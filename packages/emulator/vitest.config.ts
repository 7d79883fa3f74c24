import { mergeConfig } from "vitest/config";
import { shared } from "../../vitest.shared.ts";

// Threads and child processes that tests start run the sources, as the tests do.
const hooks = new URL("./test/source-hooks.ts", import.meta.url).href;

export default mergeConfig(shared, { test: { execArgv: ["--import", hooks] } });
