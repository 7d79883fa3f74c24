/** Ours on undici, as Node.js programs can have it. */
import { createNodeFetch } from "@clickhelp-js/core/node";
import { connectWith } from "./clickhelp.ts";
import type { Connect } from "./client.ts";

export const connect: Connect = (origin) => connectWith(origin, createNodeFetch());
