import { AddressRefused } from './address-guard.js';
import { ConnectorFailure, type ConnectorFailureOptions } from './failure.js';
import { BodyNotJson, BodyTooLarge } from './http-body.js';
import type { HttpCall } from './http-call.js';

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

export interface TransportTrouble {
  application: string;
  call: HttpCall;
  error: unknown;
  isTimedOut: boolean;
  isStopped: boolean;
}

/** Why a call ended without a usable answer. `isTransient` tells whether a repetition at once makes sense. */
export function transportFailure(trouble: TransportTrouble): { failure: ConnectorFailure; isTransient: boolean } {
  const { application, call, error } = trouble;
  const lost = { cause: error, isOutcomeUnknown: !call.isRepeatable };
  const lastWords = call.isRepeatable
    ? 'Koppel tries again by itself.'
    : 'Koppel looks up whether it was done before it tries again.';
  if (error instanceof ConnectorFailure) return { failure: error, isTransient: false };
  if (trouble.isStopped) {
    return {
      isTransient: false,
      failure: new ConnectorFailure('intermittent', `The call to ${application} was stopped. ${lastWords}`, lost),
    };
  }
  if (trouble.isTimedOut) {
    const seconds = Math.round(call.timeoutMs / 100) / 10;
    const message = `${application} did not answer within ${seconds} seconds. It is busy or hard to reach. ${lastWords}`;
    return { isTransient: false, failure: new ConnectorFailure('intermittent', message, lost) };
  }
  const bodyTrouble = bodyFailure(application, lastWords, { error, lost });
  if (bodyTrouble) return { failure: bodyTrouble, isTransient: false };
  return connectionFailure(application, lastWords, { error, lost });
}

function bodyFailure(
  application: string,
  lastWords: string,
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
      `It may be in maintenance, or its address is wrong. ${lastWords} If this stays, check the address in the connection's fields.`;
    return new ConnectorFailure('intermittent', message, lost);
  }
  return undefined;
}

function connectionFailure(
  application: string,
  lastWords: string,
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
  const message = `The connection to ${application} was cut before its answer was complete${code ? ` (${code})` : ''}. ${lastWords}`;
  return { isTransient: true, failure: new ConnectorFailure('intermittent', message, lost) };
}
