/** One line that says what is going on. */

export interface Status {
  say(text: string): void;
  /** Say it while the promise is pending, if that takes longer than a person waits without asking. */
  during<Result>(text: string, promise: Promise<Result>): Promise<Result>;
}

const PATIENCE_MS = 400;

export function createStatus(line: HTMLElement): Status {
  const say = (text: string) => {
    if (line.textContent !== text) line.textContent = text;
  };
  return {
    say,
    async during(text, promise) {
      const timer = setTimeout(() => say(text), PATIENCE_MS);
      try {
        return await promise;
      } finally {
        clearTimeout(timer);
      }
    },
  };
}
