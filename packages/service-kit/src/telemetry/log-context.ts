import { isSpanContextValid, trace } from '@opentelemetry/api';
import { AsyncLocalStorage } from 'node:async_hooks';

/** Ids that stand on every log line of a request or run; never a name, a secret or a record. */
export interface LogContext {
  organizationId?: string;
  runId?: string;
  flowId?: string;
}

const storage = new AsyncLocalStorage<LogContext>();

/** Does work whose log lines all carry these ids, beside those of the work around it. */
export function withLogContext<T>(ids: LogContext, work: () => T): T {
  return storage.run({ ...storage.getStore(), ...ids }, work);
}

/** Adds ids that are learned only later, such as whose session it is, to the lines that follow. */
export function addLogContext(ids: LogContext): void {
  const known = storage.getStore();
  if (known) Object.assign(known, ids);
}

/** What a log line says of where it was written: the ids, and the trace by OpenTelemetry's names. */
export function currentLogFields(): Record<string, string> {
  const span = trace.getActiveSpan()?.spanContext();
  const context: Record<string, string> =
    span && isSpanContextValid(span) ? { trace_id: span.traceId, span_id: span.spanId } : {};
  return { ...storage.getStore(), ...context };
}
