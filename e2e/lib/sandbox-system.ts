import type { Connection, Integration } from '@koppel/contracts';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSystem, type RunningSystem, type SystemOptions } from '../../tools/system.ts';
import { KoppelClient } from './koppel-client.js';
import { SimulatorControl } from './simulator-control.js';

/** A whole Koppel of built processes on free ports, with both sandboxes and a signed-in owner. */
export interface SandboxSystem extends RunningSystem {
  client: KoppelClient;
  /** Data, logs and secrets. */
  stateDir: string;
  exact: SimulatorControl;
  shop: SimulatorControl;
}

export async function startSandboxSystem(options: Omit<SystemOptions, 'stateDir'> = {}): Promise<SandboxSystem> {
  const stateDir = mkdtempSync(join(tmpdir(), 'koppel-e2e-'));
  const system = await startSystem({ ...options, stateDir, removeOnExit: true });
  const client = await KoppelClient.signIn(system.url, system.account);
  const exact = new SimulatorControl(system.exactUrl);
  const shop = new SimulatorControl(system.wooUrl);
  await exact.post('/consent', { consent: 'allow' });
  const stop = async (): Promise<void> => {
    await system.stop();
    rmSync(stateDir, { recursive: true, force: true });
  };
  return { ...system, stateDir, client, exact, shop, stop };
}

/** A system with few articles, so that a run takes seconds; Exact asks for log-in and consent. */
export async function startLightSystem(options: Omit<SystemOptions, 'stateDir'> = {}): Promise<SandboxSystem> {
  const system = await startSandboxSystem({ ...options, env: { SEED_ITEMS: '30', ...options.env } });
  await liftExactLimits(system.exact);
  await system.exact.post('/consent', { consent: 'ask' });
  return system;
}

/** Takes away everything that an earlier journey has set up. */
export async function clearOrganization(client: KoppelClient): Promise<void> {
  for (const { id: integrationId } of (await client.call('listIntegrations', {})).items)
    await client.call('deleteIntegration', { integrationId });
  for (const { id: draftId } of (await client.call('listDrafts', {})).items)
    await client.call('deleteDraft', { draftId });
  for (const { id: connectionId } of (await client.call('listConnections', {})).items)
    await client.call('deleteConnection', { connectionId });
  for (const { id: webhookId } of (await client.call('listWebhooks', {})).items)
    await client.call('deleteWebhook', { webhookId });
}

/** The limits of an administration that has bought more, so that a test need not wait for the next minute. */
export async function liftExactLimits(exact: SimulatorControl): Promise<void> {
  await exact.post('/limits', { perMinute: 1_000_000, perDay: 10_000_000, tokenCallsPerDay: 100_000 });
}

/** Both sandboxes connected, tested and integrated. */
export async function integrateSandboxes({
  client,
  wooUrl,
}: SandboxSystem): Promise<{ administration: Connection; shop: Connection; integration: Integration }> {
  const administration = await client.connectExactOnline();
  const shop = await client.connectWooCommerce(wooUrl);
  return { administration, shop, integration: await client.integrate(administration, shop) };
}

/** A call of the shop's own API, `orders/12/refunds`, with its sandbox keys. */
export async function callShop<T>(
  { wooUrl }: SandboxSystem,
  { method, path, body }: { method: string; path: string; body?: object | undefined },
): Promise<T> {
  const response = await fetch(`${wooUrl}/wp-json/wc/v3/${path}`, {
    method,
    headers: {
      // The shop stands behind a proxy that ends TLS and says so.
      'x-forwarded-proto': 'https',
      authorization: `Basic ${Buffer.from('ck_sandbox:cs_sandbox').toString('base64')}`,
      'content-type': 'application/json',
    },
    body: body && JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${await response.text()}`);
  return (await response.json()) as T;
}

export interface ShopOrder {
  id: number;
  number: string;
  status: string;
  total: string;
  total_tax: string;
  customer_id: number;
  billing: { email: string; country: string };
  line_items: { sku: string; quantity: number; total: string }[];
  shipping_lines: { total: string }[];
  fee_lines: { total: string }[];
}

export interface ExactSalesOrder {
  OrderID: string;
  OrderNumber: number;
  YourRef: string;
  OrderedBy: string;
  AmountFC: number;
  AmountFCExclVat: number;
}

export interface ExactAccount {
  ID: string;
  Code: string;
  Name: string;
  Email: string | null;
}

export function shopOrders({ shop }: SandboxSystem): Promise<ShopOrder[]> {
  return shop.get<ShopOrder[]>('/records/orders');
}

export function salesOrders({ exact }: SandboxSystem): Promise<ExactSalesOrder[]> {
  return exact.get<ExactSalesOrder[]>('/entities/salesorder/SalesOrders');
}

export function exactAccounts({ exact }: SandboxSystem): Promise<ExactAccount[]> {
  return exact.get<ExactAccount[]>('/entities/crm/Accounts');
}

/** Values that stand more than once in a list. */
export function doubled(values: readonly string[]): string[] {
  const seen = new Set<string>();
  return values.filter((value) => seen.has(value) || !seen.add(value));
}

/** Cents of an amount that the simulators give as a number or a decimal string. */
export function cents(amount: string | number): number {
  return Math.round(Number(amount) * 100);
}

/** What a process of the system has logged so far. */
export function logOf({ stateDir }: SandboxSystem, name: string): string {
  return readFileSync(join(stateDir, 'logs', `${name}.log`), 'utf8');
}
