import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import { Peeker } from "../client.js";
import type { PeekerOptions } from "../options.js";
import { knownOptions } from "../webhooks/reading.js";
import findProgram from "./program.cjs";
import type { SandboxCounters, SandboxDelivery, SandboxEvent, SandboxRequest } from "./records.js";

/** How a sandbox begins. */
export interface SandboxOptions {
  /** The same seed and requests give the same answers. @default 1 */
  seed?: number | undefined;
  /** Virtual seconds per second; with 0 time passes only in {@link Sandbox.advance}. @default 1 */
  speed?: number | undefined;
  /** When virtual time begins. @default now */
  start?: Date | undefined;
  /** Whether the nameservers of imported domains move by themselves. @default "auto" */
  dns?: "auto" | "manual" | undefined;
  /** Which version of the documentation answers and events look like. @default "june" */
  shapes?: "june" | "may" | undefined;
  /** Where webhooks go, on this machine only. {@link Sandbox.sendWebhooks} sets it later as well. */
  webhookUrl?: string | undefined;
  /** What they are signed with. */
  webhookSecret?: string | undefined;
  /** What events of live keys are signed with. @default `webhookSecret` */
  webhookLiveSecret?: string | undefined;
  /** How many webhooks may be under way at once. @default 1: in order */
  webhookConnections?: number | undefined;
  /** Whether a retry is signed anew, or repeats the first signature: Peeker does not say. @default true */
  resignRetries?: boolean | undefined;
  /** Which clock deliveries are signed by; with `real` they stay recent after an `advance`. @default "real" */
  timestamps?: "real" | "virtual" | undefined;
  /** Which bytes are signed, as for `webhooks.verify`. @default "timestamp.body" */
  signedContent?: string | undefined;
  /** How many inboxes may be in premium swaps. @default "base" */
  plan?: "base" | "premium" | "vip" | "vip+" | undefined;
  /** So many of a hundred requests, and of a hundred webhooks, meet a fault. @default 0 */
  chaos?: number | undefined;
  /** Requests per minute and key. @default 600 */
  rateLimit?: number | undefined;
  /** The sandbox's program. @default that of `peeker-partner-sandbox`, else `PEEKER_SANDBOX` of the environment */
  program?: string | undefined;
}

/** Which requests meet a fault. */
export interface FaultOptions {
  /** As in `POST`. @default every one */
  method?: string | undefined;
  /** A path or a route's pattern below the base URL: `/orders/{id}`. @default every one */
  path?: string | undefined;
  /** How many of them. @default 1 */
  times?: number | undefined;
  /** How many of them are let pass before. @default 0 */
  skip?: number | undefined;
}

/** How many meet a fault, and which. */
export interface ChaosOptions {
  percent?: number | undefined;
  webhookPercent?: number | undefined;
  /** As for {@link Sandbox.fault}. */
  faults?: readonly string[] | undefined;
  /** As for {@link Sandbox.webhookFault}. */
  webhookFaults?: readonly string[] | undefined;
}

/** Where webhooks go. */
export interface WebhookTarget {
  url: string;
  secret: string;
  /** What events of live keys are signed with. @default `secret` */
  liveSecret?: string | undefined;
}

/** The sandbox was not found, did not start, or refused a control call. */
export class SandboxError extends Error {
  override readonly name = "SandboxError";
}

/** Options that are the program's arguments, by its names. */
const ARGUMENTS: Readonly<Record<Exclude<keyof SandboxOptions, "program">, string>> = {
  seed: "--seed",
  speed: "--speed",
  start: "--start",
  dns: "--dns",
  shapes: "--shapes",
  webhookUrl: "--webhook-url",
  webhookSecret: "--webhook-secret",
  webhookLiveSecret: "--webhook-live-secret",
  webhookConnections: "--webhook-connections",
  resignRetries: "--resign-retries",
  timestamps: "--timestamps",
  signedContent: "--signed-content",
  plan: "--plan",
  chaos: "--chaos",
  rateLimit: "--rate-limit",
};

type Program = ChildProcessByStdio<Writable, Readable, null>;

/**
 * A local server that behaves as the Peeker Partner API is documented to: orders that complete, signed webhooks, and
 * everything that can go wrong on the way. No account, no network.
 *
 * @example
 * ```ts
 * await using sandbox = await Sandbox.start({ speed: 0 });
 * const peeker = sandbox.peeker();
 * await sandbox.fault("status;code=503", { method: "GET", path: "/me" });
 * await peeker.me(); // the 503 is retried
 * ```
 */
export class Sandbox {
  /** For `new Peeker(sandbox.key, { baseUrl: sandbox.baseUrl })`. */
  readonly baseUrl: string;
  /** A key that may do everything. Any `pk_test_<account>` works; those of one account share their data. */
  readonly key = "pk_test_sandbox_full";
  readonly #program: Program;

  private constructor(baseUrl: string, program: Program) {
    this.baseUrl = baseUrl;
    this.#program = program;
  }

  /**
   * Starts one on a free port. It ends with {@link close}, and with this process however that ends.
   *
   * @throws {@link SandboxError} if there is no program, or it does not start.
   */
  static async start(options: SandboxOptions = {}): Promise<Sandbox> {
    const { program = locate(), ...settings } = knownOptions(options, [...Object.keys(ARGUMENTS), "program"]);
    const started = spawn(program, ["--port", "0", "--until-stdin-closes", ...argumentsOf(settings)], {
      stdio: ["pipe", "pipe", "inherit"],
    });
    // A program that ended has closed it; its exit says why.
    started.stdin.on("error", () => {});
    const baseUrl = await firstLine(program, started);
    // Nobody who forgets `close` waits for it.
    for (const part of [started, started.stdin, started.stdout]) (part as unknown as { unref?(): void }).unref?.();
    return new Sandbox(baseUrl, started);
  }

  /** The environment of a process that is to use it. */
  get env(): { PEEKER_API_KEY: string; PEEKER_BASE_URL: string } {
    return { PEEKER_API_KEY: this.key, PEEKER_BASE_URL: this.baseUrl };
  }

  /** A client of it. */
  peeker(options: PeekerOptions = {}): Peeker {
    return new Peeker({ apiKey: this.key, baseUrl: this.baseUrl, ...options });
  }

  /** What time it is there. */
  async now(): Promise<Date> {
    return timeOf(await this.#control("GET", "/clock"));
  }

  /** Lets so many seconds pass: orders complete, webhooks arrive. */
  async advance(seconds: number): Promise<Date> {
    return timeOf(await this.#control("POST", "/clock/advance", { seconds }));
  }

  /** Waits until every webhook that is due was attempted. */
  async settle(): Promise<void> {
    await this.#control("POST", "/settle");
  }

  /**
   * Lets the next requests meet a fault: `status;code=503`, `rate-limited;retry_after=12`, `reset-before`,
   * `reset-after`, `torn-body`, `wrong-json`, `broken-json`, `html;code=502`, `empty`, `redirect;code=302;to=URL`,
   * `close-after`, `latency;ms=250`.
   */
  async fault(fault: string, options: FaultOptions = {}): Promise<void> {
    await this.#control("POST", "/faults", { fault, ...knownOptions(options, ["method", "path", "times", "skip"]) });
  }

  /**
   * Lets the next events, or those of one type, meet a fault: `duplicate;copies=1`, `delay;seconds=60`, `reorder`,
   * `drop;attempts=5`, `bare-envelope`.
   */
  async webhookFault(fault: string, options: { event?: string; times?: number } = {}): Promise<void> {
    await this.#control("POST", "/webhook-faults", { fault, ...knownOptions(options, ["event", "times"]) });
  }

  /**
   * Lets so many of a hundred requests and webhooks meet a fault from now on: the usual ones, where none are named.
   * Which, is decided by the seed, by what a request says and by how often it came.
   */
  async chaos({ percent, webhookPercent, faults, webhookFaults }: ChaosOptions): Promise<void> {
    const body = { percent, webhook_percent: webhookPercent, faults, webhook_faults: webhookFaults };
    await this.#control("PUT", "/chaos", body);
  }

  /** Takes back all faults, those by chance too. */
  async clearFaults(): Promise<void> {
    await this.#control("DELETE", "/faults");
  }

  /** Sends webhooks there from now on, on this machine only. */
  async sendWebhooks({ url, secret, liveSecret }: WebhookTarget): Promise<void> {
    await this.#control("PUT", "/webhook", { url, secret, live_secret: liveSecret });
  }

  /** Sends webhooks nowhere from now on. */
  async stopWebhooks(): Promise<void> {
    await this.#control("DELETE", "/webhook");
  }

  /** Sends an event once more. */
  async redeliver(eventId: string): Promise<void> {
    await this.#control("POST", `/events/${encodeURIComponent(eventId)}/redeliver`);
  }

  /** Ends a pending action as if its cause were gone. */
  async resolveAction(actionId: string): Promise<void> {
    await this.#control("POST", `/actions/${encodeURIComponent(actionId)}/resolve`);
  }

  /** Moves the nameservers of imported domains, and gives those that were moved. */
  async moveNameservers(domains: readonly string[]): Promise<string[]> {
    return (await this.#control("POST", "/nameservers", { domains })).moved as string[];
  }

  /** Every request, in order. */
  async requests(): Promise<SandboxRequest[]> {
    return (await this.#control("GET", "/requests")).data as SandboxRequest[];
  }

  /** What happened, in order. */
  async events(): Promise<SandboxEvent[]> {
    return (await this.#control("GET", "/events")).data as SandboxEvent[];
  }

  /** Every attempt to deliver an event, in order. */
  async deliveries(): Promise<SandboxDelivery[]> {
    return (await this.#control("GET", "/deliveries")).data as SandboxDelivery[];
  }

  async counters(): Promise<SandboxCounters> {
    return (await this.#control("GET", "/counters")) as unknown as SandboxCounters;
  }

  /** Back to the beginning, with the same seed: between two tests. */
  async reset(): Promise<void> {
    await this.#control("POST", "/reset");
  }

  /** Ends it. */
  async close(): Promise<void> {
    if (this.#program.exitCode !== null || this.#program.signalCode !== null) return;
    const exited = once(this.#program, "exit");
    this.#program.ref();
    this.#program.stdin.end();
    await exited;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  async #control(method: string, path: string, body?: object): Promise<Record<string, unknown>> {
    const url = new URL(`/__sandbox${path}`, this.baseUrl);
    const answer = await fetch(url, body === undefined ? { method } : { method, body: JSON.stringify(body) });
    const said = (await answer.json()) as { error?: { message: string } };
    if (said.error) throw new SandboxError(said.error.message);
    return said as Record<string, unknown>;
  }
}

function locate(): string {
  const program = findProgram() ?? process.env.PEEKER_SANDBOX;
  if (program) return program;
  const install = "npm install --save-dev peeker-partner-sandbox";
  throw new SandboxError(`the sandbox's program is not installed: ${install}; or set PEEKER_SANDBOX to its path`);
}

function argumentsOf(options: Omit<SandboxOptions, "program">): string[] {
  return Object.entries(options).flatMap(([name, value]) => {
    if (value === undefined) return [];
    return [ARGUMENTS[name as keyof typeof ARGUMENTS], argument(value)];
  });
}

function argument(value: unknown): string {
  if (value instanceof Date) return value.toISOString().replace(/\.\d+Z$/, "Z");
  if (typeof value === "boolean") return value ? "yes" : "no";
  return String(value);
}

/** The base URL: once it is there, the sandbox is ready. */
async function firstLine(program: string, started: Program): Promise<string> {
  const lines = createInterface({ input: started.stdout });
  const failed = new Promise<never>((_, reject) => {
    started.once("error", (cause) => reject(new SandboxError(`${program} cannot be started`, { cause })));
    started.once("exit", (code) => reject(new SandboxError(`${program} ended at once, with ${code}; see above why`)));
  });
  // Whoever loses the race may fail later: nobody listens then.
  failed.catch(() => {});
  const [line] = (await Promise.race([once(lines, "line"), failed])) as [string];
  // What it prints further is read and dropped, so that it never waits for a reader.
  return line;
}

function timeOf(clock: Record<string, unknown>): Date {
  return new Date(String(clock.now));
}
