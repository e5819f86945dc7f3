import { getEndpoint } from '../metadata.js';
import { recordWriter } from '../odata/serialize.js';
import type { Consent } from '../oauth/oauth.router.js';
import { type Period, statusRow } from '../rules/periods.js';
import { rebuildOpenItems } from '../rules/open-items.js';
import type { Deletions, PaymentSwitches, VatAmounts } from '../rules/rules.js';
import { readScalar } from '../rules/input.js';
import { rulesOf } from '../rules/registry.js';
import { type WriteContext, insertRow } from '../rules/rules.js';
import type { Company } from '../store/company.js';
import type { Row, Scalar, Stored } from '../store/row.js';
import type { LimitOptions } from '../limits/limits.js';
import type { WebhookDelivery } from '../webhooks/webhooks.js';
import type { Fault } from './faults.js';
import type { Counters, JournalEntry } from './journal.js';
import type { SimulatorParts } from '../parts.js';

/** A record with its key and row version; dates are epoch milliseconds. */
export type ControlRecord = Row & { Timestamp: string };

export interface ListOptions {
  division?: number;
  /** Only records whose columns have these values; codes may be written without their padding. */
  where?: Record<string, Scalar>;
}

/** Control for tests beyond the API. Every method is also available over HTTP under `/_simulator`. */
export class Control {
  constructor(private readonly parts: SimulatorParts) {}

  /** The records of an entity such as `salesorder/SalesOrders`. */
  list(entity: string, { division, where = {} }: ListOptions = {}): ControlRecord[] {
    const endpoint = getEndpoint(entity);
    const columns = Object.entries(where).map(
      ([name, value]) => [endpoint.properties.get(name)?.column ?? name, value] as const,
    );
    const table = this.company(division).table(endpoint.table);
    const isFitting = ({ row }: Stored): boolean =>
      columns.every(([column, value]) => trimmed(row[column]) === trimmed(value));
    return [...table.values()]
      .filter(isFitting)
      .map(({ row, timestamp }) => ({ ...row, Timestamp: timestamp.toString() }));
  }

  get(entity: string, key: string, division?: number): ControlRecord | undefined {
    const record = this.company(division).table(getEndpoint(entity).table).get(key);
    return record && { ...record.row, Timestamp: record.timestamp.toString() };
  }

  /** The record as the API writes it. */
  getAsApi(entity: string, key: string, division?: number): unknown {
    const company = this.company(division);
    const endpoint = getEndpoint(entity);
    const record = company.table(endpoint.table).get(key);
    return (
      record && recordWriter({ company, endpoint, baseUrl: `${this.parts.publicUrl()}/api/v1/${company.code}` })(record)
    );
  }

  /** Stores a record without the write rules; read-only columns too. */
  insert(entity: string, values: Record<string, unknown>, division?: number): ControlRecord {
    const { table } = getEndpoint(entity);
    const record = insertRow(this.context(division), table, this.columns(entity, values));
    rulesOf(table).afterWrite?.(this.context(division), record);
    return { ...record.row, Timestamp: record.timestamp.toString() };
  }

  /** Changes columns of a record, read-only ones too; it gets a new Timestamp and Modified. */
  patch(entity: string, key: string, values: Record<string, unknown>, division?: number): ControlRecord {
    const { table } = getEndpoint(entity);
    const context = this.context(division);
    const record = this.getRecord(entity, key, division);
    const columns = this.columns(entity, values);
    const changes =
      table === 'inventory/ItemWarehouses' ? (rulesOf(table).change?.(context, record, columns) ?? columns) : columns;
    context.company.update(table, record, changes, context.author);
    rulesOf(table).afterWrite?.(context, record);
    return { ...record.row, Timestamp: record.timestamp.toString() };
  }

  /** Deletes a record without the rules that could refuse it. */
  delete(entity: string, key: string, division?: number): void {
    const context = this.context(division);
    context.company.delete(getEndpoint(entity).table, this.getRecord(entity, key, division), context.author);
  }

  /** Changes the description of `count` web-shop items (10 by default); returns their codes. */
  changeItems(count = 10, division?: number): string[] {
    const items = this.list('logistics/Items', {
      ...(division === undefined ? {} : { division }),
      where: { IsWebshopItem: 1 },
    });
    const chosen = items.filter((item) => item['EndDate'] === null || item['EndDate'] === undefined).slice(0, count);
    for (const item of chosen) {
      const description = `${String(item['Description']).replace(/ \(changed .*\)$/, '')} (changed ${item.Timestamp})`;
      this.patch('logistics/Items', String(item['ID']), { Description: description }, division);
    }
    return chosen.map((item) => String(item['Code']));
  }

  advanceClock(ms: number): number {
    this.parts.clock.advance(ms);
    return this.parts.clock.now();
  }

  setLimits(limits: Partial<LimitOptions>): LimitOptions {
    return (this.parts.limits.options = { ...this.parts.limits.options, ...limits });
  }

  /** Resets the counts of the limits, and every block. */
  clearLimits(): void {
    this.parts.limits.clear();
  }

  injectFault(fault: Fault): void {
    this.parts.faults.inject(fault);
  }

  clearFaults(): void {
    this.parts.faults.clear();
  }

  setLatency(ms: number): void {
    this.parts.settings.latencyMs = ms;
  }

  /** Whether lines of orders, invoices and entries keep the VAT amount that they are given, which is not documented, or calculate it. */
  setVatAmounts(vatAmounts: VatAmounts): void {
    this.parts.settings.vatAmounts = vatAmounts;
  }

  /** Whether documents that are not processed can be deleted, which is not documented. */
  setDeletions(deletions: Deletions): void {
    this.parts.settings.deletions = deletions;
  }

  /** How payments meet open items; what is left out stays. The list of what is open follows at once. */
  setPayments(switches: Partial<PaymentSwitches>): PaymentSwitches {
    const { settings, world } = this.parts;
    settings.payments = { ...settings.payments, ...switches };
    for (const company of world.companies.values()) rebuildOpenItems(company, settings.payments);
    return settings.payments;
  }

  /** Closes or opens a financial period, for every journal or for one, as an accountant does. */
  setPeriodClosed(
    { year, period, journal }: Period & { journal?: string },
    isClosed: boolean,
    division?: number,
  ): void {
    const { company, author } = this.context(division);
    const statuses = 'read/financial/JournalStatusByFinancialPeriod';
    for (const record of company.table(statuses).findBy('Year', year)) {
      const isChosen = record.row['Period'] === period && (journal ?? record.row['Journal']) === record.row['Journal'];
      if (isChosen) company.update(statuses, record, statusRow(isClosed), author);
    }
  }

  setConsent(consent: Consent): void {
    this.parts.settings.consent = consent;
  }

  /** From now on, consent is denied without showing the page. */
  denyConsent(): void {
    this.setConsent('deny');
  }

  /** Whether the log-in pages separate a pop-up from its opener (`Cross-Origin-Opener-Policy: same-origin`). */
  setCutOpener(cutsOpener: boolean): void {
    this.parts.settings.cutsOpener = cutsOpener;
  }

  /** Revokes the grants of one app or of all; returns their number. */
  revokeGrants(clientId?: string): number {
    return this.parts.grants.revoke((grant) => clientId === undefined || grant.clientId === clientId);
  }

  expireTokens(kind: 'access' | 'refresh' = 'access'): void {
    this.parts.grants.expire(kind);
  }

  counters(): Counters {
    return this.parts.journal.counters();
  }

  /** Every write through the API, refused ones included. */
  journal(): readonly JournalEntry[] {
    return this.parts.journal.list();
  }

  clearJournal(): void {
    this.parts.journal.clear();
  }

  webhookDeliveries(): readonly WebhookDelivery[] {
    return this.parts.webhooks.deliveries();
  }

  retryWebhooks(): Promise<void> {
    return this.parts.webhooks.retryNow();
  }

  setWebhookRetryDelays(delaysMs: readonly number[]): void {
    this.parts.webhooks.options.retryDelaysMs = [...delaysMs];
  }

  /** Restores the initial data; removes grants, counts, faults and settings. */
  reset(): void {
    this.parts.reset();
  }

  private company(division: number | undefined): Company {
    const code = division ?? this.parts.world.companies.keys().next().value;
    const company = this.parts.world.companies.get(code ?? -1);
    if (!company) throw new RangeError(`There is no division ${division}.`);
    return company;
  }

  private context(division: number | undefined): WriteContext {
    const { user, clock, settings } = this.parts;
    return {
      company: this.company(division),
      author: { id: user.id, name: user.name },
      now: clock.now,
      ...settings.payments,
    };
  }

  private getRecord(entity: string, key: string, division: number | undefined): Stored {
    const record = this.company(division).table(getEndpoint(entity).table).get(key);
    if (!record) throw new RangeError(`There is no record ${key} in ${entity}.`);
    return record;
  }

  /** Columns by the entity's names; dates are epoch milliseconds. */
  private columns(entity: string, values: Record<string, unknown>): Row {
    const { properties } = getEndpoint(entity);
    return Object.fromEntries(
      Object.entries(values).map(([name, value]) => {
        const property = properties.get(name);
        if (!property) throw new RangeError(`${entity} has no property "${name}".`);
        const isMoment = property.kind === 'date' && typeof value === 'number';
        return [property.column, isMoment ? value : readScalar(property, value)];
      }),
    );
  }
}

function trimmed(value: Scalar | undefined): Scalar {
  return typeof value === 'string' ? value.trim() : (value ?? null);
}
