import type { NatsContext } from '@nestjs/microservices';
import { headers, type MsgHdrs } from '@nats-io/transport-node';
import type { Attributes } from '@opentelemetry/api';
import { currentTraceHeaders } from '../telemetry/tracing.js';

const names = ['traceparent', 'tracestate'] as const;

/** The active trace as headers of a message (W3C Trace Context). */
export function traceHeaders(): MsgHdrs {
  const message = headers();
  for (const [name, value] of Object.entries(currentTraceHeaders())) message.set(name, value);
  return message;
}

/** The trace that a message belongs to, as its sender said; empty where it said nothing. */
export function carrierOf(message: NatsContext | undefined): Record<string, string> {
  const received = message?.getHeaders() as MsgHdrs | undefined;
  const values = names.map((name) => [name, received?.get(name) ?? ''] as const);
  return Object.fromEntries(values.filter(([, value]) => value !== ''));
}

/** OpenTelemetry's semantic conventions for messaging. */
export function messagingAttributes(subject: string, operation: 'request' | 'publish' | 'process'): Attributes {
  return {
    'messaging.system': 'nats',
    'messaging.destination.name': subject,
    'messaging.operation.name': operation,
    'messaging.operation.type': operation === 'process' ? 'process' : 'send',
  };
}
