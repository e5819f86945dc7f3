import type { TargetPayload } from '@koppel/connector-sdk';
import { compareAnswer } from './accepted.js';
import type { PreparedWriter } from './plan.js';
import { deliverPage } from './page.js';
import { aPlan, MemoryLedger, Target } from './testing/memory.js';

const writer = {
  naturalKey: ({ sku }: TargetPayload) => String(sku),
  texts: ['name'],
} as unknown as PreparedWriter['writer'];

function compare(payload: TargetPayload, stored: TargetPayload) {
  const operation = { payload, naturalKey: String(payload['sku']) };
  const { storedKey, issue, notes } = compareAnswer({ writer }, operation, {
    outcome: { status: 'written', targetKey: '1', stored },
    application: 'Fake',
  });
  return { storedKey, issue: issue?.reason, notes: notes.map(({ code }) => code) };
}

describe('what a target made of a record', () => {
  const sent = { sku: 'A  1', name: 'Mug', price: '5.00', stock: null };

  it('says nothing of what is as it was sent, was not sent, or is not told', () => {
    const nothing = { storedKey: undefined, issue: undefined, notes: [] };
    expect(compare(sent, { ...sent, stock: 7 })).toEqual(nothing);
    expect(compare(sent, {})).toEqual(nothing);
    expect(compare({ ...sent, name: ' Mug\n of  tin ' }, { name: 'Mug of tin' })).toEqual(nothing);
  });

  it('notes another text and another key, which is kept', () => {
    expect(compare(sent, { sku: 'A 1', name: 'M' })).toEqual({
      storedKey: 'A 1',
      issue: undefined,
      notes: ['sync.key_kept_otherwise', 'sync.text_kept_otherwise'],
    });
    expect(compare(sent, { sku: '' }).storedKey).toBeUndefined();
  });

  it('takes any other difference for an issue of the record, by field', () => {
    expect(compare(sent, { price: null }).issue).toEqual({
      code: 'sync.not_kept',
      params: { application: 'Fake', sent: '5.00', kept: 'null', field: 'price' },
      field: 'price',
    });
  });

  it('is asked for where the answer did not tell it', async () => {
    const target = new Target();
    const current = (_context: unknown, [record]: readonly { naturalKey: string }[]) =>
      Promise.resolve(new Map([[record?.naturalKey ?? '', { name: 'other' }]]));
    Object.assign(target.writer, { current });
    const records = [{ key: 'A', naturalKey: 'A', native: { sku: 'A', name: 'A' } }];
    const { issues, links } = await deliverPage(aPlan(target), new MemoryLedger(), { records, isIsolating: false });
    expect(issues).toMatchObject([{ sourceKey: 'A', failure: { reason: { code: 'sync.not_kept' } } }]);
    expect(links).toMatchObject([{ targetKey: 't-A', hash: null, written: null }]);
  });
});
