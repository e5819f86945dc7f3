import { setTimeout as delay } from 'node:timers/promises';
import { ConnectorFailure, pausesRun, type ConnectorContext, type WriteOutcome } from '@koppel/connector-sdk';
import { countries, exactBaseUrl, exactOnlineFields } from './auth.js';
import { countOf, dayInZone, nextLinkOf, rowsOf, textOf, type Row } from './odata.js';
import { failure } from './reasons.js';
import { blocked, explainRefusal } from './refusals.js';

export interface Query {
  select?: string;
  filter?: string;
  /** Column whose records are given with the row. */
  expand?: string;
  top?: number;
  /** Asks how many rows there are over all pages. */
  withCount?: boolean;
}

export interface RowPage {
  rows: Row[];
  hasNext: boolean;
}

/** Refusals that count towards Exact Online's block of an endpoint: ten within an hour. */
const countedStatuses: ReadonlySet<number | undefined> = new Set([400, 401, 403, 404]);
const maxRefusals = 8;
const hourMs = 3_600_000;
/** A reading that has to be done in one go waits out the minute's budget itself. */
const maxPageWaitMs = 65_000;
const maxPageWaits = 3;

function encodeQuery({ select, filter, expand, top, withCount }: Query): string {
  const $inlinecount = withCount ? 'allpages' : undefined;
  const options = { $select: select, $filter: filter, $expand: expand, $top: top, $inlinecount };
  const parts = Object.entries(options).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${encodeURIComponent(String(value))}`],
  );
  return parts.length > 0 ? `?${parts.join('&')}` : '';
}

/** Calls of Exact Online's REST API within one division. */
export class ExactClient {
  readonly division: string;
  private readonly country: (typeof countries)[keyof typeof countries];

  constructor(private readonly context: ConnectorContext) {
    this.division = exactOnlineFields.shape.division.parse(context.fields.division);
    this.country = countries[exactOnlineFields.shape.country.parse(context.fields.country)];
  }

  /** ISO code of the country where the administration is. */
  get homeCountry(): string {
    return this.country.code;
  }

  /** The day where the administration is. */
  today(instant: Date = this.context.now()): string {
    return dayInZone(instant, this.country.timeZone);
  }

  /** The first page of a collection. */
  async rows(endpoint: string, query: Query = {}): Promise<Row[]> {
    return (await this.page(endpoint, this.url(endpoint, query))).rows;
  }

  /** All rows of a collection; only for small ones. */
  async allRows(endpoint: string, query: Query = {}): Promise<Row[]> {
    const rows: Row[] = [];
    for await (const page of this.pages(endpoint, query)) rows.push(...page.rows);
    return rows;
  }

  /** How many rows a collection has, in one call; undefined where Exact Online does not say. */
  async count(endpoint: string, keyName: string): Promise<number | undefined> {
    const url = this.url(endpoint, { select: keyName, top: 1, withCount: true });
    return countOf(await this.call(endpoint, false, { method: 'GET', url }));
  }

  /** How many rows the first page has, where it is the only one. */
  async countOnePage(endpoint: string, query: Query): Promise<number | undefined> {
    const { rows, next } = await this.page(endpoint, this.url(endpoint, query));
    return next === undefined ? rows.length : undefined;
  }

  /**
   * Page after page: Exact Online wants them one after another.
   *
   * @param options.waitsForBudget waits for the minute's budget between pages instead of failing; for what cannot be resumed in
   * its middle.
   */
  async *pages(
    endpoint: string,
    query: Query = {},
    options: { waitsForBudget?: boolean } = {},
  ): AsyncGenerator<RowPage> {
    let page = await this.page(endpoint, this.url(endpoint, query));
    yield { rows: page.rows, hasNext: page.next !== undefined };
    while (page.next !== undefined) {
      page = options.waitsForBudget
        ? await this.pageWhenAllowed(endpoint, page.next)
        : await this.page(endpoint, page.next);
      yield { rows: page.rows, hasNext: page.next !== undefined };
    }
  }

  /** Creates a record and gives its key. A lost answer is a failure whose outcome is unknown. */
  async create(endpoint: string, body: Row, keyName: string): Promise<string> {
    return (await this.createRow(endpoint, body, keyName)).key;
  }

  /** The same, with what Exact Online made of it. */
  async createRow(endpoint: string, body: Row, keyName: string): Promise<{ key: string; row: Row }> {
    const answer = await this.call(endpoint, true, { method: 'POST', url: this.url(endpoint), body });
    const row = rowsOf(answer)?.[0];
    const key = textOf(row?.[keyName]);
    if (row && key !== undefined) return { key, row };
    const details = { isOutcomeUnknown: true };
    throw failure('intermittent', 'exact_online.answer_without_key', { key: keyName }, details);
  }

  /** Changes the named properties of a record. */
  async update(endpoint: string, key: string, body: Row): Promise<void> {
    await this.call(endpoint, true, { method: 'PUT', url: `${this.url(endpoint)}(guid'${key}')`, body });
  }

  async remove(endpoint: string, key: string): Promise<void> {
    await this.call(endpoint, true, { method: 'DELETE', url: `${this.url(endpoint)}(guid'${key}')` });
  }

  /** Who is signed in; this endpoint stands outside any division. */
  async me(): Promise<Row | undefined> {
    const url = `/api/v1/current/Me${encodeQuery({ select: 'CurrentDivision,FullName,LanguageCode' })}`;
    return (await this.page('current/Me', url)).rows[0];
  }

  /** The administrations that the user may open, asked within the one that is open. */
  async divisions(currentDivision: string, filter?: string): Promise<Row[]> {
    const endpoint = 'system/Divisions';
    const url = `/api/v1/${currentDivision}/${endpoint}${encodeQuery({ select: 'Code,Description,Currency,Country,Status', filter })}`;
    return (await this.page(endpoint, url)).rows;
  }

  private url(endpoint: string, query: Query = {}): string {
    return `/api/v1/${this.division}/${endpoint}${encodeQuery(query)}`;
  }

  private async pageWhenAllowed(endpoint: string, url: string): Promise<{ rows: Row[]; next: string | undefined }> {
    for (let waits = 0; ; waits += 1) {
      try {
        return await this.page(endpoint, url);
      } catch (error: unknown) {
        const isLimit = error instanceof ConnectorFailure && error.failureClass === 'rate_limit';
        if (!isLimit || waits >= maxPageWaits) throw error;
        const waitMs = error.retryAfterMs ?? maxPageWaitMs;
        if (waitMs > maxPageWaitMs) throw error;
        await delay(waitMs, undefined, { signal: this.context.signal });
      }
    }
  }

  private async page(endpoint: string, url: string): Promise<{ rows: Row[]; next: string | undefined }> {
    const body = await this.call(endpoint, false, { method: 'GET', url });
    const rows = rowsOf(body);
    if (rows) return { rows, next: this.checkNext(nextLinkOf(body)) };
    throw failure('intermittent', 'exact_online.unexpected_answer', { endpoint });
  }

  /**
   * The next page must be at the same address: the access token goes along. A sandbox behind a proxy may call itself by
   * another name; of its links only the path is taken.
   */
  private checkNext(next: string | undefined): string | undefined {
    if (next === undefined) return undefined;
    const base = new URL(exactBaseUrl(this.context.fields, this.context.host));
    const url = URL.canParse(next, base.href) ? new URL(next, base) : undefined;
    const isSameOrigin = url?.origin === base.origin || this.context.host.override !== undefined;
    if (url && isSameOrigin && url.pathname.startsWith('/api/v1/')) return url.pathname + url.search;
    throw failure('defect', 'exact_online.next_page_elsewhere', { host: url?.host ?? '-' });
  }

  private async call(
    endpoint: string,
    isWrite: boolean,
    request: { method: 'GET' | 'POST' | 'PUT' | 'DELETE'; url: string; body?: Row },
  ): Promise<unknown> {
    const refusals = this.refusalsOf(`${request.method} ${endpoint}`);
    if (refusals.length >= maxRefusals) throw blocked(undefined, endpoint);
    try {
      return (await this.context.http.request(request)).body;
    } catch (error: unknown) {
      if (!(error instanceof ConnectorFailure)) throw error;
      if (countedStatuses.has(error.status)) refusals.push(this.context.now().getTime());
      throw explainRefusal(error, { endpoint, isWrite, division: this.division });
    }
  }

  /** When this run was refused at an endpoint within the last hour. */
  private refusalsOf(call: string): number[] {
    const key = `client:refusals:${call}`;
    const since = this.context.now().getTime() - hourMs;
    const recent = ((this.context.cache.get(key) as number[] | undefined) ?? []).filter((atMs) => atMs > since);
    this.context.cache.set(key, recent);
    return recent;
  }
}

export interface Administration {
  division: string;
  name: string;
  currency: string;
  country: string | undefined;
}

/** The chosen administration among those that the user may open; undefined where it is not among them. */
export async function findAdministration(
  client: ExactClient,
  currentDivision: string,
): Promise<Administration | undefined> {
  const rows = await client.divisions(currentDivision, `Code eq ${client.division}`);
  const row = rows.find((each) => textOf(each.Code) === client.division);
  if (!row) return undefined;
  return {
    division: client.division,
    name: textOf(row.Description) ?? client.division,
    currency: textOf(row.Currency) ?? '',
    country: textOf(row.Country),
  };
}

/** ISO code of the currency in which the administration is kept; asked once a run. */
export async function loadAdministrationCurrency(context: ConnectorContext): Promise<string> {
  const cached = context.cache.get('administration:currency');
  if (typeof cached === 'string') return cached;
  const client = new ExactClient(context);
  const administration = await findAdministration(client, client.division);
  if (!administration || !/^[A-Z]{3}$/.test(administration.currency)) {
    throw failure('permission', 'exact_online.currency_unknown', { division: client.division }, { field: 'division' });
  }
  context.cache.set('administration:currency', administration.currency);
  return administration.currency;
}

/**
 * The outcome of one write. What concerns Exact Online as a whole is thrown, so that the run pauses; but a write whose
 * answer was lost belongs to its record, which is looked up before it is tried again.
 */
export async function outcomeOf(write: () => Promise<string>): Promise<WriteOutcome> {
  try {
    return { status: 'written', targetKey: await write() };
  } catch (error: unknown) {
    if (!(error instanceof ConnectorFailure)) throw error;
    if (!error.isOutcomeUnknown && (pausesRun(error) || error.failureClass === 'permission')) throw error;
    return { status: 'failed', failure: error };
  }
}
