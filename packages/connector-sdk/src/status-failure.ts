import type { FailureClass } from '@koppel/contracts';
import { ConnectorFailure } from './failure.js';
import type { HttpCall } from './http-call.js';
import type { HttpResponse, RateReport } from './http-port.js';

/** Statuses after which the same call may simply be made again. */
export const transientStatuses: ReadonlySet<number> = new Set([502, 503, 504]);

function classOf(status: number): FailureClass {
  if (status === 429) return 'rate_limit';
  if (status === 413) return 'too_large';
  // A redirect is not followed: the address in the fields is wrong, which only a person can mend.
  if (status < 400 || status === 401 || status === 402 || status === 403) return 'permission';
  if (status === 408 || status === 425 || status === 500) return 'intermittent';
  return status > 500 ? 'application_down' : 'value';
}

/** Waiting time from `Retry-After` (RFC 9110 10.2.3): seconds or a date. */
export function retryAfterMs(headers: Record<string, string>, nowMs: number): number | undefined {
  const value = headers['retry-after']?.trim();
  if (!value) return undefined;
  if (/^\d+(\.\d+)?$/.test(value)) return Math.ceil(Number(value) * 1000);
  const atMs = Date.parse(value);
  return Number.isNaN(atMs) ? undefined : Math.max(0, atMs - nowMs);
}

/** The reset of the budget that is used up; of the day's before the minute's. */
export function resetAfterMs(report: RateReport | undefined, nowMs: number): number | undefined {
  for (const window of [report?.day, report?.minute]) {
    if (window?.remaining !== undefined && window.remaining <= 0 && window.resetsAtMs !== undefined) {
      return Math.max(0, window.resetsAtMs - nowMs);
    }
  }
  return undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** The application's own words in the usual shapes of error bodies (OData, REST, GraphQL); short. */
export function messageOfBody(body: unknown): string | undefined {
  if (!isObject(body)) return undefined;
  const { error, errors } = body;
  const first: unknown = Array.isArray(errors) ? errors[0] : undefined;
  const nested = isObject(error) ? error['message'] : undefined;
  const candidates = [
    isObject(nested) ? nested['value'] : nested,
    body['message'],
    body['error_description'],
    isObject(first) ? first['message'] : first,
    error,
  ];
  const text = candidates.find((candidate) => typeof candidate === 'string' && candidate.trim() !== '');
  return typeof text === 'string' ? text.trim().slice(0, 300) : undefined;
}

const explanations: Record<FailureClass, string> = {
  value: 'The record cannot be taken as it is: correct it at its source, or the settings of the flow, and try again.',
  missing_reference: 'Something that the record refers to does not exist yet.',
  duplicate: 'It exists already.',
  permission: 'Check the credentials and the rights of the user in the connection.',
  rate_limit: 'Its limit on calls is used up. The work goes on by itself; nothing needs to be done.',
  too_large: 'What was sent is larger than it takes. Make the record smaller, such as its description, and try again.',
  intermittent: 'That is a fault of the application. Koppel tries again by itself.',
  application_down: 'It is down or in maintenance. Koppel tries again by itself.',
  defect: 'Report this to the makers of Koppel.',
};

/** The failure that an answer other than 2xx means. */
export function statusFailure(options: {
  application: string;
  call: HttpCall;
  answer: HttpResponse;
  report: RateReport | undefined;
  nowMs: number;
}): ConnectorFailure {
  const { application, call, answer, report, nowMs } = options;
  const failureClass = classOf(answer.status);
  const said = messageOfBody(answer.body);
  const what =
    answer.status < 400
      ? `${application} sent the call to another address (HTTP ${answer.status}), which is not followed.`
      : `${application} refused the call (HTTP ${answer.status})${said ? `: ${said.replace(/[.\s]+$/, '')}` : ''}.`;
  const advice =
    answer.status < 400
      ? "Check the address in the connection's fields: https or http, with or without www."
      : explanations[failureClass];
  return new ConnectorFailure(failureClass, `${what} ${advice}`, {
    status: answer.status,
    retryAfterMs:
      retryAfterMs(answer.headers, nowMs) ?? (answer.status === 429 ? resetAfterMs(report, nowMs) : undefined),
    // A server that failed half-way, or a gateway before it, does not tell whether the write was done.
    isOutcomeUnknown: answer.status >= 500 && !call.isRepeatable,
    body: answer.body,
  });
}
