import type { ConnectorFailure, HttpResponse } from '@koppel/connector-sdk';
import { isRow } from './odata.js';
import { failure } from './reasons.js';

export interface FailedCall {
  /** `salesorder/SalesOrders` */
  endpoint: string;
  isWrite: boolean;
  division: string;
}

/** Exact Online's own message in an error answer. */
export function messageOf({ body }: ConnectorFailure): string {
  const error = isRow(body) ? body.error : undefined;
  const message = isRow(error) ? error.message : undefined;
  const value = isRow(message) ? message.value : message;
  return typeof value === 'string' ? value.trim().slice(0, 300) : '';
}

/** The same as a part of a sentence. */
export function saidOf(failure: ConnectorFailure): string {
  return messageOf(failure).replace(/[.\s]+$/, '') || '-';
}

/** What a person grants in Exact Online for an endpoint: a term of the messages. */
const rights: [prefix: RegExp, right: string][] = [
  [/^(?:sync|bulk)?\/?salesorder\//i, 'sales_orders'],
  [/^salesinvoice\//i, 'sales_invoices'],
  [/^financialtransaction\/Bank/i, 'bank_entries'],
  [/^financialtransaction\/Cash/i, 'cash_entries'],
  [/^read\/financial\/ReceivablesList$/i, 'receivables'],
  [/^(?:salesentry|financial|hrm)\/|^(?:bulk|read)\/financial\//i, 'ledger'],
  [/^(?:sync\/|bulk\/)?crm\//i, 'relations'],
  [/^(?:sync\/|bulk\/)?inventory\//i, 'stock'],
  [/SalesItemPrices$/i, 'sales_prices'],
  [/^(?:sync\/|bulk\/)?logistics\//i, 'items'],
  [/^vat\//i, 'vat_codes'],
  [/^webhooks\//i, 'webhooks'],
  [/^cashflow\//i, 'payment_conditions'],
  [/^general\/Currencies$/i, 'currencies'],
];

export function rightFor(endpoint: string): string {
  return rights.find(([pattern]) => pattern.test(endpoint))?.[1] ?? endpoint;
}

/** A refusal of Exact Online has an error with a message, or names how to sign in. */
export function isOwnRefusal({ body, headers }: HttpResponse): boolean {
  const error = isRow(body) ? body.error : undefined;
  return isRow(error) || /^\s*Bearer\b/i.test(headers['www-authenticate'] ?? '');
}

const hourMs = 3_600_000;

function detailsOf(cause: ConnectorFailure) {
  return { status: cause.status, body: cause.body, cause };
}

function forbidden(cause: ConnectorFailure, { endpoint, isWrite, division }: FailedCall): ConnectorFailure {
  const said = messageOf(cause);
  if (/WrongDivision/i.test(said)) {
    const details = { ...detailsOf(cause), field: 'division' };
    return failure('permission', 'exact_online.division_closed', { division }, details);
  }
  if (/too many errors|error limit|blocked/i.test(said)) return blocked(cause, endpoint);
  const params = { right: rightFor(endpoint), said: said || 'HTTP 403' };
  const code = isWrite ? 'exact_online.write_forbidden' : 'exact_online.forbidden';
  return failure('permission', code, params, detailsOf(cause));
}

/** Ten errors within an hour block an endpoint for an hour or longer. */
export function blocked(cause: ConnectorFailure | undefined, endpoint: string): ConnectorFailure {
  const retryAfterMs = Math.max(cause?.retryAfterMs ?? 0, hourMs);
  const details = { ...(cause && detailsOf(cause)), retryAfterMs };
  return failure('rate_limit', 'exact_online.blocked', { right: rightFor(endpoint) }, details);
}

function limited(cause: ConnectorFailure, endpoint: string): ConnectorFailure {
  if (/errors/i.test(messageOf(cause))) return blocked(cause, endpoint);
  const retryAfterMs = cause.retryAfterMs ?? 60_000;
  const code = retryAfterMs > 120_000 ? 'exact_online.day_limit' : 'exact_online.minute_limit';
  const minutes = Math.max(1, Math.ceil(retryAfterMs / 60_000));
  return failure('rate_limit', code, { minutes }, { ...detailsOf(cause), retryAfterMs });
}

function refusedRecord(cause: ConnectorFailure, { endpoint, isWrite }: FailedCall): ConnectorFailure {
  const said = messageOf(cause);
  const details = detailsOf(cause);
  if (!isWrite) {
    const params = { right: rightFor(endpoint), said: said || 'HTTP 400' };
    return failure('defect', 'exact_online.question_refused', params, details);
  }
  const [, kind, what = ''] = /^(Mandatory|Invalid|Already exists):\s*(.*)$/is.exec(said) ?? [];
  if (kind === 'Mandatory') return failure('value', 'exact_online.value_mandatory', { said: what }, details);
  if (kind === 'Already exists') return failure('duplicate', 'exact_online.exists_already', { said: what }, details);
  if (kind === 'Invalid') return failure('value', 'exact_online.value_invalid', { said: what }, details);
  if (said === '') return failure('value', 'exact_online.record_refused_silently', {}, details);
  return failure('value', 'exact_online.record_refused', { said: said.replace(/[.\s]+$/, '') }, details);
}

/** Puts a refusal by Exact Online into its class, with its reason. Failures of the transport stay as they are. */
export function explainRefusal(cause: ConnectorFailure, call: FailedCall): ConnectorFailure {
  const details = detailsOf(cause);
  if (cause.reason.code === 'http.blocked') return cause;
  switch (cause.status) {
    case 400:
      return refusedRecord(cause, call);
    case 401:
      return failure('permission', 'exact_online.login_ended', {}, details);
    case 403:
      return forbidden(cause, call);
    case 404: {
      const params = { endpoint: call.endpoint };
      const options = { ...details, isTargetGone: call.isWrite };
      return failure(call.isWrite ? 'value' : 'defect', 'exact_online.not_found', params, options);
    }
    case 429:
      return limited(cause, call.endpoint);
    case 500:
      if (!/already exists/i.test(messageOf(cause))) return cause;
      return failure('duplicate', 'exact_online.record_exists', {}, details);
    default:
      return cause;
  }
}
