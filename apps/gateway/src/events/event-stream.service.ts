import { Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { AppError, eventTypes, type KoppelEvent } from '@koppel/contracts';
import { countEventStream, Nats } from '@koppel/service-kit';
import type { Request, Response } from 'express';
import type { SignedIn } from '../auth/session.service.js';

interface Listener {
  organizationId: string;
  runId: string | undefined;
  response: Response;
}

const heartbeatMs = 15_000;
const listenersPerOrganization = 100;
/** A listener is sent away after this long; the browser comes back by itself, and its session is looked at again. */
const listenForMs = 15 * 60_000;

/**
 * Live events for the console as server-sent events. It only passes on what happens while somebody listens; the REST API
 * has the truth, and a page reads it again when it (re)connects.
 */
@Injectable()
export class EventStream implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('EventStream');
  private readonly listeners = new Set<Listener>();

  constructor(private readonly nats: Nats) {}

  async onApplicationBootstrap(): Promise<void> {
    const connection = await this.nats.connection();
    for (const type of eventTypes) {
      connection.subscribe(type, {
        callback: (error, message) => {
          if (error) this.logger.warn({ err: error }, `listening to ${type} failed`);
          else this.send(message.json<KoppelEvent>());
        },
      });
    }
  }

  beforeApplicationShutdown(): void {
    for (const { response } of this.listeners) response.end();
  }

  open({ organization }: SignedIn, request: Request, response: Response): void {
    const mine = [...this.listeners].filter(({ organizationId }) => organizationId === organization.id);
    if (mine.length >= listenersPerOrganization) {
      throw new AppError(
        'service.unavailable',
        'Too many pages of your organization listen at once. Close some and reload.',
      );
    }
    const runId = typeof request.query['runId'] === 'string' ? request.query['runId'] : undefined;
    const listener: Listener = { organizationId: organization.id, runId, response };
    response.writeHead(200, {
      'Content-Type': 'text/event-stream',
      'Cache-Control': 'no-store',
      'X-Accel-Buffering': 'no',
    });
    response.write('retry: 2000\n\n');
    this.listeners.add(listener);
    countEventStream(response);
    const heartbeat = setInterval(() => response.write(': still here\n\n'), heartbeatMs);
    const goodbye = setTimeout(() => response.end(), listenForMs);
    response.on('close', () => {
      clearInterval(heartbeat);
      clearTimeout(goodbye);
      this.listeners.delete(listener);
    });
  }

  private send(event: KoppelEvent): void {
    const text = `id: ${event.id}\nevent: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`;
    for (const { organizationId, runId, response } of this.listeners) {
      if (event.organizationid !== organizationId) continue;
      if (runId && !('runId' in event.data && event.data.runId === runId)) continue;
      response.write(text);
    }
  }
}
