import {
  sharedFailure,
  ConnectorFailure,
  messageOfBody,
  plainText,
  type ConnectorFailureOptions,
  type HttpResponse,
  type RateReport,
} from '@koppel/connector-sdk';
import { STATUS_CODES } from 'node:http';
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
const certificateCode = /CERT|SELF_SIGNED|UNABLE_TO_(?:VERIFY|GET)|ERR_TLS/;

/** Statuses after which the same call may simply be made again. */
export const transientStatuses: ReadonlySet<number> = new Set([502, 503, 504]);

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
  if (error instanceof ConnectorFailure) return { failure: error, isTransient: false };
  const lost = { cause: error, isOutcomeUnknown: !call.isRepeatable };
  if (failed.isStopped) {
    return { failure: sharedFailure('intermittent', 'http.stopped', { application }, lost), isTransient: false };
  }
  if (failed.isTimedOut) {
    const seconds = Math.round(call.timeoutMs / 100) / 10;
    return {
      failure: sharedFailure('intermittent', 'http.timeout', { application, seconds }, lost),
      isTransient: false,
    };
  }
  const ofBody = bodyFailure(application, error, lost);
  return ofBody ? { failure: ofBody, isTransient: false } : connectionFailure(application, error, lost);
}

function bodyFailure(application: string, error: unknown, lost: ConnectorFailureOptions): ConnectorFailure | undefined {
  if (error instanceof BodyTooLarge) {
    const mebibytes = Math.round((error.limitBytes / 1024 / 1024) * 10) / 10;
    return sharedFailure('too_large', 'http.answer_too_large', { application, mebibytes }, lost);
  }
  if (error instanceof BodyNotJson) {
    const { said, isBroken } = error;
    if (said !== '')
      return sharedFailure('intermittent', isBroken ? 'http.broken_json' : 'http.page', { application, said }, lost);
    const contentType = plainText(error.contentType, 100) || '-';
    return sharedFailure('intermittent', 'http.unexpected_content', { application, contentType }, lost);
  }
  return undefined;
}

function connectionFailure(
  application: string,
  error: unknown,
  lost: ConnectorFailureOptions,
): { failure: ConnectorFailure; isTransient: boolean } {
  if (error instanceof AddressRefused) {
    const params = { application, host: error.host };
    return {
      failure: sharedFailure('permission', 'http.address_refused', params, { cause: error }),
      isTransient: false,
    };
  }
  const code = codeOf(error);
  const params = { application, code };
  if (notConnectedCodes.has(code)) {
    return {
      failure: sharedFailure('application_down', 'http.unreachable', params, { cause: error }),
      isTransient: true,
    };
  }
  if (certificateCode.test(code)) {
    const failure = sharedFailure('application_down', 'http.certificate', params, { cause: error });
    return { failure, isTransient: false };
  }
  return { failure: sharedFailure('intermittent', 'http.cut', params, lost), isTransient: true };
}

function codeOf(error: unknown): string {
  const code: unknown = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : '-';
}

/** Class and reason of a status; a redirect is not followed: the address is wrong, which only a person can correct. */
function meaningOf(status: number, isOwn: boolean) {
  if (status < 400) return ['permission', 'http.redirected'] as const;
  if (status === 401 || status === 402 || status === 403)
    return isOwn ? (['permission', 'http.forbidden'] as const) : (['intermittent', 'http.blocked'] as const);
  if (status === 429) return ['rate_limit', 'http.rate_limit'] as const;
  if (status === 413) return ['too_large', 'http.request_too_large'] as const;
  if (status === 408 || status === 425 || status === 500) return ['intermittent', 'http.server_error'] as const;
  return status > 500 ? (['application_down', 'http.unavailable'] as const) : (['value', 'http.refused'] as const);
}

/** The failure that an answer other than 2xx means. */
export function statusFailure(options: {
  application: string;
  call: HttpCall;
  answer: HttpResponse;
  report: RateReport | undefined;
  nowMs: number;
  isOwnRefusal?(answer: HttpResponse): boolean;
}): ConnectorFailure {
  const { application, call, answer, report, nowMs, isOwnRefusal = hasMessage } = options;
  const { status, headers, body, pageText } = answer;
  const details = {
    status,
    retryAfterMs:
      pauseOf(status, retryAfterMs(headers, nowMs)) ?? (status === 429 ? resetAfterMs(report, nowMs) : undefined),
    // A server that failed half-way, or a gateway before it, does not tell whether the write was done.
    isOutcomeUnknown: status >= 500 && !call.isRepeatable,
    body,
  };
  const [failureClass, code] = meaningOf(status, isOwnRefusal(answer));
  if (code === 'http.redirected') {
    const target = redirectTarget(call, headers['location']);
    const redirect = { ...details, ...(target !== undefined && { redirectedTo: target }) };
    return sharedFailure(failureClass, code, { application, status, target: target ?? '-' }, redirect);
  }
  // What an application does not explain, HTTP does: "Forbidden".
  const said = messageOfBody(body) || pageText || STATUS_CODES[status] || '-';
  return sharedFailure(failureClass, code, { application, status, said }, details);
}

/** A refusal of an application has words; a bare status may come from anything on the way to it. */
function hasMessage({ body }: HttpResponse): boolean {
  return messageOfBody(body) !== undefined;
}

/** Address and path of a redirect; its query may repeat credentials. */
function redirectTarget({ origin, path }: HttpCall, location: string | undefined): string | undefined {
  if (location === undefined || !URL.canParse(location, origin + path)) return undefined;
  const target = new URL(location, origin + path);
  return /^https?:$/.test(target.protocol) ? (target.origin + target.pathname).slice(0, 300) : undefined;
}

/** A daily limit ends within a day; whoever asks for more is asked again after it. */
const maxRetryAfterMs = 25 * 3_600_000;

/** Maintenance takes seconds far more often than the time that a page of maintenance names: it is looked at again soon. */
const maxMaintenanceMs = 120_000;

function pauseOf(status: number, askedMs: number | undefined): number | undefined {
  return askedMs === undefined || status === 429 ? askedMs : Math.min(askedMs, maxMaintenanceMs);
}

/** Waiting time from `Retry-After` (RFC 9110 10.2.3): seconds or a date. */
export function retryAfterMs(headers: Record<string, string>, nowMs: number): number | undefined {
  const value = headers['retry-after']?.trim();
  if (!value) return undefined;
  const isSeconds = /^\d+(\.\d+)?$/.test(value);
  const waitMs = isSeconds ? Math.ceil(Number(value) * 1000) : Date.parse(value) - nowMs;
  return Number.isNaN(waitMs) ? undefined : Math.min(maxRetryAfterMs, Math.max(0, waitMs));
}

/** The reset of a window that is used up: the latest of them. */
export function resetAfterMs(report: RateReport | undefined, nowMs: number): number | undefined {
  const resets = Object.values(report?.windows ?? {}).flatMap(({ remaining, resetsAtMs }) =>
    remaining !== undefined && remaining <= 0 && resetsAtMs !== undefined ? [resetsAtMs] : [],
  );
  return resets.length === 0 ? undefined : Math.max(0, Math.max(...resets) - nowMs);
}
