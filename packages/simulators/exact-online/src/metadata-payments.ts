import { authors, columns, marked, stamps } from './metadata-columns.js';
import type { RawEndpoint, RawProperty } from './metadata.js';

const entryColumns: Record<string, readonly string[]> = {
  'Edm.Guid': ['EntryID+'],
  'Edm.String': ['Currency+', 'CustomField', 'JournalCode+', 'JournalDescription', 'StatusDescription'],
  'Edm.Int32': ['Division', 'EntryNumber+', 'FinancialPeriod+', 'FinancialYear+', 'Status'],
  'Edm.Double': ['ClosingBalanceFC+', 'OpeningBalanceFC+'],
  'Edm.DateTime': stamps,
};

const bankStatement = columns({
  'Edm.Guid': ['BankStatementDocument+'],
  'Edm.Int32': ['BankStatementDocumentNumber'],
  'Edm.String': ['BankStatementDocumentSubject'],
});

const lineColumns: Record<string, readonly string[]> = {
  'Edm.Guid': [
    ...['ID+', 'Account+', 'Asset+', 'Creator', 'Document+', 'EntryID+', 'GLAccount+', 'Modifier', 'OffsetID'],
    'Project+',
  ],
  'Edm.String': [
    ...['AccountCode', 'AccountName', 'AssetCode', 'AssetDescription', 'CostCenter+', 'CostCenterDescription'],
    ...['CostUnit+', 'CostUnitDescription', 'CustomField', 'Description+', 'DocumentSubject', 'GLAccountCode'],
    ...['GLAccountDescription', 'Notes+', 'ProjectCode', 'ProjectDescription', 'VATCode+', 'VATCodeDescription'],
    ...['VATType', ...authors],
  ],
  'Edm.Int32': ['Division', 'DocumentNumber', 'EntryNumber', 'LineNumber', 'OurRef+'],
  'Edm.Double': ['AmountDC', 'AmountFC+', 'AmountVATFC+', 'ExchangeRate+', 'Quantity+', 'VATPercentage'],
  'Edm.DateTime': ['Date+', ...stamps],
};

/** Entries and lines of one kind: `Bank` or `Cash`. */
function entryEndpoints(kind: 'Bank' | 'Cash', own: Record<string, RawProperty> = {}): Record<string, RawEndpoint> {
  const [entries, lines] = [`financialtransaction/${kind}Entries`, `financialtransaction/${kind}EntryLines`];
  const nested = columns({ [`${kind}EntryLines`]: [`${kind}EntryLines+`] });
  return {
    [entries]: {
      path: `/api/v1/{division}/${entries}`,
      methods: ['GET', 'POST', 'DELETE'],
      key: ['EntryID'],
      properties: marked(
        { ...columns(entryColumns), ...own, ...nested },
        {
          mandatory: ['JournalCode', `${kind}EntryLines`],
          filterable: [
            'EntryID',
            'EntryNumber',
            'FinancialPeriod',
            'FinancialYear',
            'JournalCode',
            'Status',
            ...stamps,
          ],
        },
      ),
    },
    [lines]: {
      path: `/api/v1/{division}/${lines}`,
      methods: ['GET', 'POST'],
      key: ['ID'],
      properties: marked(columns(lineColumns), {
        mandatory: ['AmountFC', 'EntryID', 'GLAccount'],
        filterable: ['ID', 'Account', 'Date', 'EntryID', 'OurRef'],
      }),
    },
  };
}

/** Money that is booked, and what is open, as two public clients model them. Which columns can be filtered is not told there. */
export const paymentEndpoints: Record<string, RawEndpoint> = {
  ...entryEndpoints('Bank', bankStatement),
  ...entryEndpoints('Cash'),
  'read/financial/ReceivablesList': {
    path: '/api/v1/{division}/read/financial/ReceivablesList',
    methods: ['GET'],
    key: ['HID'],
    properties: marked(
      columns({
        'Edm.Int32': ['HID', 'EntryNumber', 'InvoiceNumber'],
        'Edm.Guid': ['AccountId'],
        'Edm.String': [
          ...['AccountCode', 'AccountName', 'CurrencyCode', 'Description', 'JournalCode', 'JournalDescription'],
          'YourRef',
        ],
        'Edm.Double': ['Amount', 'AmountInTransit'],
        'Edm.DateTime': ['DueDate', 'InvoiceDate'],
      }),
      { filterable: ['AccountId', 'InvoiceNumber'] },
    ),
  },
};
