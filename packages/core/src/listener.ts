/** Gives a listener that cannot change what becomes of a call: what it throws, or its promise rejects with, is dropped. */
export function guardListener<T>(listener: (value: T) => unknown): (value: T) => void {
  return (value) => {
    try {
      const result = listener(value);
      if (result instanceof Promise) result.catch(() => undefined);
    } catch {
      // A call that succeeded must not fail, or be repeated, because somebody could not take note of it.
    }
  };
}
