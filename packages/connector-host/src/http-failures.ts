import {
  ConnectorFailure,
  type ConnectorFailureOptions,
  type HttpResponse,
  type RateReport,
} from '@koppel/connector-sdk';
import type { FailureClass } from '@koppel/contracts';
import { AddressRefused } from './address-guard.js';
import type { HttpCall } from './http-request.js';
import { BodyNotJson, BodyTooLarge } from './http-transport.js';

/** Error codes of a connection that was never made: nothing was sent. */
const notConnectedCodes: ReadonlySet<string> = new Set([
  'UND_ERR_CONNECT_TIMEOUT',
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EAI_FAIL',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EADDRNOTAVAIL',
]);
/** Certificates that do not hold. */
const certificateCode = /CERT|SELF_SIGNED|UNABLE_TO_(?:VERIFY|GET)|ERR_TLS/;

function codeOf(error: unknown): string {
  const code: unknown = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : '';
}

export interface FailedCall {
  application: string;
  call: HttpCall;
  error: unknown;
  isTimedOut: boolean;
  isStopped: boolean;
}

/** Why a call ended without a usable answer. `isTransient` tells whether a repetition at once makes sense. */
export function transportFailure(failed: FailedCall): { failure: ConnectorFailure; isTransient: boolean } {
  const { application, call, error } = failed;
  const lost = { cause: error, isOutcomeUnknown: !call.isRepeatable };
  const advice = call.isRepeatable
    ? 'Koppel tries again by itself.'
    : 'Koppel looks up whether it was done before it tries again.';
  if (error instanceof ConnectorFailure) return { failure: error, isTransient: false };
  if (failed.isStopped) {
    return {
      isTransient: false,
      failure: new ConnectorFailure('intermittent', `The call to ${application} was stopped. ${advice}`, lost),
    };
  }
  if (failed.isTimedOut) {
    const seconds = Math.round(call.timeoutMs / 100) / 10;
    const message = `${application} did not answer within ${seconds} seconds. It is busy or hard to reach. ${advice}`;
    return { isTransient: false, failure: new ConnectorFailure('intermittent', message, lost) };
  }
  const ofBody = bodyFailure(application, advice, { error, lost });
  if (ofBody) return { failure: ofBody, isTransient: false };
  return connectionFailure(application, advice, { error, lost });
}

function bodyFailure(
  application: string,
  advice: string,
  { error, lost }: { error: unknown; lost: ConnectorFailureOptions },
): ConnectorFailure | undefined {
  if (error instanceof BodyTooLarge) {
    const mebibytes = Math.round(error.limitBytes / 1024 / 1024);
    const message = `The answer of ${application} is larger than ${mebibytes} MiB, so it was not read. Ask for less at once, or let the operator raise the limit.`;
    return new ConnectorFailure('too_large', message, lost);
  }
  if (error instanceof BodyNotJson) {
    const message =
      `${application} answered with something that is not the data it should give (${error.contentType || 'no content type'}). ` +
      `It may be in maintenance, or its address is wrong. ${advice} If this stays, check the address in the connection's fields.`;
    return new ConnectorFailure('intermittent', message, lost);
  }
  return undefined;
}

function connectionFailure(
  application: string,
  advice: string,
  { error, lost }: { error: unknown; lost: ConnectorFailureOptions },
): { failure: ConnectorFailure; isTransient: boolean } {
  const code = codeOf(error);
  if (error instanceof AddressRefused) {
    const message = `The address of ${application} (${error.host}) may not be called: it is not a public address, or not https. Correct it in the connection's fields, or let the operator allow private addresses.`;
    return { isTransient: false, failure: new ConnectorFailure('permission', message, { cause: error }) };
  }
  if (notConnectedCodes.has(code)) {
    const message = `${application} cannot be reached (${code}): it is down, or its address is wrong. Koppel tries again by itself; if this stays, check the address in the connection's fields.`;
    return { isTransient: true, failure: new ConnectorFailure('application_down', message, { cause: error }) };
  }
  if (certificateCode.test(code)) {
    const message = `The certificate of ${application} does not hold (${code}), so nothing was sent. Let its administrator mend the certificate.`;
    return { isTransient: false, failure: new ConnectorFailure('application_down', message, { cause: error }) };
  }
  const message = `The connection to ${application} was cut before its answer was complete${code ? ` (${code})` : ''}. ${advice}`;
  return { isTransient: true, failure: new ConnectorFailure('intermittent', message, lost) };
}

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
