/** All benchmarks, in the order in which they are run and shown. */
import { bulk } from "./bulk.ts";
import { calls } from "./calls.ts";
import { cli } from "./cli.ts";
import { emulator } from "./emulator.ts";
import { files } from "./files.ts";
import { install } from "./install.ts";
import type { Bench } from "./result.ts";
import { size } from "./size.ts";
import { types } from "./types.ts";

export const benches: readonly Bench[] = [calls, bulk, files, size, types, install, cli, emulator];
