import { z } from 'zod';

/** Settings of sales invoices. */
export const invoiceSettings = {
  invoiceState: z
    .enum(['draft', 'final'])
    .default('draft')
    .meta({
      title: 'Sales invoices: how far',
      description:
        'A draft waits in Exact Online until somebody makes it final. A final invoice has its number, stands in the books and cannot be changed any more; only a credit invoice takes it back.',
      'x-labels': { draft: 'Leave them as drafts', final: 'Make them final' },
      'x-essential': false,
    }),
  invoiceLayout: z.string().trim().max(40).default('').meta({
    title: 'Sales invoices: layout',
    description: 'The layout of final invoices. Empty: the default layout of Exact Online.',
    'x-choices': 'invoice_layouts',
    'x-essential': false,
  }),
  invoiceEmail: z.boolean().default(false).meta({
    title: 'Sales invoices: e-mail to the customer',
    description:
      'Exact Online mails final invoices to the e-mail address of the customer. One that cannot be mailed stays final, and its record says so.',
    'x-essential': false,
  }),
  invoicePeppol: z.boolean().default(false).meta({
    title: 'Sales invoices: Peppol for Belgian companies',
    description:
      'Exact Online sends final invoices of buyers with a Belgian VAT number as e-invoices through Peppol, as Belgium requires between companies since 2026. Peppol must be set up in Exact Online.',
    'x-essential': false,
  }),
};
