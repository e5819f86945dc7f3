import { ConnectorFailure } from '@koppel/connector-sdk';
import { isRow } from './odata.js';

export interface Attempted {
  /** `salesorder/SalesOrders` */
  endpoint: string;
  isWrite: boolean;
  division: string;
}

/** Exact Online's own words in an error answer. */
export function spokenText(failure: ConnectorFailure): string {
  const error = isRow(failure.body) ? failure.body.error : undefined;
  const message = isRow(error) ? error.message : undefined;
  const value = isRow(message) ? message.value : message;
  return typeof value === 'string' ? value.trim().slice(0, 300) : '';
}

/** What a person grants in Exact Online for an endpoint. */
const rights: [prefix: RegExp, right: string][] = [
  [/^(?:sync|bulk)?\/?salesorder\//i, 'sales orders'],
  [/^(?:sync\/|bulk\/)?crm\//i, 'relations (accounts)'],
  [/^(?:sync\/|bulk\/)?inventory\//i, 'stock and warehouses'],
  [/SalesItemPrices$/i, 'sales prices'],
  [/^(?:sync\/|bulk\/)?logistics\//i, 'items'],
  [/^vat\//i, 'VAT codes'],
  [/^cashflow\//i, 'payment conditions'],
];

export function rightFor(endpoint: string): string {
  return rights.find(([pattern]) => pattern.test(endpoint))?.[1] ?? `"${endpoint}"`;
}

const hourMs = 3_600_000;

function forbidden(failure: ConnectorFailure, { endpoint, division }: Attempted): ConnectorFailure {
  const text = spokenText(failure);
  const options = { status: failure.status, body: failure.body, cause: failure };
  if (/WrongDivision/i.test(text)) {
    return new ConnectorFailure(
      'permission',
      `Exact Online does not let this user into division ${division}. Either the number is wrong or the user has no access to that ` +
        'administration: correct the division in the connection, or let its manager in Exact Online add the user.',
      options,
    );
  }
  if (/too many errors|error limit|blocked/i.test(text)) return blocked(failure, endpoint);
  return new ConnectorFailure(
    'permission',
    `Exact Online refuses access to ${rightFor(endpoint)}${text ? ` ("${text}")` : ''}. The user who authorised the connection lacks this right, or ` +
      'the app has no permission for it: give both in Exact Online, then authorise and test the connection again.',
    options,
  );
}

/** Ten errors within an hour block an endpoint for an hour or longer. */
export function blocked(failure: ConnectorFailure | undefined, endpoint: string): ConnectorFailure {
  return new ConnectorFailure(
    'rate_limit',
    `Exact Online refused several calls to ${rightFor(endpoint)} within an hour and blocks them for an hour after the tenth. Koppel goes on by itself ` +
      'after that hour; meanwhile look at the issues of this flow and mend what they name.',
    {
      status: failure?.status,
      retryAfterMs: Math.max(failure?.retryAfterMs ?? 0, hourMs),
      body: failure?.body,
      cause: failure,
    },
  );
}

function limited(failure: ConnectorFailure, endpoint: string): ConnectorFailure {
  if (/errors/i.test(spokenText(failure))) return blocked(failure, endpoint);
  const retryAfterMs = failure.retryAfterMs ?? 60_000;
  const which = retryAfterMs > 120_000 ? 'the calls of this day' : 'the calls of this minute';
  const minutes = Math.max(1, Math.ceil(retryAfterMs / 60_000));
  return new ConnectorFailure(
    'rate_limit',
    `Exact Online counts ${which} as used up for this app and division. Koppel goes on by itself in about ${minutes} minute${minutes === 1 ? '' : 's'}; ` +
      'where this happens often, run the flows less often or ask Exact for a higher limit.',
    { status: failure.status, retryAfterMs, body: failure.body, cause: failure },
  );
}

function refusedRecord(failure: ConnectorFailure, { endpoint, isWrite }: Attempted): ConnectorFailure {
  const text = spokenText(failure);
  const options = { status: failure.status, body: failure.body, cause: failure };
  const say = (sentence: string): string => `Exact Online did not take the record: ${sentence}`;
  if (!isWrite) {
    return new ConnectorFailure(
      'defect',
      `Exact Online did not understand a question about ${rightFor(endpoint)}${text ? `: "${text}"` : ''}. Nothing was lost; report this to the makers of Koppel.`,
      options,
    );
  }
  const [, kind, what = ''] = /^(Mandatory|Invalid|Already exists):\s*(.*)$/is.exec(text) ?? [];
  if (kind === 'Mandatory') {
    return new ConnectorFailure(
      'value',
      say(`"${what}" must be filled. Fill it in the shop or in the settings of the flow, then retry.`),
      options,
    );
  }
  if (kind === 'Already exists') {
    return new ConnectorFailure(
      'duplicate',
      say(`"${what}" is there already. Look it up in Exact Online; skip this record if it is the same.`),
      options,
    );
  }
  if (kind === 'Invalid') {
    return new ConnectorFailure(
      'value',
      say(`"${what}" is not valid there. Check that value in the shop and in the settings of the flow, then retry.`),
      options,
    );
  }
  return new ConnectorFailure(
    'value',
    say(`${text ? `"${text}"` : 'it gave no reason'}. Check the record and the settings of the flow, then retry.`),
    options,
  );
}

/** Puts a refusal by Exact Online into its class and plain words. Failures of the line itself stay as they are. */
export function explainRefusal(failure: ConnectorFailure, attempted: Attempted): ConnectorFailure {
  switch (failure.status) {
    case 400:
      return refusedRecord(failure, attempted);
    case 401:
      return new ConnectorFailure(
        'permission',
        'Exact Online no longer accepts the log-in of this connection. Open the connection and choose Authorise; the flows go on where they stopped.',
        { status: 401, body: failure.body, cause: failure },
      );
    case 403:
      return forbidden(failure, attempted);
    case 404:
      return new ConnectorFailure(
        attempted.isWrite ? 'value' : 'defect',
        `Exact Online does not know what was asked for at "${attempted.endpoint}". If a record was deleted there, deliver it anew; else report this to the makers of Koppel.`,
        { status: 404, body: failure.body, cause: failure },
      );
    case 429:
      return limited(failure, attempted.endpoint);
    case 500:
      if (!/already exists/i.test(spokenText(failure))) return failure;
      return new ConnectorFailure(
        'duplicate',
        'Exact Online has this record already. Look it up there; skip this one if it is the same.',
        {
          status: 500,
          body: failure.body,
          cause: failure,
        },
      );
    default:
      return failure;
  }
}
