/** Values as no program should pass them, and some that it should. */

/** Numbers from a seed: the same in every run. */
export class Dice {
  /** How many odd values were made with it. */
  values = 0;
  #state: number;

  constructor(seed: number) {
    this.#state = seed;
  }

  /** Below `most`. */
  roll(most: number): number {
    // mulberry32
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % most;
  }

  pick<T>(items: readonly T[]): T {
    return items[this.roll(items.length)] as T;
  }
}

const TEXTS = [
  "",
  " ",
  "acme-mail.com",
  "ord_1",
  "bun_1",
  "pk_test_x",
  "\u0000",
  "\ud800",
  "ü".repeat(300),
  "../..",
  "__proto__",
  "%zz",
  "{}",
  "GET",
  "/me",
];
const NUMBERS = [0, -0, 1, -1, 1.5, 2 ** 53, -(2 ** 53), Number.NaN, Number.POSITIVE_INFINITY, Number.MIN_VALUE];

function throwing(): never {
  throw new Error("a trap");
}

const TRAPS: ProxyHandler<never>[] = [
  { get: throwing },
  { ownKeys: throwing },
  { has: throwing, getOwnPropertyDescriptor: throwing },
  { getPrototypeOf: throwing },
  { ownKeys: () => ["a", "b", "toJSON"], get: (_, name) => (name === "a" ? 1 : undefined) },
  { get: (_, name) => (name === "length" ? 40 : "x") },
];

function revoked(): object {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}

function detached(): ArrayBuffer {
  const buffer = new ArrayBuffer(8);
  structuredClone(buffer, { transfer: [buffer] });
  return buffer;
}

function detachedView(): Uint8Array {
  const view = new Uint8Array(8);
  structuredClone(view.buffer, { transfer: [view.buffer] });
  return view;
}

function cyclic(): object {
  const one: Record<string, unknown> = {};
  return Object.assign(one, { one, two: [one, one] });
}

/** Values that are odd by themselves. */
const ODD: ((dice: Dice) => unknown)[] = [
  () => undefined,
  () => null,
  () => true,
  () => false,
  (dice) => dice.pick(NUMBERS),
  (dice) => dice.pick(TEXTS),
  () => 10n ** 30n,
  () => Symbol("s"),
  () => () => {},
  () => class {},
  (dice) => new Proxy((dice.roll(2) ? {} : []) as never, dice.pick(TRAPS)),
  () => new Proxy(() => {}, {}),
  revoked,
  cyclic,
  detached,
  () => detachedView(),
  () => Buffer.from("bytes"),
  () => new SharedArrayBuffer(4),
  () => new DataView(new ArrayBuffer(4)),
  () => new Map([["a", 1]]),
  () => new Set([1]),
  () => new WeakMap(),
  () => new Date(Number.NaN),
  () => new Date(0),
  () => /x/,
  () => new URL("https://acme.com"),
  () => new Headers({ a: "b" }),
  () => new Error("an error"),
  () => Promise.resolve(1),
  () => AbortSignal.abort(),
  () => new Proxy(new AbortController().signal, {}),
  () => Object.create(null),
  () => Object.create({ inherited: 1 }),
  () => new String("boxed"),
  () => new Number(1.5),
  () => Array(3),
  () => Object.assign([], { length: 200 }),
  () => [undefined],
  () => JSON.parse('{"__proto__": {"polluted": 1}, "constructor": 1}'),
  () => ({ toJSON: throwing }),
  () => ({ toJSON: () => 10n }),
  () => {
    const own = { toJSON: () => own };
    return own;
  },
  () => ({
    get domains() {
      return throwing();
    },
  }),
  () => ({ [Symbol.iterator]: throwing }),
  () => ({ [Symbol.iterator]: () => ({ next: throwing }) }),
  () => ({ [Symbol.toPrimitive]: throwing, toString: throwing, valueOf: throwing }),
  // biome-ignore lint/suspicious/noThenProperty: that is what is odd about it.
  () => ({ then: throwing }),
];

const NAMES = [
  "id",
  "domains",
  "name",
  "user",
  "personas",
  "sequencer",
  "signal",
  "headers",
  "timeout",
  "limit",
  "secrets",
  "known",
  "extraBody",
  "validate",
  "waive",
  "x",
];

export function anything(dice: Dice, depth = 0): unknown {
  const kind = dice.roll(10);
  if (kind < 3 || depth > 2) {
    dice.values += 1;
    return dice.pick(ODD)(dice);
  }
  const length = 1 + dice.roll(4);
  if (kind < 7) return Array.from({ length }, () => anything(dice, depth + 1));
  return Object.fromEntries(Array.from({ length }, () => [dice.pick(NAMES), anything(dice, depth + 1)]));
}

/** A sound value of which one part is odd. */
export function bent(value: unknown, dice: Dice): unknown {
  if (typeof value !== "object" || value === null || dice.roll(4) === 0) return anything(dice);
  if (Array.isArray(value)) {
    const copy = [...value];
    const place = dice.roll(copy.length + 1);
    copy[place] = bent(copy[place], dice);
    return copy;
  }
  const name = dice.pick([...Object.keys(value), dice.pick(NAMES)]);
  return { ...value, [name]: bent((value as Record<string, unknown>)[name], dice) };
}
