/** Only the newest counts. */

/** A function that calls `run` after the pause in which it is not called again, and aborts the call before. */
export function latest<Arguments extends unknown[]>(
  milliseconds: number,
  run: (signal: AbortSignal, ...given: Arguments) => Promise<void>,
): (...given: Arguments) => void {
  let newest = new AbortController();
  return (...given) => {
    newest.abort();
    const mine = (newest = new AbortController());
    const begin = () => {
      if (!mine.signal.aborted) run(mine.signal, ...given).catch((error: unknown) => rethrow(error, mine.signal));
    };
    setTimeout(begin, milliseconds);
  };
}

function rethrow(error: unknown, signal: AbortSignal): void {
  if (!signal.aborted) throw error;
}
