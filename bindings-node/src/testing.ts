/**
 * For your own tests: the Peeker Partner API on this machine, with faults and virtual time.
 *
 * The program comes with the package `peeker-partner-sandbox`.
 */
import { Sandbox, type SandboxOptions } from "./testing/sandbox.js";

export type { SandboxCounters, SandboxDelivery, SandboxEvent, SandboxRequest } from "./testing/records.js";
export {
  type ChaosOptions,
  type FaultOptions,
  Sandbox,
  SandboxError,
  type SandboxOptions,
  type WebhookTarget,
} from "./testing/sandbox.js";
export { checkStore } from "./testing/store.js";

/** The hooks of a test runner: `import * as vitest from "vitest"`, or `import * as runner from "node:test"`. */
export interface Hooks {
  beforeAll?: Hook;
  afterAll?: Hook;
  before?: Hook;
  after?: Hook;
  beforeEach: Hook;
}

type Hook = (run: () => Promise<void>) => unknown;

/**
 * One sandbox for all tests of a file: started before them, reset before each, closed after them. The function gives
 * it; it is there inside of tests and hooks only.
 *
 * @example
 * ```ts
 * import * as vitest from "vitest";
 * const sandbox = useSandbox(vitest);
 * vitest.test("an order completes", async () => {
 *   const peeker = sandbox().peeker();
 * });
 * ```
 */
export function useSandbox(hooks: Hooks, options: SandboxOptions = {}): () => Sandbox {
  const before = hooks.beforeAll ?? hooks.before;
  const after = hooks.afterAll ?? hooks.after;
  if (!before || !after) throw new TypeError("pass the test runner: useSandbox(vitest), or useSandbox(nodeTest)");
  let sandbox: Sandbox | undefined;
  const current = () => {
    if (!sandbox) throw new TypeError("the sandbox is there inside of tests and hooks only");
    return sandbox;
  };
  before(async () => {
    sandbox = await Sandbox.start(options);
  });
  hooks.beforeEach(() => current().reset());
  after(async () => {
    await sandbox?.close();
  });
  return current;
}
