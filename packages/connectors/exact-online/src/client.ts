import { setTimeout as delay } from 'node:timers/promises';
import { ConnectorFailure, type ConnectorContext } from '@koppel/connector-sdk';
import { exactBaseUrl } from './auth.js';
import { countries, exactOnlineFields } from './fields.js';
import { countOf, dayInZone, nextLinkOf, rowsOf, textOf, type Row } from './odata.js';
import { blocked, explainRefusal } from './refusals.js';

export interface Query {
  select?: string;
  filter?: string;
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
const maxTotalWaitMs = 65_000;
const maxWaits = 3;

function encodeQuery({ select, filter, top, withCount }: Query): string {
  const options = { $select: select, $filter: filter, $top: top, $inlinecount: withCount ? 'allpages' : undefined };
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
   * @param options.isPatient waits for the minute's budget between pages instead of failing; for what cannot be resumed in
   * its middle.
   */
  async *pages(endpoint: string, query: Query = {}, options: { isPatient?: boolean } = {}): AsyncGenerator<RowPage> {
    let page = await this.page(endpoint, this.url(endpoint, query));
    yield { rows: page.rows, hasNext: page.next !== undefined };
    while (page.next !== undefined) {
      page = options.isPatient ? await this.patientPage(endpoint, page.next) : await this.page(endpoint, page.next);
      yield { rows: page.rows, hasNext: page.next !== undefined };
    }
  }

  /** Creates a record and gives its key. A lost answer is a failure whose outcome is unknown. */
  async create(endpoint: string, body: Row, keyName: string): Promise<string> {
    const answer = await this.call(endpoint, true, { method: 'POST', url: this.url(endpoint), body });
    const key = textOf(rowsOf(answer)?.[0]?.[keyName]);
    if (key !== undefined) return key;
    throw new ConnectorFailure(
      'intermittent',
      `Exact Online answered a new record without its ${keyName}, so it is not certain that it was stored. Koppel looks it up before trying again.`,
      { isOutcomeUnknown: true },
    );
  }

  /** Changes the named properties of a record. */
  async update(endpoint: string, key: string, body: Row): Promise<void> {
    await this.call(endpoint, true, { method: 'PUT', url: `${this.url(endpoint)}(guid'${key}')`, body });
  }

  /** Who is signed in; this endpoint stands outside any division. */
  async me(): Promise<Row | undefined> {
    const url = `/api/v1/current/Me${encodeQuery({ select: 'CurrentDivision,FullName' })}`;
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

  private async patientPage(endpoint: string, url: string): Promise<{ rows: Row[]; next: string | undefined }> {
    for (let waits = 0; ; waits += 1) {
      try {
        return await this.page(endpoint, url);
      } catch (error: unknown) {
        const isLimit = error instanceof ConnectorFailure && error.failureClass === 'rate_limit';
        if (!isLimit || waits >= maxWaits) throw error;
        const waitMs = error.retryAfterMs ?? maxTotalWaitMs;
        if (waitMs > maxTotalWaitMs) throw error;
        await delay(waitMs, undefined, { signal: this.context.signal });
      }
    }
  }

  private async page(endpoint: string, url: string): Promise<{ rows: Row[]; next: string | undefined }> {
    const body = await this.call(endpoint, false, { method: 'GET', url });
    const rows = rowsOf(body);
    if (rows) return { rows, next: this.checkNext(nextLinkOf(body)) };
    throw new ConnectorFailure(
      'intermittent',
      `Exact Online answered a question about "${endpoint}" with something that is not its data format. It may be in maintenance; Koppel tries again by itself.`,
    );
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
    throw new ConnectorFailure(
      'defect',
      `Exact Online's link to the next page leads to another address (${url?.host ?? 'unreadable'}). Koppel does not follow it, because the log-in would go along. ` +
        'Check the address of the sandbox or proxy, or report this to the makers of Koppel.',
    );
  }

  private async call(
    endpoint: string,
    isWrite: boolean,
    request: { method: 'GET' | 'POST' | 'PUT'; url: string; body?: Row },
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
