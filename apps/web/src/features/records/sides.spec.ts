import type { RecordDocument } from '@koppel/contracts';
import { differenceOf, takenBackOf } from './sides.js';

const aDocument = (total: string, currency = 'EUR'): RecordDocument => ({
  ...{ kind: 'sales_invoice', number: '1002', total, currency },
});
const euros = (amount: string) => ({ amount, currency: 'EUR' });

describe('the totals of both sides', () => {
  it.each([
    ['order', '9.48', '9.480', undefined],
    ['order', '11.64', '9.48', '2.16'],
    ['order', '9.48', '11.64', '2.16'],
    ['order', '-9.48', '-9.48', undefined],
    ['order', '10', '-10', '20'],
    ['credit', '9.48', '-9.48', undefined],
    ['credit', '9.48', '-9.40', '0.08'],
    ['payment', '100.00', '100.00', undefined],
  ] as const)('of a record of kind %s: %s and %s differ by %s', (entity, source, target, by) => {
    const difference = differenceOf({ entity, total: euros(source), document: aDocument(target) });
    expect(difference).toEqual(by && { kind: 'amount', by: euros(by) });
  });

  it('cannot be compared in two currencies, or where one is not known', () => {
    const order = { entity: 'order', total: euros('9.48') } as const;
    expect(differenceOf({ ...order, document: aDocument('9.48', 'USD') })).toEqual({ kind: 'currency' });
    expect(differenceOf(order)).toBeUndefined();
  });
});

it('remembers which document was taken back, until there is one again', () => {
  const document = aDocument('9.48');
  const attempts = [
    { outcome: 'filtered' },
    { outcome: 'withdrawn', document },
    { outcome: 'created', document },
  ] as const;
  expect(takenBackOf({ outcome: 'filtered' }, attempts)).toEqual(document);
  expect(takenBackOf({ outcome: 'created', document }, attempts)).toBeUndefined();
  expect(takenBackOf({ outcome: 'filtered' }, [{ outcome: 'created', document }])).toBeUndefined();
});
