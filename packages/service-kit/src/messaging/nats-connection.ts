import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { jetstream, jetstreamManager, type JetStreamClient, type JetStreamManager } from '@nats-io/jetstream';
import type { BaseConfig } from '../config/base-config.js';
import { SERVICE_CONFIG, SERVICE_NAME } from '../tokens.js';
import { eventCopy } from '@koppel/contracts';
import { ensureEventCopy, ensureStreams } from '../events/streams.js';
import { natsOptions } from './nats-options.js';

/** The service's own connection to NATS, for JetStream and plain subscriptions; connects on first use, reconnects for ever. */
@Injectable()
export class Nats implements OnApplicationShutdown {
  private readonly logger = new Logger('Nats');
  private connecting: Promise<NatsConnection> | undefined;

  constructor(
    @Inject(SERVICE_CONFIG) private readonly config: BaseConfig,
    @Inject(SERVICE_NAME) private readonly serviceName: string,
  ) {}

  connection(): Promise<NatsConnection> {
    this.connecting ??= this.connect();
    return this.connecting;
  }

  async jetstream(): Promise<JetStreamClient> {
    return jetstream(await this.connection(), { timeout: 5_000 });
  }

  async jetstreamManager(): Promise<JetStreamManager> {
    return jetstreamManager(await this.connection(), { timeout: 5_000 });
  }

  /** Makes the streams that are missing, on as many servers as the operator wants. */
  async ensureStreams(): Promise<JetStreamManager> {
    const manager = await this.jetstreamManager();
    await ensureStreams(manager, this.config.NATS_STREAM_REPLICAS);
    return manager;
  }

  /** Makes the copy of the events that services of others read; false where NATS has no account for it. */
  async ensureEventCopy(): Promise<boolean> {
    const manager = await this.ensureStreams();
    const prefix = { apiPrefix: eventCopy.api, checkAPI: false, timeout: 5_000 };
    const copies = await jetstreamManager(await this.connection(), prefix);
    return ensureEventCopy({ manager, copies }, this.config.NATS_STREAM_REPLICAS);
  }

  async isUp(): Promise<boolean> {
    try {
      await (await this.connection()).rtt();
      return true;
    } catch {
      return false;
    }
  }

  async onApplicationShutdown(): Promise<void> {
    const connection = await this.connecting?.catch(() => undefined);
    if (connection && !connection.isClosed()) await connection.drain();
  }

  private async connect(): Promise<NatsConnection> {
    try {
      return await connect({ ...natsOptions(this.config, this.serviceName), waitOnFirstConnect: false });
    } catch (cause: unknown) {
      this.connecting = undefined;
      this.logger.error(
        { err: cause },
        'NATS cannot be reached; check NATS_URL, NATS_USER and NATS_PASSWORD, and that the server runs',
      );
      throw cause;
    }
  }
}
