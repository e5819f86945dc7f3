import { authors, columns, stamps } from './metadata-columns.js';
import type { RawEndpoint } from './metadata.js';

/**
 * Endpoints around invoices and ledger entries, as a public client models them (picqer/exact-php-client). Which columns may be
 * written is not told there: what a request can mean is taken.
 */
export const invoicingEndpoints: Record<string, RawEndpoint> = {
  'salesinvoice/PrintedSalesInvoices': {
    path: '/api/v1/{division}/salesinvoice/PrintedSalesInvoices',
    methods: ['GET', 'POST', 'PUT'],
    key: ['InvoiceID'],
    properties: {
      InvoiceID: { type: 'Edm.Guid', write: 'POST', mandatory: true },
      ...columns({
        'Edm.Guid': ['Document', 'DocumentLayout+', 'EmailLayout+', 'PostboxSender+'],
        'Edm.Int32': ['Division', 'ReportingPeriod+', 'ReportingYear+'],
        'Edm.DateTime': ['InvoiceDate+'],
        'Edm.Boolean': [
          'SendEmailToCustomer+',
          'SendInvoiceToCustomerPostbox+',
          'SendInvoiceViaPeppol+',
          'SendOutputBasedOnAccount+',
        ],
        'Edm.String': [
          'DocumentCreationError',
          'DocumentCreationSuccess',
          'EmailCreationError',
          'EmailCreationSuccess',
          'ExtraText+',
          'PeppolCreationError',
          'PeppolCreationSuccess',
          'PostboxMessageCreationError',
          'PostboxMessageCreationSuccess',
          'SenderEmailAddress+',
        ],
      }),
    },
  },
  'salesinvoice/Layouts': {
    path: '/api/v1/{division}/salesinvoice/Layouts',
    methods: ['GET'],
    key: ['ID'],
    properties: columns({
      'Edm.Guid': ['ID', 'Creator', 'Modifier'],
      'Edm.Int32': ['Division', 'Type'],
      'Edm.String': ['Subject', ...authors],
      'Edm.DateTime': stamps,
    }),
  },
  'financial/FinancialPeriods': {
    path: '/api/v1/{division}/financial/FinancialPeriods',
    methods: ['GET'],
    key: ['ID'],
    properties: columns({
      'Edm.Guid': ['ID', 'Creator', 'Modifier'],
      'Edm.Int32': ['Division', 'FinPeriod', 'FinYear'],
      'Edm.String': authors,
      'Edm.DateTime': ['StartDate', 'EndDate', ...stamps],
    }),
  },
  // Its rows have no key of their own; the table's `ID` is not among the columns.
  'read/financial/JournalStatusByFinancialPeriod': {
    path: '/api/v1/{division}/read/financial/JournalStatusByFinancialPeriod',
    methods: ['GET'],
    properties: columns({
      'Edm.String': ['Journal', 'JournalDescription', 'JournalTypeDescription', 'StatusDescription'],
      'Edm.Int32': ['Period', 'Year', 'JournalType', 'Status'],
    }),
  },
  'system/AvailableFeatures': {
    path: '/api/v1/{division}/system/AvailableFeatures',
    methods: ['GET'],
    key: ['ID'],
    properties: columns({ 'Edm.Int32': ['ID'], 'Edm.String': ['Description'] }),
  },
};
