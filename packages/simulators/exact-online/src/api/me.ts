import { getEndpoint } from '../metadata.js';
import { readQuery } from '../odata/query.js';
import { recordWriter } from '../odata/serialize.js';
import type { User } from '../oauth/oauth.router.js';
import type { Company } from '../store/company.js';
import type { Row } from '../store/row.js';
import type { ReadResult } from './read.js';

export interface MeOptions {
  user: User;
  now: () => number;
  publicUrl: () => string;
}

/** `current/Me`: the token's user and current company. */
export function readMe({ user, now, publicUrl }: MeOptions, company: Company, parameters: URLSearchParams): ReadResult {
  const endpoint = getEndpoint('current/Me');
  const query = readQuery(endpoint, parameters);
  const [firstName = '', ...lastName] = user.name.split(' ');
  const row: Row = {
    UserID: user.id,
    CurrentDivision: company.code,
    DivisionCustomerName: company.name,
    Email: user.email,
    UserName: user.email,
    FullName: user.name,
    FirstName: firstName,
    LastName: lastName.join(' '),
    Language: 'NL-NL',
    LanguageCode: 'nl-NL',
    Legislation: 1,
    ServerTime: new Date(now()).toISOString(),
    ServerUtcOffset: 0,
    AccountingDivision: company.code,
  };
  const write = recordWriter({ company, endpoint, baseUrl: `${publicUrl()}/api/v1`, select: query.select });
  const entries = [write({ key: user.id, row, timestamp: 0n })];
  return { kind: 'feed', entries, isWrapped: true, next: undefined, count: undefined };
}
