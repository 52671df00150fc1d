import { randomUUID } from "node:crypto";
import type { Claim, DeduplicatorStore } from "../webhooks/deduplicator.js";

const AT_ONCE = 8;
const LEASE_MS = 60_000;

/**
 * Throws what is wrong, if a store of yours does not keep what `webhooks.Deduplicator` needs of it. For a test against
 * its real database. It leaves some events of made up ids behind. That a claim ends with its lease is not looked at: it
 * would take as long.
 *
 * @example
 * ```ts
 * test("our store handles each event once", () => checkStore(redisStore(redis)));
 * ```
 */
export async function checkStore(store: DeduplicatorStore): Promise<void> {
  const [first, second] = [madeUp(), madeUp()];
  const expect = async (eventId: string, expected: Claim, why: string) => {
    const found = await store.claim(eventId, LEASE_MS);
    if (found !== expected) throw new Error(`claim gave ${String(found)} and not ${expected}, though ${why}`);
  };
  await expect(first, "new", "nobody has claimed the event");
  await expect(first, "in_progress", "it was claimed before");
  await expect(second, "new", "another event was claimed, not this one");
  await store.release(first);
  await expect(first, "new", "its claim was given back");
  await store.complete(first);
  await expect(first, "done", "it was completed");
  await store.release(first);
  await expect(first, "done", "it was completed, and giving a claim back does not undo that");
  await store.complete(first);
  await expect(first, "done", "it was completed twice");
  await store.release(second);
  await store.complete(second);
  await expect(second, "done", "it was completed after its claim was given back");
  await checkOneOfMany(store);
}

/** Several claims of one event at once, again and again: by luck a store passes once, not each time. */
async function checkOneOfMany(store: DeduplicatorStore): Promise<void> {
  for (let round = 0; round < 20; round += 1) {
    const eventId = madeUp();
    const claims = await Promise.all(Array.from({ length: AT_ONCE }, () => store.claim(eventId, LEASE_MS)));
    const fresh = claims.filter((claim) => claim === "new").length;
    const others = claims.filter((claim) => claim === "in_progress").length;
    if (fresh !== 1 || others !== AT_ONCE - 1) {
      throw new Error(`of ${AT_ONCE} claims at once ${fresh} were new: one statement must both look and claim`);
    }
  }
}

function madeUp(): string {
  return `evt_check_${randomUUID()}`;
}
