import { getEndpoint } from '../metadata.js';
import type { Row } from '../store/row.js';
import { compileFilter } from './filter-compiler.js';
import { parseFilter } from './filter-parser.js';

const guid = '3fa85f64-5717-4562-b3fc-2c963f66afa6';

const row: Row = {
  ID: guid,
  Code: "O'Neill 12",
  Description: 'White Hanging Heart',
  IsWebshopItem: 1,
  IsSalesItem: true,
  CostPriceNew: 2.5,
  EndDate: null,
  Modified: Date.UTC(2026, 0, 15, 12, 30),
};

function matches(filter: string, values: Row = row): boolean {
  return compileFilter(parseFilter(filter), getEndpoint('logistics/Items')).matches({
    key: guid,
    row: values,
    timestamp: 1n,
  });
}

describe('$filter', () => {
  it.each([
    "Code eq 'O''Neill 12'",
    `ID eq guid'${guid.toUpperCase()}'`,
    'IsWebshopItem eq 1',
    'IsSalesItem eq true',
    'IsSalesItem',
    'CostPriceNew gt 2.4 and CostPriceNew le 2.5',
    'CostPriceNew ge 2.50M',
    'EndDate eq null',
    "Modified gt datetime'2026-01-15T12:29' and Modified lt datetime'2026-01-15T12:30:01'",
    "startswith(Description,'White') and endswith(Description,'Heart')",
    "substringof('Hanging', Description) eq true",
    "tolower(Description) eq 'white hanging heart'",
    "toupper(Code) ne 'X'",
    "not (Code eq 'A') and (Code eq 'B' or IsWebshopItem ne 0)",
    "Code eq 'x' and Code eq 'y' or IsWebshopItem eq 1",
  ])('finds the record by %s', (filter) => {
    expect(matches(filter)).toBe(true);
  });

  it.each([
    "Code eq 'O''Neill'",
    "EndDate lt datetime'2026-01-01'",
    "not startswith(Description,'White')",
    'IsWebshopItem eq 1 and (CostPriceNew gt 3 or CostPriceNew lt 2)',
    "Description eq 'white hanging heart'",
  ])('does not find the record by %s', (filter) => {
    expect(matches(filter)).toBe(false);
  });

  it('ignores trailing blanks but not leading ones', () => {
    expect(matches("Code eq '5'", { Code: '5  ' })).toBe(true);
    expect(matches("Code eq '5  '", { Code: '5' })).toBe(true);
    expect(matches("Code eq '5'", { Code: '  5' })).toBe(false);
  });

  it.each([
    ['Nothing eq 1', "No property 'Nothing' exists"],
    ["Notes eq 'x'", "Filtering on the property 'Notes' is not supported"],
    ["ID eq 'x'", "incompatible with operand types 'System.Guid' and 'System.String'"],
    ['IsWebshopItem eq true', 'incompatible with operand types'],
    ["Code eq 'x", 'Syntax error'],
    ["(Code eq 'x'", "')' or operator expected"],
    ["Code eq 'x' Code", 'Syntax error'],
    ['Code eq', 'Expression expected'],
    ['Code and IsSalesItem', "'System.Boolean' expected"],
    ["soundex(Code) eq 'x'", "Unknown function 'soundex'"],
    ['startswith(Code)', 'No applicable function'],
    ["ID eq guid'nonsense'", "Unrecognized 'Edm.Guid' literal"],
    ["Modified gt datetime'yesterday'", "Unrecognized 'Edm.DateTime' literal"],
  ])('refuses %s', (filter, message) => {
    expect(() => matches(filter)).toThrow(message);
  });

  it('compares row versions beyond 2^53 without losing their last digits', () => {
    const endpoint = getEndpoint('sync/Logistics/Items');
    const filter = compileFilter(parseFilter('Timestamp gt 9007199254740993L'), endpoint);
    expect(filter.timestampAfter).toBe(9007199254740993n);
    expect(filter.matches({ key: guid, row, timestamp: 9007199254740993n })).toBe(false);
    expect(filter.matches({ key: guid, row, timestamp: 9007199254740994n })).toBe(true);
  });

  it('lets sync endpoints be filtered by Timestamp only', () => {
    expect(() => compileFilter(parseFilter("Code eq 'A'"), getEndpoint('sync/Logistics/Items'))).toThrow(
      'not supported',
    );
  });
});
