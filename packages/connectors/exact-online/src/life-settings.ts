import { z } from 'zod';

/** What happens to documents whose order goes on in the shop. */
export const lifeSettings = {
  changedOrders: z
    .enum(['change', 'issue'])
    .default('change')
    .meta({
      title: 'When a booked order changes in the shop',
      description:
        'While the document is open in Exact Online, its lines can follow those of the order. What becomes of one that was delivered, invoiced or made final, or whose period is closed, says the setting "When such a document is no longer open".',
      'x-labels': { change: 'Change the document too', issue: 'Report an issue, and I change it' },
      'x-essential': false,
    }),
  cancelledOrders: z
    .enum(['remove', 'issue'])
    .default('remove')
    .meta({
      title: 'When a booked order is cancelled or deleted in the shop',
      description:
        'While the document is open in Exact Online, it can be deleted there. What becomes of one that was delivered, invoiced or made final, or whose period is closed, says the setting "When such a document is no longer open".',
      'x-labels': { remove: 'Delete the document', issue: 'Report an issue, and I see to it' },
      'x-essential': false,
    }),
  closedDocuments: z
    .enum(['issue', 'credit'])
    .default('issue')
    .meta({
      title: 'When such a document is no longer open',
      description:
        'A document that was delivered, invoiced, made final or paid, or whose period is closed, can be taken back by a credit with the same lines and -C behind its order number (-C2 for the next one); an order that was changed is then booked anew. Or it stays as it is, and waits for you.',
      'x-labels': { issue: 'Report an issue, and I see to it', credit: 'Credit it, and book it anew' },
      'x-essential': false,
    }),
};

/** Whether documents that are no longer open are taken back by a credit. */
export function isReversing({ closedDocuments }: { closedDocuments: 'issue' | 'credit' }): boolean {
  return closedDocuments === 'credit';
}

/** The reference of a credit that takes a document back: `1042-C`, and of the next one of that order `1042-C2`. */
export function reversalOf(reference: string, nth: number): string {
  return nth === 1 ? `${reference}-C` : `${reference}-C${nth}`;
}
