import { Inject, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import type { JsMsg } from '@nats-io/jetstream';
import { runWorkSchema, streams } from '@koppel/contracts';
import { Background, SERVICE_CONFIG } from '@koppel/service-kit';
import type { FlowRunnerConfig } from '../config.js';
import { RunLeaseRepository } from '../run/run-lease.repository.js';
import { RunPool } from './run-pool.service.js';

/** The durable consumer that all flow-runners share. */
export const runConsumer = 'flow-runner';
const waitForSlotMs = 2_000;

/**
 * Finds the runs that are due: woken by the work queue, and by a sweep for those whose message was lost, whose runner died or
 * whose pause is over. Postgres is the truth; a message is acknowledged once its run is claimed or needs no claim.
 */
@Injectable()
export class RunQueueService implements OnApplicationBootstrap {
  private readonly logger = new Logger('RunQueueService');

  constructor(
    @Inject(SERVICE_CONFIG) private readonly config: FlowRunnerConfig,
    private readonly background: Background,
    private readonly leases: RunLeaseRepository,
    private readonly pool: RunPool,
  ) {}

  onApplicationBootstrap(): void {
    this.background.consume({
      stream: streams.work.name,
      name: runConsumer,
      ackWaitMs: 30_000,
      maxDeliver: 5,
      maxAckPending: 1_000,
      slots: () => this.freeSlots(),
      handle: async (messages) => {
        for (const message of messages) await this.take(message);
      },
    });
    this.background.interval({ name: 'run sweep', everyMs: this.config.RUN_SWEEP_MS, work: () => this.sweep() });
  }

  private async freeSlots(): Promise<number> {
    await this.pool.waitForSlot(waitForSlotMs);
    return this.pool.free;
  }

  private async take(message: JsMsg): Promise<void> {
    const work = runWorkSchema.safeParse(jsonOf(message));
    if (work.success) return this.pool.take(work.data);
    this.logger.error('a message in the work queue names no run; it was dropped, the sweep finds the run itself');
    message.term('it names no run');
  }

  private async sweep(): Promise<void> {
    const { free } = this.pool;
    if (free <= 0) return;
    const due = await this.leases.due({ limit: free, queuedForMs: this.config.RUN_SWEEP_MS });
    for (const ref of due) if (this.pool.free > 0) await this.pool.take(ref);
  }
}

function jsonOf(message: JsMsg): unknown {
  try {
    return message.json();
  } catch {
    return undefined;
  }
}
