import {
  renderReason,
  type FailureClass,
  type ParamsOf,
  type Reason,
  type ReasonCatalogue,
  type ReasonMessages,
  type TypedCatalogue,
} from '@koppel/contracts';
import { decodeEntities } from './text.js';

export interface ConnectorFailureOptions {
  /** HTTP status of the application's answer, where there was one. */
  status?: number;
  /** How long the application asks to wait. */
  retryAfterMs?: number;
  /**
   * Names what must exist before the record can be delivered, `product:AB-1`; only with class `missing_reference`. It is shown
   * and searched, never resolved: every run tries the records that wait again.
   */
  waitsFor?: string;
  /** True when a write may have happened although its answer was lost: look it up before writing again. */
  isOutcomeUnknown?: boolean;
  /** True when the record that was to be updated is not at the target any more: it is looked up there again by its natural key. */
  isTargetGone?: boolean;
  /**
   * The name under which a dependency gave a key that the target does not have any more (`customer`): the dependency is delivered
   * again, and then this record once more.
   */
  goneReference?: string;
  /** True when the application took the call and failed on this one record of it, whatever the class: the others, and the run, go on. */
  isOfRecord?: boolean;
  /** The parsed body of the application's error answer; for the connector only, never logged. */
  body?: unknown;
  /** Where a redirect pointed: address and path, without its query. */
  redirectedTo?: string;
  /** The value with which a field of the connection would be right; a person is offered it. */
  correction?: Correction;
  /** What to do about it, where the step of the connection test knows less. */
  advice?: Reason;
  cause?: unknown;
}

/** A field of the connection and what it should be. */
export interface Correction {
  field: string;
  value: string;
}

/**
 * A failure of one record or of a whole application. The class decides what happens next (retry, hold, issue or stop), the
 * reason says why. The message of the Error is the English sentence, for logs and developers only: compare `reason.code`.
 */
export class ConnectorFailure extends Error {
  readonly failureClass: FailureClass;
  readonly reason: Reason;
  readonly status: number | undefined;
  readonly retryAfterMs: number | undefined;
  readonly waitsFor: string | undefined;
  readonly isOutcomeUnknown: boolean;
  readonly isTargetGone: boolean;
  readonly goneReference: string | undefined;
  readonly redirectedTo: string | undefined;
  readonly correction: Correction | undefined;
  readonly advice: Reason | undefined;
  readonly isOfRecord: boolean;
  readonly #body: unknown;

  /** Authors make failures with {@link failuresOf}, whose codes and parameters are typed. */
  constructor(failureClass: FailureClass, reason: Reason, options: ConnectorFailureOptions = {}) {
    super(reason.message ?? reason.code, { cause: options.cause });
    this.name = 'ConnectorFailure';
    this.failureClass = failureClass;
    this.reason = withoutMessage(reason);
    this.status = options.status;
    this.retryAfterMs = options.retryAfterMs;
    this.waitsFor = options.waitsFor;
    this.isOutcomeUnknown = options.isOutcomeUnknown ?? false;
    this.isTargetGone = options.isTargetGone ?? false;
    this.goneReference = options.goneReference;
    this.redirectedTo = options.redirectedTo;
    this.correction = options.correction;
    this.advice = options.advice;
    this.isOfRecord = options.isOfRecord ?? false;
    this.#body = options.body;
  }

  /** The parsed body of the application's error answer. A getter, so that no logger writes it along. */
  get body(): unknown {
    return this.#body;
  }
}

function withoutMessage({ code, params, field }: Reason): Reason {
  return { code, params, ...(field !== undefined && { field }) };
}

export interface FailureOptions extends ConnectorFailureOptions {
  /** Dotted path of the field at fault, of the record as read (`billing.country`), of the connection or of the settings. */
  field?: string;
}

type FailureArguments<Message extends string> = keyof ParamsOf<Message> extends never
  ? [params?: Record<string, never>, options?: FailureOptions]
  : [params: ParamsOf<Message>, options?: FailureOptions];

/** Makes a failure of a class with a code of the package and the parameters that its message takes. */
export type FailureMaker<En extends ReasonMessages> = <Code extends keyof En & string>(
  failureClass: FailureClass,
  code: Code,
  ...rest: FailureArguments<En[Code]>
) => ConnectorFailure;

/**
 * Makes the `failure` function of a package from its catalogue of reasons.
 *
 * @example
 * export const reasons = defineReasons({ en, nl });
 * export const failure = failuresOf(reasons);
 * throw failure('missing_reference', 'my_shop.product_missing', { sku }, { waitsFor: `product:${sku}`, field: 'sku' });
 */
export function failuresOf<En extends ReasonMessages>(
  catalogue: TypedCatalogue<En> & ReasonCatalogue,
): FailureMaker<En> {
  return (failureClass, code, ...[params, options = {}]) => {
    const { field, ...rest } = options;
    const reason: Reason = { code, params: params ?? {}, ...(field !== undefined && { field }) };
    return new ConnectorFailure(failureClass, { ...reason, message: renderReason(reason, catalogue) }, rest);
  };
}

/** Failures of these classes are the application's, not the record's: the run pauses and goes on from its checkpoint. */
const pausingClasses: ReadonlySet<FailureClass> = new Set(['rate_limit', 'intermittent', 'application_down']);

export function pausesRun(failure: Pick<ConnectorFailure, 'failureClass' | 'isOfRecord'>): boolean {
  return pausingClasses.has(failure.failureClass) && !failure.isOfRecord;
}

/**
 * What an application said, as plain text for a parameter: without tags and entities, on one line, without the full stop at
 * its end, at most `maxLength` characters.
 */
export function plainText(text: string, maxLength = 300): string {
  const withoutTags = (value: string) => value.replace(/<(?:\/?[a-z]|!)[^>]*>/gi, ' ');
  const decoded = decodeEntities(withoutTags(text));
  const line = withoutTags(decoded).replace(/\s+/g, ' ').trim();
  return line.slice(0, maxLength).replace(/[.\s]+$/, '');
}

/** What a web page says, as {@link plainText}: its title, and what is written on it. */
export function textOfPage(html: string, maxLength = 200): string {
  const start = html.slice(0, 50_000);
  const title = plainText(/<title[^>]*>([\s\S]*?)<\/title>/i.exec(start)?.[1] ?? '', maxLength);
  const body = start.replace(/<(head|title|script|style|noscript|svg)\b[\s\S]*?(?:<\/\1>|$)/gi, ' ');
  const written = plainText(body.replace(/\s*<\/h\d>/gi, '. '), maxLength);
  if (title === '' || written.startsWith(title)) return written;
  return written === '' ? title : plainText(`${title}: ${written}`, maxLength);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** The application's own message in the usual shapes of error bodies (OData, REST, GraphQL), as {@link plainText}. */
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
  for (const candidate of candidates) {
    const text = typeof candidate === 'string' ? plainText(candidate) : '';
    if (text !== '') return text;
  }
  return undefined;
}
