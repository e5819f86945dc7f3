import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const programs = fileURLToPath(new URL('..', import.meta.url));

/** A child process that answers one message at a time. */
export class Child {
  private readonly process: ChildProcess;
  private readonly name: string;

  constructor(name: string, options: { execArgv?: string[] } = {}) {
    this.name = name;
    this.process = fork(join(programs, `${name}.ts`), {
      execArgv: options.execArgv ?? [],
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
  }

  get pid(): number {
    const { pid } = this.process;
    if (pid === undefined) throw new Error(`${this.name} did not start`);
    return pid;
  }

  /** @throws Error when the process ends instead of answering */
  async ask<Answer>(message: object): Promise<Answer> {
    const listening = new AbortController();
    const answered = once(this.process, 'message', { signal: listening.signal }) as Promise<[Answer]>;
    const ended = once(this.process, 'exit', { signal: listening.signal }).then(() => undefined);
    this.process.send(message);
    try {
      const answer = await Promise.race([answered, ended]);
      if (!answer) throw new Error(`${this.name} ended before it answered; its last words stand above`);
      return answer[0];
    } finally {
      for (const waiting of [answered, ended]) waiting.catch(() => undefined);
      listening.abort();
    }
  }

  async stop(): Promise<void> {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return;
    const exited = once(this.process, 'exit');
    if (this.process.connected) this.process.disconnect();
    await exited;
  }
}
