import type { AnyWriter } from '@koppel/connector-sdk';
import type { Credit } from '@koppel/contracts';
import { creditWriter, ownSettings } from '../src/credits.js';
import { aLine, anOrder } from '../src/fixtures/orders.js';
import { orderSettings } from '../src/order-settings.js';
import { deliver, deliverOrder, keyOf } from './delivery.js';
import { entries, PaymentSandbox } from './payment-sandbox.js';

describe('credits of buyers who share a customer', () => {
  let world: PaymentSandbox;
  beforeAll(async () => {
    world = await PaymentSandbox.start();
  });
  afterAll(() => world.sandbox.stop());

  it('stand on it and are found again as theirs', async () => {
    const settings = { ...entries, sharedDebtors: { NL: '1000' } };
    const order = anOrder({ number: 'S-1' });
    const references = { order: keyOf(await deliverOrder(world.sandbox, order, settings)) };
    const lines = [aLine({ quantity: '1', totalExclVat: '5.00', vatAmount: '1.05' })];
    const refund = { orderKey: 'S-1', order, lines, inclVat: '6.05', isSpread: false };
    const credit: Credit = { ...refund, number: 'S-1-R7', creditedAt: '2026-11-22T10:00:00Z' };
    const all = { ...orderSettings.parse(settings), ...ownSettings.parse({}) };
    const writer = { ...creditWriter, settings: { parse: () => all } } as unknown as AnyWriter;
    const targetKey = keyOf(await deliver(world.sandbox, writer, credit as never, { references }));
    const [entry] = world.control.list('salesentry/SalesEntries', { where: { EntryID: targetKey } });
    const [shared] = world.control.list('crm/Accounts', { where: { ID: entry?.['Customer'] ?? null } });
    expect(String(shared?.['Code']).trim()).toBe('1000');
    const translated = creditWriter.fromCanonical(credit, all);
    if ('filtered' in translated) throw new Error(translated.filtered.code);
    const { payload } = translated;
    const found = [{ naturalKey: payload.reference, payload, targetKey }];
    expect(await creditWriter.confirm?.(await world.sandbox.context(), found, all)).toEqual(new Map());
  });
});
