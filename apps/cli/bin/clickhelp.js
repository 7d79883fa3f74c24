#!/usr/bin/env node
// Checks Node's version before anything is imported that an older one could not even read.
const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 22 || (major === 22 && minor < 20)) {
  process.stderr.write(
    `error: clickhelp needs Node.js 22.20 or newer, this is ${process.versions.node}.\n next: https://nodejs.org/\n`,
  );
  process.exit(1);
}
// Of both, FORCE_COLOR decides, and Node.js would complain of it on standard error. An empty one counts as absent.
delete process.env[process.env.FORCE_COLOR ? "NO_COLOR" : "FORCE_COLOR"];
const { enableCompileCache } = await import("node:module");
enableCompileCache();
await import("../dist/main.js");
