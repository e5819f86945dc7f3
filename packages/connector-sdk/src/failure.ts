import type { FailureClass } from '@koppel/contracts';

export interface ConnectorFailureOptions {
  status?: number;
  retryAfterMs?: number;
  waitsFor?: string;
  isOutcomeUnknown?: boolean;
  /** The parsed body of the application's error answer; for the connector only, never logged. */
  body?: unknown;
  cause?: unknown;
}

/**
 * A failure of one record or of a whole application. The class decides what happens next; the message is for a person:
 * what happened, what it means, what to do.
 */
export class ConnectorFailure extends Error {
  readonly failureClass: FailureClass;
  /** HTTP status of the application's answer, where there was one. */
  readonly status: number | undefined;
  /** How long the application asks to wait. */
  readonly retryAfterMs: number | undefined;
  /** What must exist before the record can be delivered, `item:85123A`; only with class `missing_reference`. */
  readonly waitsFor: string | undefined;
  /** True when a write may have happened although its answer was lost: look it up before writing again. */
  readonly isOutcomeUnknown: boolean;
  readonly #body: unknown;

  constructor(failureClass: FailureClass, message: string, options: ConnectorFailureOptions = {}) {
    super(message, { cause: options.cause });
    this.name = 'ConnectorFailure';
    this.failureClass = failureClass;
    this.status = options.status;
    this.retryAfterMs = options.retryAfterMs;
    this.waitsFor = options.waitsFor;
    this.isOutcomeUnknown = options.isOutcomeUnknown ?? false;
    this.#body = options.body;
  }

  /** The parsed body of the application's error answer. A getter, so that no logger writes it along. */
  get body(): unknown {
    return this.#body;
  }
}

/** Failures of these classes are the application's, not the record's: the run pauses and goes on from its checkpoint. */
const pausingClasses: ReadonlySet<FailureClass> = new Set(['rate_limit', 'intermittent', 'application_down']);

export function pausesRun(failure: ConnectorFailure): boolean {
  return pausingClasses.has(failure.failureClass);
}
