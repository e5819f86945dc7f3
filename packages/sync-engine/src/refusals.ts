import type { FailureClass } from '@koppel/contracts';
import { ConnectorFailure, isTooMuch } from '@koppel/connector-sdk';
import { failure as makeFailure } from './reasons.js';

/** Classes of a refused call that one record of it may have caused. */
const refusalClasses: ReadonlySet<FailureClass> = new Set(['value', 'too_large', 'duplicate', 'missing_reference']);

/** A call that was refused before the application looked at a record: by a firewall, or for rights. */
export function isOfCall(failure: ConnectorFailure): boolean {
  return failure.reason.code === 'http.blocked' || (failure.status === 403 && failure.failureClass === 'permission');
}

/** A call that was refused, perhaps for the sake of one record in it, and that did nothing. */
export function isRefusal(failure: ConnectorFailure): boolean {
  return (refusalClasses.has(failure.failureClass) || isOfCall(failure)) && !failure.isOutcomeUnknown;
}

/** The connection ended before the answer: a proxy, or a connection that was idle for too long. */
export function isCut(failure: ConnectorFailure): boolean {
  return failure.reason.code === 'http.cut';
}

/** The application may have done what it was asked for. */
export function isAnswerLost(failure: ConnectorFailure): boolean {
  return failure.isOutcomeUnknown || isCut(failure) || (isTooMuch(failure) && !isRefusal(failure));
}

/** What a firewall refuses has no reason of its own; an application that refuses for rights names them. */
export function refusedAlone(failure: ConnectorFailure, application: string): ConnectorFailure {
  if (!isOfCall(failure)) return failure;
  const status = failure.status ?? 403;
  if (failure.reason.code === 'http.blocked')
    return makeFailure(
      'permission',
      'sync.refused_alone',
      { application, status },
      { cause: failure, status, isOfRecord: true },
    );
  return new ConnectorFailure(failure.failureClass, failure.reason, { cause: failure, isOfRecord: true, status });
}
