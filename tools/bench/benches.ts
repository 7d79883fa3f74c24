/** All benchmarks, in the order in which they are run and shown. */
import { bulk } from "./bulk.ts";
import { calls } from "./calls.ts";
import { files } from "./files.ts";
import type { Bench } from "./result.ts";
import { size } from "./size.ts";

export const benches: readonly Bench[] = [calls, bulk, files, size];
