import { entering } from "../errors.js";
import type { Authentic, Event, Verified } from "../generated/events.js";
import { headerPairs } from "../headers.js";
import { type NativeVerifier, native } from "../native.js";
import { type DeliveryHeaders, type RawBody, rawBytes } from "./delivery.js";
import { reading } from "./reading.js";
import { unixSeconds, type VerifierOptions, type VerifyOptions, verifierSettings } from "./settings.js";

/**
 * Checks deliveries, with settings that are checked once and keys that are prepared once.
 *
 * @example
 * ```ts
 * const verifier = new webhooks.Verifier({ secrets: { live, sandbox } });
 * const event = verifier.verify(request.body, request.headers);
 * ```
 */
export class Verifier {
  readonly #native: NativeVerifier;

  /** @throws {@link WebhookError} if a secret cannot be used, {@link ConfigurationError} if an option is none. */
  constructor(options: VerifierOptions = {}) {
    this.#native = prepared(reading(() => verifierSettings(options)).settings);
  }

  /** Checks a delivery and gives its event. `now` is for tests. */
  verify(body: RawBody, headers: DeliveryHeaders, now?: Date): Event {
    return this.verifyWithMeta(body, headers, now).event;
  }

  /** The same, with the label of the secret that fits and the time of signing in Unix seconds. */
  verifyWithMeta(body: RawBody, headers: DeliveryHeaders, now?: Date): Verified {
    return verified(
      this.#native,
      body,
      headers,
      reading(() => unixSeconds(now)),
    );
  }

  /**
   * Checks a delivery without reading its body: for a receiver that puts deliveries into a queue, and reads them with
   * `parse` later. What is in the body is not looked at, so it may be no event at all.
   */
  authenticate(body: RawBody, headers: DeliveryHeaders, now?: Date): Authentic {
    return authenticated(
      this.#native,
      body,
      headers,
      reading(() => unixSeconds(now)),
    );
  }
}

/** Checks a delivery with settings of its own. */
export function verifyOnce(body: RawBody, headers: DeliveryHeaders, options: VerifyOptions): Verified {
  const { settings, unixS } = reading(() => verifierSettings(options));
  return verified(prepared(settings), body, headers, unixS);
}

/** The same without reading the body. */
export function authenticateOnce(body: RawBody, headers: DeliveryHeaders, options: VerifyOptions): Authentic {
  const { settings, unixS } = reading(() => verifierSettings(options));
  return authenticated(prepared(settings), body, headers, unixS);
}

function authenticated(verifier: NativeVerifier, ...delivery: Parameters<typeof delivered>): Authentic {
  const crossing = delivered(...delivery);
  return entering(() => verifier.authenticate(...crossing));
}

function verified(verifier: NativeVerifier, ...delivery: Parameters<typeof delivered>): Verified {
  const crossing = delivered(...delivery);
  return JSON.parse(entering(() => verifier.verify(...crossing))) as Verified;
}

/** So many settings are remembered: more than a program has at the same time. */
const REMEMBERED = 8;
const made = new Map<string, NativeVerifier>();

/** Core's verifier of these settings. Preparing keys for each delivery anew would cost more than checking it. */
function prepared(settings: object): NativeVerifier {
  const text = JSON.stringify(settings);
  const known = made.get(text);
  if (known) return known;
  const verifier = entering(() => new native.NativeVerifier(text));
  if (made.size >= REMEMBERED) made.clear();
  made.set(text, verifier);
  return verifier;
}

/** Headers, body and time as the native half takes them. Of the headers only Peeker's are carried over. */
function delivered(
  body: RawBody,
  headers: DeliveryHeaders,
  unixS: number,
): [headers: [string, string][], body: Uint8Array, unixS: number] {
  const pairs = reading(() => headerPairs("headers", headers).filter(([name]) => /^peeker-/i.test(name)));
  return [pairs, reading(() => rawBytes(body)), unixS];
}
