/** Running contenders in turns, so that whatever else the machine does meets all of them alike. */

/** The measurements of each contender, one a round. */
export type Rounds<TName extends string, T> = ReadonlyMap<TName, readonly T[]>;

/**
 * Runs every contender once a round, one after the other, each round beginning with another one. The first rounds, which do
 * not count, warm everything up.
 */
export async function interleave<TName extends string, T>(
  names: readonly TName[],
  rounds: number,
  run: (name: TName) => Promise<T>,
  warmUps = 1,
): Promise<Rounds<TName, T>> {
  const measured = new Map(names.map((name): [TName, T[]] => [name, []]));
  for (let round = 0; round < warmUps + rounds; round += 1) {
    for (const name of [...names.slice(round % names.length), ...names.slice(0, round % names.length)]) {
      const measurement = await run(name);
      if (round >= warmUps) measured.get(name)?.push(measurement);
    }
  }
  return measured;
}

/** The rounds of several starts, one after the other. */
export function joinRounds<TName extends string, T>(parts: readonly Rounds<TName, T>[]): Rounds<TName, T> {
  const [first = new Map<TName, readonly T[]>()] = parts;
  return new Map(Array.from(first.keys(), (name) => [name, parts.flatMap((part) => part.get(name) ?? [])]));
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low = Number.NaN, high = low] = sorted.length % 2 === 0 ? sorted.slice(middle - 1) : sorted.slice(middle);
  return sorted.length % 2 === 0 ? (low + high) / 2 : low;
}

/** The median of one figure. */
export function medianOf<TName extends string, T>(
  rounds: Rounds<TName, T>,
  name: TName,
  figure: (measurement: T) => number,
): number {
  return median((rounds.get(name) ?? []).map(figure));
}

/** How many times as much as the base: the median of the ratios within the rounds, which drift cannot touch. */
export function ratioOf<TName extends string, T>(
  rounds: Rounds<TName, T>,
  name: TName,
  base: TName,
  figure: (measurement: T) => number,
): number {
  const ofBase = rounds.get(base) ?? [];
  const ratios = (rounds.get(name) ?? []).flatMap((measurement, round) => {
    const other = ofBase[round];
    return other === undefined ? [] : [figure(measurement) / figure(other)];
  });
  return median(ratios);
}
