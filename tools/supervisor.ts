import { setTimeout as sleep } from 'node:timers/promises';
import {
  signalGroup,
  startChild,
  tailOf,
  type Child,
  type ChildExit,
  type ChildOptions,
  type Ledger,
} from './processes.ts';
import { UserError, messageOf, type Log } from './terminal.ts';

const readyTimeoutMs = 180_000;
const minDelayMs = 250;
const maxDelayMs = 30_000;
const stableAfterMs = 60_000;

/** What an address answers; status 0 when nothing does. */
export interface ProbeAnswer {
  status: number;
  body: string;
}

async function probe(url: string): Promise<ProbeAnswer> {
  try {
    const reply = await fetch(url, { signal: AbortSignal.timeout(3_000) });
    return { status: reply.status, body: (await reply.text()).slice(0, 600) };
  } catch (error) {
    const cause = error instanceof Error ? error.cause : undefined;
    return { status: 0, body: messageOf(cause ?? error) };
  }
}

/**
 * Polls an address until it answers 200.
 *
 * @returns undefined when ready, otherwise the last answer
 */
export async function waitForOk(
  url: string,
  { timeoutMs, isGone = () => false }: { timeoutMs: number; isGone?: () => boolean },
): Promise<ProbeAnswer | undefined> {
  const deadline = Date.now() + timeoutMs;
  let last: ProbeAnswer = { status: 0, body: '' };
  while (Date.now() < deadline && !isGone()) {
    last = await probe(url);
    if (last.status === 200) return undefined;
    await sleep(100);
  }
  return last;
}

export interface SupervisedSpec extends Omit<ChildOptions, 'ledger'> {
  readyUrl: string;
}

/** Keeps one service running: started again after a crash, with a growing delay when it keeps crashing. */
export class SupervisedProcess {
  readonly name: string;
  private readonly spec: SupervisedSpec;
  private readonly ledger: Ledger;
  private readonly log: Log;
  private child: Child | undefined;
  private timer: NodeJS.Timeout | undefined;
  private shouldRun = false;
  private failures = 0;
  private isKillExpected = false;

  constructor(spec: SupervisedSpec, { ledger, log }: { ledger: Ledger; log: Log }) {
    this.name = spec.name;
    this.spec = spec;
    this.ledger = ledger;
    this.log = log;
  }

  get pid(): number | undefined {
    return this.child && !this.child.hasExited() ? this.child.pid : undefined;
  }

  start(): void {
    this.shouldRun = true;
    this.launch();
  }

  async stop(): Promise<void> {
    this.shouldRun = false;
    clearTimeout(this.timer);
    await this.child?.stop();
  }

  /** Sends a signal; when the process dies of it, it is started again at once. */
  kill(signal: NodeJS.Signals = 'SIGKILL'): void {
    this.isKillExpected = true;
    if (this.pid !== undefined) signalGroup(this.pid, signal);
  }

  async restart(): Promise<void> {
    await this.stop();
    this.start();
    await this.ready();
  }

  /** Resolves when the service answers ready; fails with the end of its log when it does not. */
  async ready(timeoutMs = readyTimeoutMs): Promise<void> {
    const { name, spec } = this;
    const last = await waitForOk(spec.readyUrl, {
      timeoutMs,
      isGone: () => this.failures >= 3 || !this.shouldRun,
    });
    if (!last) return;
    throw new UserError(
      `${name} did not become ready: ${spec.readyUrl} answered ${last.status || 'nothing'} ${last.body}\n` +
        `The end of ${spec.logFile}:\n${tailOf(spec.logFile)}`,
    );
  }

  private launch(): void {
    const launchedAt = Date.now();
    const started = startChild({ ...this.spec, ledger: this.ledger });
    this.child = started;
    void started.exited.then((exit) => {
      if (this.shouldRun && this.child === started) this.launchLater(exit, Date.now() - launchedAt);
    });
  }

  private launchLater({ code, signal, error }: ChildExit, ranMs: number): void {
    this.failures = this.isKillExpected || ranMs > stableAfterMs ? 0 : this.failures + 1;
    this.isKillExpected = false;
    const delayMs = Math.min(minDelayMs * 2 ** Math.min(this.failures, 10), maxDelayMs);
    const how = error?.message ?? (signal ? `was ended by ${signal}` : `ended with code ${code}`);
    this.log(`${this.name} ${how}; starting it again in ${delayMs / 1000} s. Its log: ${this.spec.logFile}`);
    this.timer = setTimeout(() => this.launch(), delayMs);
  }
}
