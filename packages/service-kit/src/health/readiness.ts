import { Inject, Injectable, Optional } from '@nestjs/common';
import type { Readiness } from '@koppel/contracts';
import { withDeadline } from '../background/deadline.js';
import { Nats } from '../messaging/nats-connection.js';
import { Database } from '../storage/database.js';
import { SERVICE_NAME } from '../tokens.js';

/** A probe gives up after a few seconds; what has not answered by then is down. */
const timeoutMs = 2_000;

/** Whether this process can do its work now. */
@Injectable()
export class ReadinessCheck {
  private isStopping = false;

  constructor(
    @Inject(SERVICE_NAME) private readonly serviceName: string,
    private readonly nats: Nats,
    @Optional() private readonly database?: Database,
  ) {}

  /** First step of a shutdown: nobody sends new work here any more. */
  stop(): void {
    this.isStopping = true;
  }

  async check(): Promise<Readiness> {
    const [nats, database] = await Promise.all([
      isUpInTime(this.nats.isUp()),
      this.database && isUpInTime(this.database.isUp()),
    ]);
    const checks: Readiness['checks'] = { nats: nats ? 'up' : 'down' };
    if (database !== undefined) checks['database'] = database ? 'up' : 'down';
    const isReady = !this.isStopping && Object.values(checks).every((state) => state === 'up');
    return { service: this.serviceName, status: isReady ? 'ready' : 'not_ready', checks };
  }
}

function isUpInTime(answer: Promise<boolean>): Promise<boolean> {
  return withDeadline({ timeoutMs, name: 'a probe' }, () => answer).catch(() => false);
}
