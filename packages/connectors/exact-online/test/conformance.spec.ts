import { randomUUID } from 'node:crypto';
import { describeConnector, type ConformanceConnection } from '@koppel/connector-host/conformance';
import type { Credit, Customer, Order, OrderLine, Payment } from '@koppel/contracts';
import { sandboxApp } from '@koppel/simulator-exact-online';
import { exactOnline } from '../src/index.js';
import { fieldsOf, fixedAccess, startSandbox } from './sandbox.js';

const customer: Customer = {
  key: '4711:elsdewit',
  isGuest: false,
  login: '4711',
  email: 'els@example.nl',
  firstName: 'Els',
  lastName: 'de Wit',
  phone: '+31 20 1234567',
  address: { line1: 'Herengracht 1', postcode: '1015 BA', city: 'Amsterdam', country: 'NL' },
};

const elsewhere = { line1: 'Kade 9', postcode: '3511 AA', city: 'Utrecht', country: 'NL' };

const order: Order = {
  number: 'C-1',
  placedAt: '2026-11-20T10:00:00+01:00',
  status: 'completed',
  isCredit: false,
  currency: 'EUR',
  customer,
  lines: [
    {
      kind: 'item',
      sku: '85123A',
      description: 'Lantern',
      quantity: '3',
      totalExclVat: '10.00',
      vatAmount: '2.10',
      taxes: [{ ratePercent: '21', country: 'NL', isCompound: false, amount: '2.10' }],
    },
  ],
  totals: { exclVat: '10.00', vat: '2.10', inclVat: '12.10' },
};

const credit: Credit = {
  number: 'C-1-R1',
  orderKey: 'C-1',
  order,
  creditedAt: '2026-11-21T10:00:00+01:00',
  lines: order.lines,
  inclVat: '12.10',
  isSpread: false,
};

const payment: Payment = {
  number: 'C-1-P',
  settles: { entity: 'order', key: 'C-1', number: 'C-1' },
  orderKey: 'C-1',
  amount: '12.10',
  currency: 'EUR',
  paidAt: '2026-11-20T10:05:00+01:00',
  method: 'ideal',
};

/** A rate that no VAT code of the administration has. */
function atUnknownRate(line: OrderLine): OrderLine {
  const amount = '2.00';
  return { ...line, vatAmount: amount, taxes: [{ ratePercent: '20', country: 'NL', isCompound: false, amount }] };
}

describeConnector(exactOnline, {
  async start() {
    const sandbox = await startSandbox({ seedItems: 40 });
    sandbox.simulator.control.insert('logistics/Items', {
      Code: '85123A',
      Description: 'Lantern',
      IsWebshopItem: 1,
      IsSalesItem: true,
      Unit: 'pc',
    });
    const { control } = sandbox.simulator;
    const remakeItem = (code: string) => () => {
      const [found] = control.list('logistics/Items', { where: { Code: code } });
      if (found) control.delete('logistics/Items', String(found['ID']));
      control.insert('logistics/Items', {
        Code: code,
        Description: 'Made anew',
        IsWebshopItem: 1,
        IsSalesItem: true,
        Unit: 'pc',
      });
      return Promise.resolve();
    };
    const remakeCustomer = () => {
      const [found] = control.list('crm/Accounts', { where: { Email: customer.email ?? '' } });
      if (!found) throw new Error('there is no such account');
      const { ID, Timestamp: _version, ...values } = found;
      control.delete('crm/Accounts', String(ID));
      control.insert('crm/Accounts', values);
      return Promise.resolve();
    };
    const connection = async (origin: string, isWrong = false): Promise<ConformanceConnection> => ({
      fields: fieldsOf(sandbox.simulator),
      secrets: { clientSecret: sandboxApp.clientSecret },
      host: { override: origin },
      access: isWrong ? fixedAccess('not-a-token') : await sandbox.access(),
    });
    return {
      origin: sandbox.simulator.url.replace('localhost', '127.0.0.1'),
      connection,
      wrongConnection: (origin) => connection(origin, true),
      readers: {
        product: { leastRecords: 40, pageSize: 10, absentKey: randomUUID() },
        stock_level: { leastRecords: 40, pageSize: 10, absentKey: randomUUID() },
        price: { leastRecords: 40, pageSize: 10 },
      },
      writers: {
        product: {
          mark: 'New article',
          beside: { sku: 'BESIDE', name: 'Other', isStocked: false, vatRatePercent: '21' },
          remake: remakeItem('CONFORM'),
          record: { sku: 'CONFORM', name: 'New article', isStocked: false, vatRatePercent: '21' },
          broken: { sku: 'BROKEN', name: 'New article', isStocked: false, unit: 'furlong' },
          absentKey: 'NOT-THERE',
        },
        customer: {
          record: customer,
          mark: '+31 20 1234567',
          beside: {
            ...customer,
            key: '4712:jan',
            login: '4712',
            email: 'jan@example.nl',
            lastName: 'Jansen',
            phone: '+31 30 7777777',
            address: elsewhere,
          },
          remake: remakeCustomer,
          changed: { ...customer, phone: '+31 20 7654321' },
          broken: {
            ...customer,
            email: 'far@example.nl',
            address: { line1: 'A 1', postcode: '1', city: 'B', country: 'N1' },
          },
          absentKey: 'email:nobody@example.nl name:nobody',
        },
        order: {
          record: order,
          broken: { ...order, number: 'C-2', totals: { exclVat: '99.00', vat: '0.00', inclVat: '99.00' } },
          absentKey: 'C-3',
        },
        credit: {
          record: credit,
          broken: { ...credit, number: 'C-1-R2', lines: order.lines.map(atUnknownRate), inclVat: '12.00' },
          absentKey: 'C-1-R3',
        },
        payment: {
          settings: {
            ...{ documentType: 'sales_entry', salesJournal: '71', revenueAccounts: { '*': '8000' } },
            paymentJournals: { ideal: '21' },
          },
          // Orders of other cases are sales orders.
          record: { ...payment, number: 'C-7-P', settles: { ...payment.settles, number: 'C-7' } },
          broken: { ...payment, number: 'C-7-P9', settles: { ...payment.settles, number: 'C-7' }, method: 'coins' },
          origin: { ...order, number: 'C-7' },
          absentKey: 'C-7-P8 of C-7 on 2026-11-20',
        },
      },
      stop: () => sandbox.stop(),
    };
  },
});
