import { mergeConfig } from "vitest/config";
import { shared } from "../../vitest.shared.ts";

// Threads and child processes that tests start run the sources, as the tests do.
const hooks = new URL("./test/source-hooks.ts", import.meta.url).href;

// These take longer than those of all other packages: by one worker, they would be what is waited for.
export default mergeConfig(shared, { test: { execArgv: ["--import", hooks], maxWorkers: 2 } });
