import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Background, Nats } from '@koppel/service-kit';

const checkIntervalMs = 60_000;

/**
 * Keeps the copy of the events that services of others read in a NATS account of their own. Looked at every minute: a broker
 * that lost its streams loses it too.
 */
@Injectable()
export class EventCopyService implements OnApplicationBootstrap {
  constructor(
    private readonly nats: Nats,
    private readonly background: Background,
  ) {}

  onApplicationBootstrap(): void {
    const work = () => this.nats.ensureEventCopy();
    this.background.interval({ name: 'copy of the events', everyMs: checkIntervalMs, isImmediate: true, work });
  }
}
