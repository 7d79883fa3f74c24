/** The floor: Hono with the same routes, which reads what comes, does nothing, and answers with as much. */
import { readFileSync } from "node:fs";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import { Hono } from "hono";
import { serveCommands } from "../worker.ts";
import type { HonoCommand, HonoReply } from "./hono-worker.ts";

serveCommands(async ({ pairFile, answers }: HonoCommand): Promise<HonoReply> => {
  const topics = "/api/v1/projects/:project/articles";
  const app = new Hono();
  app.get(`${topics}/:topic`, (context) => context.json(answers.get));
  app.patch(`${topics}/:topic`, async (context) => {
    await context.req.json();
    return context.json(answers.update);
  });
  app.post(topics, async (context) => {
    await context.req.json();
    return context.json(answers.create, 201);
  });
  const pair = readFileSync(pairFile);
  const serverOptions = { key: pair, cert: pair, keepAliveTimeout: 120_000 };
  const server = createAdaptorServer({ fetch: app.fetch, createServer, serverOptions });
  await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
  return { port: (server.address() as AddressInfo).port };
});
