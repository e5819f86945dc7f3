import { causeId, maskReason } from './cause.js';

const anIssue = (
  reason: string,
  overrides: { naturalKey?: string; failureClass?: string; waitsFor?: string } = {},
) => ({
  sourceKey: '3fa85f64-5717-4562-b3fc-2c963f66afa6',
  naturalKey: overrides.naturalKey ?? '536365',
  failure: { failureClass: overrides.failureClass ?? 'value', reason, waitsFor: overrides.waitsFor ?? null },
});
const cause = (...issue: Parameters<typeof anIssue>) => causeId('flow-1', anIssue(...issue));

describe('the cause of an issue', () => {
  it.each([
    [
      'articles that do not exist',
      cause(
        'Exact Online has no item 85123A ("White heart holder"). The order waits and is delivered by itself once an item with exactly that code exists; capitals count.',
        { waitsFor: 'item:85123A', failureClass: 'missing_reference' },
      ),
      cause(
        'Exact Online has no item mug ("Mug, large"). The order waits and is delivered by itself once an item with exactly that code exists; capitals count.',
        { waitsFor: 'item:mug', failureClass: 'missing_reference' },
      ),
    ],
    [
      'VAT codes that are not certain',
      cause(
        'The VAT code for 21 % in NL is not certain: none fits. Add an entry "NL:21" with the right code to the setting "VAT codes" of this flow, then retry the order.',
      ),
      cause(
        'The VAT code for 5.5 % in NL is not certain: none fits. Add an entry "NL:5.5" with the right code to the setting "VAT codes" of this flow, then retry the order.',
      ),
    ],
    [
      'totals that differ',
      cause('The order would come to 12.50 in Exact Online, but it was 12.52 EUR in the shop. It was not booked.'),
      cause('The order would come to 1 200.00 in Exact Online, but it was 1199.99 EUR in the shop. It was not booked.'),
    ],
    [
      'keys that two records share',
      cause('Two records of the source have the same key "A" at the target: "a-1" and "a-2".'),
      cause('Two records of the source have the same key "Mug" at the target: "b" and "c".'),
    ],
    [
      'records that are named by their own key',
      cause('The price of MUG is in USD, but the channel default sells in EUR.', { naturalKey: 'MUG' }),
      cause('The price of Heart is in USD, but the channel default sells in EUR.', { naturalKey: 'Heart' }),
    ],
  ])('is one for %s', (_what, left, right) => expect(left).toBe(right));

  it.each([
    [
      'fields',
      cause('The order is not complete: "customer.email" has a value that does not fit (Invalid email).'),
      cause('The order is not complete: "lines" has a value that does not fit (Invalid email).'),
    ],
    [
      'settings',
      cause('The order has "Gift wrap", for which no item is chosen. Fill the setting "Item for fees" of this flow.'),
      cause('The order has "Parcel", for which no item is chosen. Fill the setting "Item for shipping" of this flow.'),
    ],
    [
      'words of the application',
      cause('Exact Online did not take the record: "The period is closed". Check the record, then retry.'),
      cause('Exact Online did not take the record: "The account is blocked". Check the record, then retry.'),
    ],
    [
      'mandatory fields',
      cause('Exact Online did not take the record: "Warehouse" must be filled. Fill it in the shop.'),
      cause('Exact Online did not take the record: "Unit" must be filled. Fill it in the shop.'),
    ],
    ['classes', cause('No.'), cause('No.', { failureClass: 'permission' })],
    ['flows', cause('No.'), causeId('flow-2', anIssue('No.'))],
  ])('differs between %s', (_what, left, right) => expect(left).not.toBe(right));

  it('keeps a reason readable and is not misled by keys with signs of their own', () => {
    expect(maskReason('Item a.b (x) of jan@example.com has no code SKU-RED.', ['a.b (x)', '', 'a'])).toBe(
      'Item … of … has no code ….',
    );
    expect(maskReason('An account is missing.', ['a'])).toBe('An account is missing.');
  });
});
