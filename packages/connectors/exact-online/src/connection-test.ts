import { ConnectorFailure, type ConnectionCheck } from '@koppel/connector-sdk';
import { ExactClient, findAdministration } from './client.js';
import { loadFeatures, offerOf } from './document-offers.js';
import type { DocumentType } from './documents/document.js';
import { textOf } from './odata.js';
import { failure, reason } from './reasons.js';

/** What the checks have learned so far. */
export interface Findings {
  currentDivision: string;
  /** That orders can become. */
  documents?: DocumentType[];
}

const signIn: ConnectionCheck<Findings> = {
  id: 'sign_in',
  title: reason('exact_online.sign_in'),
  advice: reason('exact_online.sign_in_advice'),
  async check(context, findings) {
    const me = await new ExactClient(context).me();
    const division = textOf(me?.CurrentDivision);
    if (division === undefined) throw failure('permission', 'exact_online.no_open_division');
    findings.currentDivision = division;
    return reason('exact_online.signed_in', { user: textOf(me?.FullName) ?? '-' });
  },
};

const division: ConnectionCheck<Findings> = {
  id: 'division',
  title: reason('exact_online.division'),
  advice: reason('exact_online.division_advice'),
  async check(context, { currentDivision }) {
    const client = new ExactClient(context);
    const found = await findAdministration(client, currentDivision);
    if (found) return reason('exact_online.division_found', { division: found.division, name: found.name });
    const params = { division: client.division };
    const rows = await client.divisions(currentDivision);
    if (rows.length === 0) {
      throw failure('permission', 'exact_online.no_division_at_all', params, { field: 'division' });
    }
    const names = rows.slice(0, 5).map((row) => `${textOf(row.Code) ?? '?'} (${textOf(row.Description) ?? '-'})`);
    const others = names.join(', ');
    throw failure('permission', 'exact_online.division_missing', { ...params, others }, { field: 'division' });
  },
};

function readable(id: string, what: string, probe: { endpoint: string; select: string }): ConnectionCheck<Findings> {
  return {
    id,
    title: reason('exact_online.read', { what }),
    advice: reason('exact_online.read_advice', { what }),
    async check(context) {
      await new ExactClient(context).rows(probe.endpoint, { select: probe.select, top: 1 });
      return reason('exact_online.readable', { what });
    },
  };
}

/** What an administration or user may lack: told, since the flows may not need it. */
function readableIfAny(
  [id, what, probe]: Parameters<typeof readable>,
  code: 'exact_online.not_readable' | 'exact_online.payments_not_readable' = 'exact_online.not_readable',
): ConnectionCheck<Findings> {
  const check = readable(id, what, probe);
  return {
    ...check,
    async check(context, findings) {
      try {
        return await check.check(context, findings);
      } catch (error: unknown) {
        if (!(error instanceof ConnectorFailure) || error.status !== 403) throw error;
        return reason(code, { what });
      }
    },
  };
}

const licence: ConnectionCheck<Findings> = {
  id: 'licence',
  title: reason('exact_online.licence'),
  advice: reason('exact_online.documents_advice'),
  async check(context) {
    const features = await loadFeatures(context);
    if (!features) return reason('exact_online.licence_unknown');
    return reason('exact_online.licence_read', { features: features.slice(0, 10).join(', ') });
  },
};

/** A document that licence or rights do not allow is told; only where none is left orders cannot be written. */
function document(id: string, type: DocumentType, isLast = false): ConnectionCheck<Findings> {
  return {
    id,
    title: reason('exact_online.document', { document: type }),
    advice: reason('exact_online.documents_advice'),
    async check(context, findings) {
      const { isOffered, reason: why } = await offerOf(context, type);
      if (isOffered) {
        findings.documents = [...(findings.documents ?? []), type];
        return reason('exact_online.document_allowed', { document: type });
      }
      if (isLast && !findings.documents) throw failure('permission', 'exact_online.no_document');
      return why ?? reason('exact_online.no_document');
    },
  };
}

const currency: ConnectionCheck<Findings> = {
  id: 'currency',
  title: reason('exact_online.currency'),
  advice: reason('exact_online.currency_advice'),
  async check(context, { currentDivision }) {
    const found = await findAdministration(new ExactClient(context), currentDivision);
    if (!found || !/^[A-Z]{3}$/.test(found.currency)) throw failure('value', 'exact_online.no_currency');
    return reason('exact_online.currency_found', { currency: found.currency });
  },
};

/** What booking payments needs beside journals and ledger accounts. */
const payments = [
  ['bank_entries', 'financialtransaction/BankEntries', 'EntryID'],
  ['cash_entries', 'financialtransaction/CashEntries', 'EntryID'],
  ['receivables', 'read/financial/ReceivablesList', 'HID'],
] as const;

/** Signs in, opens the administration, reads one of everything that the flows need. */
export const checks: readonly ConnectionCheck<Findings>[] = [
  signIn,
  division,
  readableIfAny(['items', 'items', { endpoint: 'logistics/Items', select: 'ID' }]),
  readableIfAny(['stock', 'stock', { endpoint: 'inventory/Warehouses', select: 'ID' }]),
  readable('customers', 'relations', { endpoint: 'crm/Accounts', select: 'ID' }),
  licence,
  document('orders', 'sales_order'),
  document('invoices', 'sales_invoice'),
  document('entries', 'sales_entry', true),
  ...payments.map(([what, endpoint, select]) =>
    readableIfAny([what, what, { endpoint, select }], 'exact_online.payments_not_readable'),
  ),
  readable('vat', 'vat_codes', { endpoint: 'vat/VATCodes', select: 'ID' }),
  currency,
];
