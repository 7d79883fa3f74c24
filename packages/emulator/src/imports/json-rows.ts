/** Reads JSON that has lists of very many rows, with a few rows at a time in memory. */
import { JSONParser } from "@streamparser/json";

export interface JsonRow {
  /** Where it stands, such as `["publications", 0, "topics", 7]`; empty for the whole. */
  readonly keys: readonly (string | number)[];
  readonly value: unknown;
}

/**
 * Gives every row of these lists (`$.publications.*.topics`) and, at the end, the whole, in which they are empty; of an
 * empty text, nothing. Throws when the text is no JSON.
 */
export async function* readJsonRows(
  pieces: AsyncIterable<Uint8Array>,
  lists: readonly string[],
): AsyncGenerator<JsonRow> {
  const parser = new JSONParser({ paths: ["$", ...lists.map((list) => `${list}.*`)] });
  let rows: JsonRow[] = [];
  parser.onValue = ({ value, key, parent, stack }) => {
    const keys = [...stack.slice(1).map((above) => above.key), key].filter((one) => one !== undefined);
    rows.push({ keys, value });
    // The parser goes on to build the list; what was given is not needed in it.
    if (Array.isArray(parent)) parent.length = 0;
  };
  const decoder = new TextDecoder("utf-8", { fatal: true });
  for await (const piece of pieces) {
    parser.write(decoder.decode(piece, { stream: true }));
    yield* rows;
    rows = [];
  }
  parser.write(decoder.decode());
  if (!parser.isEnded) parser.end();
}
