import {
  dayInZone,
  dayOf,
  decimalOf,
  epochMsOf,
  findUnreadable,
  nextLinkOf,
  orFilters,
  padAccountCode,
  rowsOf,
  textLiteral,
  textOf,
  timestampOf,
  unreadableDateOf,
} from './odata.js';

describe('answers', () => {
  it.each([
    ['a collection', { d: { results: [{ ID: 1 }] } }, [{ ID: 1 }]],
    ['a bare list', { d: [{ ID: 1 }] }, [{ ID: 1 }]],
    ['a single record', { d: { ID: 1 } }, [{ ID: 1 }]],
    ['an empty collection', { d: { results: [] } }, []],
  ])('unwraps %s', (_name, body, rows) => {
    expect(rowsOf(body)).toEqual(rows);
  });

  it.each([undefined, null, 'text', {}, { d: null }, { d: 'text' }])('tells that %j is no answer', (body) => {
    expect(rowsOf(body)).toBeUndefined();
  });

  it('finds the link to the next page', () => {
    expect(nextLinkOf({ d: { results: [], __next: 'https://x/api/v1/1/y?$skiptoken=1' } })).toBe(
      'https://x/api/v1/1/y?$skiptoken=1',
    );
    expect(nextLinkOf({ d: [] })).toBeUndefined();
    expect(nextLinkOf({ d: { results: [], __next: '' } })).toBeUndefined();
  });
});

describe('values', () => {
  it('reads dates in both payloads', () => {
    expect(epochMsOf('/Date(1382667872203)/')).toBe(1382667872203);
    expect(epochMsOf('/Date(-86400000)/')).toBe(-86400000);
    expect(epochMsOf('2026-11-23T00:00:00')).toBe(Date.UTC(2026, 10, 23));
    expect(epochMsOf('soon')).toBeUndefined();
    expect(dayOf('/Date(1382667872203)/')).toBe('2013-10-25');
    expect(dayOf(null)).toBeUndefined();
  });

  it.each([
    ['/Date(-62135596800000)/', '0001-01-01'],
    ['/Date(-62135596800001)/', '0001-01-01'],
    ['/Date(-99999999999999999999)/', '0001-01-01'],
    ['0001-01-01T00:00:00', '0001-01-01'],
    ['-000001-01-01T00:00:00Z', '0001-01-01'],
    ['/Date(253402214400000)/', '9999-12-31'],
    ['/Date(253402300800000)/', '9999-12-31'],
    ['/Date(99999999999999999999)/', '9999-12-31'],
    ['10000-01-01T00:00:00', '9999-12-31'],
    ['20266-11-27T00:00:00', '9999-12-31'],
  ])('reads %s, beyond any calendar, as %s', (value, day) => {
    expect(dayOf(value)).toBe(day);
  });

  it('knows what is no date from what is empty', () => {
    expect(unreadableDateOf({ StartDate: null, EndDate: '' }, ['StartDate', 'EndDate'])).toBeUndefined();
    expect(unreadableDateOf({ EndDate: '/Date(1e99)/' }, ['StartDate', 'EndDate'])).toBe('EndDate');
    expect(unreadableDateOf({ EndDate: '0000-00-00' }, ['StartDate', 'EndDate'])).toBe('EndDate');
    expect(unreadableDateOf({ StartDate: 20261127 }, ['StartDate', 'EndDate'])).toBe('StartDate');
  });

  it('takes the spaces off padded codes', () => {
    expect(textOf('              1001')).toBe('1001');
    expect(textOf('5  ')).toBe('5');
    expect(textOf('   ')).toBeUndefined();
    expect(textOf(42)).toBe('42');
  });

  it('reads amounts exactly', () => {
    expect(decimalOf(0.1)).toBe('0.1');
    expect(decimalOf(1e-7)).toBe('0.0000001');
    expect(decimalOf('12.50')).toBe('12.50');
    expect(decimalOf(Number.NaN)).toBeUndefined();
    expect(decimalOf('12.340000000001')).toBe('12.34');
    expect(decimalOf(' +1.2E+1 ')).toBe('12');
    expect(decimalOf('12.')).toBe('12');
  });

  it.each([
    '12,34',
    '1.234,56',
    '1 234',
    'NaN',
    'Infinity',
    '',
    '.',
    '0x10',
    '1e400',
    '1234567890123456',
    true,
    {},
    null,
  ])('reads no amount from %j', (value) => {
    expect(decimalOf(value)).toBeUndefined();
  });

  it('tells what stands in a column of numbers and is none, and nothing of an empty one', () => {
    const row = { Price: '12,34', Quantity: null, Discount: '', Free: 0 };
    expect(findUnreadable(row, ['Free', 'Quantity', 'Discount', 'Missing'])).toBeUndefined();
    expect(findUnreadable(row, ['Quantity', 'Price'])).toEqual({ column: 'Price', value: '"12,34"' });
  });

  it('keeps 64-bit row versions', () => {
    expect(timestampOf('9007199254740993')).toBe('9007199254740993');
    expect(timestampOf(21480000001)).toBe('21480000001');
    expect(timestampOf(-1)).toBeUndefined();
    expect(timestampOf('12a')).toBeUndefined();
  });

  it('takes a row version that JSON may have rounded up a little lower', () => {
    expect(BigInt(timestampOf(2 ** 60) ?? 0)).toBeLessThan(2n ** 60n);
  });

  it('knows the day where the administration is', () => {
    const justAfterMidnightInAmsterdam = new Date('2026-11-22T23:30:00Z');
    expect(dayInZone(justAfterMidnightInAmsterdam, 'Europe/Amsterdam')).toBe('2026-11-23');
    expect(dayInZone(justAfterMidnightInAmsterdam, 'Europe/London')).toBe('2026-11-22');
  });
});

describe('filters', () => {
  it('doubles quotes', () => {
    expect(textLiteral("Jan's")).toBe("'Jan''s'");
  });

  it('pads account codes on the left to 18 characters', () => {
    expect(padAccountCode('1001')).toBe('              1001');
    expect(padAccountCode(' 1001 ')).toHaveLength(18);
  });

  it('groups clauses so that no query is longer than a URL may be', () => {
    const clauses = Array.from({ length: 200 }, (_, index) => `Code eq 'ä${index}'`);
    const filters = orFilters(clauses);
    expect(filters.join(' or ')).toBe(clauses.join(' or '));
    expect(filters.length).toBeGreaterThan(1);
    for (const filter of filters) expect(encodeURIComponent(filter).length).toBeLessThanOrEqual(1800);
    expect(orFilters([])).toEqual([]);
  });
});
