/** What the process of the bare server is told, and what it says. */
import { startWorker, type Worker } from "../worker.ts";
import type { Operation } from "./requests.ts";

export interface HonoCommand {
  /** PEM file with a certificate and its key. */
  readonly pairFile: string;
  /** What it answers as JSON. */
  readonly answers: Readonly<Record<Operation, unknown>>;
}

export interface HonoReply {
  readonly port: number;
}

export function startHono(): Worker<HonoCommand, HonoReply> {
  return startWorker("./emulator/hono-process.ts");
}
