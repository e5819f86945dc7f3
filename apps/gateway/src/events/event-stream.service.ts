import {
  Inject,
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { AppError, eventData, eventTypes, idOfActor, type KoppelEvent, type Language } from '@koppel/contracts';
import { Background, countEventStream, languageOf, Nats, SERVICE_CONFIG } from '@koppel/service-kit';
import type { Request, Response } from 'express';
import type { z } from 'zod';
import { gatewayReason } from '../api/problem.handler.js';
import { rendererOf } from '../api/render.js';
import { ApiKeyService } from '../api-key/api-key.service.js';
import type { Caller } from '../api/caller.service.js';
import { sessionKey, SessionService } from '../auth/session.service.js';
import type { GatewayConfig } from '../config.js';

interface Listener {
  organizationId: string;
  by: Caller['by'];
  /** A person, with an own key too, or a key of the organization. */
  actorId: string;
  language: Language;
  runId: string | undefined;
  response: Response;
}

const heartbeatMs = 15_000;
/** A listener is sent away after this long; the browser comes back by itself. */
const listenForMs = 15 * 60_000;

/**
 * Live events for the console as server-sent events. It only passes on what happens while somebody listens; the REST API
 * has the truth, and a page reads it again when it (re)connects.
 */
@Injectable()
export class EventStream implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('EventStream');
  private readonly listeners = new Set<Listener>();

  constructor(
    @Inject(SERVICE_CONFIG) private readonly config: GatewayConfig,
    private readonly nats: Nats,
    private readonly background: Background,
    private readonly sessions: SessionService,
    private readonly keys: ApiKeyService,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    this.background.interval({
      ...{ name: 'listeners to events', everyMs: heartbeatMs, maxBackoffMs: heartbeatMs },
      work: () => this.endOutdated(),
    });
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

  /** Ends the streams of sessions and keys that have ended, and of people who are members no more. */
  async endOutdated(): Promise<void> {
    const listeners = [...this.listeners];
    const sessions = listeners.flatMap(({ by, organizationId }) =>
      'sessionId' in by ? [{ sessionId: by.sessionId, organizationId }] : [],
    );
    const keyIds = listeners.flatMap(({ by }) => ('keyId' in by ? [by.keyId] : []));
    const [validSessions, validKeys] = await Promise.all([
      this.sessions.filterValid(sessions),
      this.keys.filterValid(keyIds),
    ]);
    const isValid = ({ by, organizationId }: Listener) =>
      'keyId' in by ? validKeys.has(by.keyId) : validSessions.has(sessionKey({ ...by, organizationId }));
    for (const listener of listeners) if (!isValid(listener)) listener.response.end();
  }

  open({ context, by }: Caller, request: Request, response: Response): void {
    // Only whether it would be answered is asked.
    if (request.method === 'HEAD') return void response.type('text/event-stream').end();
    const who = { organizationId: context.organizationId, by, actorId: idOfActor(context) };
    this.requireSlot(who.organizationId, who.actorId);
    const runId = typeof request.query['runId'] === 'string' ? request.query['runId'] : undefined;
    const language = languageOf(request);
    const listener: Listener = { ...who, language, runId, response };
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

  /** @throws AppError `service.unavailable` where an organization, or one of its people, listens as often as it may */
  private requireSlot(organizationId: string, actorId: string): void {
    const { EVENT_STREAMS_PER_ORGANIZATION: perOrganization, EVENT_STREAMS_PER_PERSON: perPerson } = this.config;
    const theirs = [...this.listeners].filter((listener) => listener.organizationId === organizationId);
    const isOwn = theirs.filter((listener) => listener.actorId === actorId).length >= perPerson;
    if (!isOwn && theirs.length < perOrganization) return;
    throw new AppError('service.unavailable', 'Too many pages of an organization or a person listen at once.', {
      reason: gatewayReason(isOwn ? 'gateway.too_many_own_streams' : 'gateway.too_many_streams'),
    });
  }

  private send(event: KoppelEvent): void {
    const texts = new Map<Language, string>();
    for (const { organizationId, language, runId, response } of this.listeners) {
      if (event.organizationid !== organizationId) continue;
      if (runId && !('runId' in event.data && event.data.runId === runId)) continue;
      const text = texts.get(language) ?? textOf(event, language);
      texts.set(language, text);
      response.write(text);
    }
  }
}

const renderers = new Map(
  Object.entries<z.ZodType>(eventData).map(([type, schema]) => [type, rendererOf(schema)] as const),
);

/** An event as it is sent; its reasons are rendered in the language of who listens. */
function textOf(event: KoppelEvent, language: Language): string {
  const render = renderers.get(event.type);
  render?.(event.data, language);
  return `id: ${event.id}\nevent: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`;
}
