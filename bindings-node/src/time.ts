/** Waiting, and what ends it early. */

/** Milliseconds on a clock that never goes back. */
export function now(): number {
  return performance.now();
}

/** Begins something that settles later, and gives what ends it early. */
export type Begin<T> = (resolve: (value: T) => void, reject: (error: unknown) => void) => () => void;

/** What something under way belongs to. */
export interface Scope {
  signal?: AbortSignal | undefined;
  /** What is called in an error of it, where it is not the call's own operation. */
  operation?: string | undefined;
}

interface Ending extends Scope {
  /** The error of what the signal ends. */
  aborted: (reason: unknown) => unknown;
}

/** Something that the signal ends at once. */
export function within<T>({ signal, aborted }: Ending, begin: Begin<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    let end: (() => void) | undefined;
    let isOver = false;
    const over = () => {
      isOver = true;
      signal?.removeEventListener("abort", abort);
      end?.();
    };
    const settling =
      <V>(settle: (value: V) => void) =>
      (value: V) => {
        over();
        settle(value);
      };
    const abort = () => {
      over();
      try {
        reject(aborted(signal?.reason));
      } catch (error) {
        reject(error);
      }
    };
    signal?.addEventListener("abort", abort, { once: true });
    end = begin(settling(resolve), settling(reject));
    // It may have settled, or been aborted, while it was begun.
    if (isOver) end();
  });
}

/** Until that time. */
export function sleep(until: number): Begin<void> {
  return (resolve) => {
    const timer = setTimeout(resolve, Math.max(0, until - now()));
    return () => clearTimeout(timer);
  };
}
