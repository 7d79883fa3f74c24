/** Child processes that do what they are told, one command at a time. */
import { fork } from "node:child_process";
import { once } from "node:events";
import { inspect } from "node:util";

export interface Worker<TCommand, TReply> extends AsyncDisposable {
  /** Gives the reply to one command. Throws what the worker throws. */
  ask(command: TCommand): Promise<TReply>;
}

type Outcome<T> = { readonly reply: T } | { readonly failure: string };

/** Starts a module of this folder in a process of its own; it answers commands with `serveCommands`. */
export function startWorker<TCommand extends object, TReply>(
  module: string,
  parameters: readonly string[] = [],
  environment: NodeJS.ProcessEnv = {},
): Worker<TCommand, TReply> {
  const child = fork(new URL(module, import.meta.url), parameters, { env: { ...process.env, ...environment } });
  const exited = once(child, "exit");
  const died = exited.then(([code]) => ({ failure: `${module} ${parameters.join(" ")} ended with ${String(code)}` }));
  return {
    async ask(command) {
      const answered = once(child, "message").then(([message]) => message as Outcome<TReply>);
      child.send(command);
      const outcome = await Promise.race([answered, died]);
      if ("failure" in outcome) throw new Error(outcome.failure);
      return outcome.reply;
    },
    async [Symbol.asyncDispose]() {
      child.kill();
      await exited;
    },
  };
}

/** The other end: answers each command of the process that started this one, which alone knows what they are. */
export function serveCommands(answer: (command: never) => unknown): void {
  process.on("message", (command: unknown) => {
    void outcomeOf(() => answer(command as never)).then((outcome) => process.send?.(outcome));
  });
}

async function outcomeOf(action: () => unknown): Promise<Outcome<unknown>> {
  try {
    return { reply: await action() };
  } catch (error) {
    return { failure: inspect(error) };
  }
}
