/** What the two output streams can show: width, colour, animation. */
import { createColors } from "picocolors";
import type { Environment } from "../settings/environment.js";

/** The part of a Node stream that is used. */
export interface OutputStream {
  write(chunk: string | Uint8Array, callback?: (error?: Error | null) => void): boolean;
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
}

export type Colors = ReturnType<typeof createColors>;

export interface Terminal {
  /** Characters per line; infinite where nobody looks at it. */
  readonly width: number;
  readonly colors: Colors;
  /** Whether what was written can be written over. */
  readonly animated: boolean;
}

/** Decides about one stream. A flag beats the environment, the environment beats what the stream is. */
export function terminalOf(
  stream: Pick<OutputStream, "isTTY" | "columns">,
  environment: Environment,
  flags: { readonly noColor: boolean },
): Terminal {
  const isTerminal = stream.isTTY === true;
  const isDumb = environment.terminalIsDumb;
  const colored = !flags.noColor && (environment.color ?? (isTerminal && !isDumb));
  return {
    width: isTerminal ? widthOf(stream) : Number.POSITIVE_INFINITY,
    colors: createColors(colored),
    animated: isTerminal && !isDumb && !environment.isContinuousIntegration,
  };
}

/** Terminals that do not know their width say nothing, or 0. */
function widthOf({ columns = 0 }: Pick<OutputStream, "columns">): number {
  return columns > 0 ? columns : 80;
}
