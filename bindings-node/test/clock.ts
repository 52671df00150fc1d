import type { TestContext } from "node:test";

/** 2026-05-08T12:00:00Z, where the clock of the vectors begins. */
const UNIX_MS = 1_778_241_600_000;

interface Timer {
  at: number;
  order: number;
  fire: () => void;
}

/** A clock that jumps to the next timer once nothing else is left to do. Waits take no time by it. */
export class Clock {
  now = 0;
  /** The last delay that a timer was set with. */
  lastDelay = 0;
  readonly #timers = new Map<number, Timer>();
  #order = 0;

  /** In place of the program's own, for as long as the test runs. `seed` decides what calls wait. */
  static install(test: TestContext, seed = 1): Clock {
    const clock = new Clock();
    const { setTimeout, clearTimeout } = globalThis;
    const [random, dateNow, timing] = [Math.random, Date.now, performance.now];
    test.after(() => {
      Object.assign(globalThis, { setTimeout, clearTimeout });
      Object.assign(Math, { random });
      Object.assign(Date, { now: dateNow });
      performance.now = timing;
    });
    Object.assign(globalThis, {
      setTimeout: (fire: () => void, delay = 0) => clock.#set(fire, delay),
      clearTimeout: (id: number) => clock.#timers.delete(id),
    });
    Math.random = () => seed / 2 ** 32;
    Date.now = () => UNIX_MS + clock.now;
    performance.now = () => clock.now;
    return clock;
  }

  /** Moves on until the promise is settled. */
  async run<T>(promise: Promise<T>): Promise<T> {
    let settled = false;
    const end = () => {
      settled = true;
    };
    promise.then(end, end);
    for (;;) {
      await new Promise((turn) => setImmediate(turn));
      if (settled) return promise;
      this.#jump();
    }
  }

  /** Until that much later. */
  sleep(delay: number): Promise<void> {
    return new Promise((done) => this.#set(done, delay));
  }

  #set(fire: () => void, delay: number): number {
    this.#order += 1;
    this.lastDelay = delay;
    this.#timers.set(this.#order, { at: this.now + delay, order: this.#order, fire });
    return this.#order;
  }

  #jump(): void {
    const [next] = [...this.#timers.values()].sort((a, b) => a.at - b.at || a.order - b.order);
    if (!next) throw new Error("nothing is left to wait for");
    this.#timers.delete(next.order);
    this.now = Math.max(this.now, next.at);
    next.fire();
  }
}
