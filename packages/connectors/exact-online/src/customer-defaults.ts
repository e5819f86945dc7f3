import type { ConnectorContext, SettingsFindings } from '@koppel/connector-sdk';
import type { Reason } from '@koppel/contracts';
import type { CustomerSettings } from './customer-payload.js';
import type { Row } from './odata.js';
import { failure, reason } from './reasons.js';
import { loadPaymentConditions } from './references.js';
import { loadVatCodes } from './vat-codes.js';

type Settings = Pick<CustomerSettings, 'newCustomerPaymentConditions' | 'newCustomerVatCodes'>;
type Table = Record<string, string>;

/** The entry of a table by country, with the key of its row. */
function entryFor(table: Table, country: string | undefined): { row: string; code: string } | undefined {
  const row = country !== undefined && country in table ? country : '*';
  const code = table[row];
  return code === undefined ? undefined : { row, code };
}

const faults = {
  newCustomerPaymentConditions: 'exact_online.new_customer_payment_condition_unknown',
  newCustomerVatCodes: 'exact_online.new_customer_vat_code_unknown',
} as const;

/** Which codes of the tables Exact Online has, and which of them can be used. Asked only where one is chosen. */
async function loadUsable(context: ConnectorContext, settings: Settings): Promise<Record<keyof Settings, Set<string>>> {
  const { newCustomerPaymentConditions: conditions, newCustomerVatCodes: vatCodes } = settings;
  const known = await loadPaymentConditions(context, Object.keys(conditions).length > 0);
  const codes = Object.keys(vatCodes).length > 0 ? [...(await loadVatCodes(context)).values()] : [];
  return {
    newCustomerPaymentConditions: new Set(known.keys()),
    newCustomerVatCodes: new Set(codes.filter(({ isBlocked }) => !isBlocked).map(({ code }) => code)),
  };
}

/**
 * What an account that is created gets by the country of the buyer.
 *
 * @throws ConnectorFailure of class `value` where Exact Online does not have what the settings name.
 */
export async function customerDefaults(
  context: ConnectorContext,
  country: string | undefined,
  settings: Settings,
): Promise<Row> {
  const usable = await loadUsable(context, settings);
  const codeOf = (name: keyof Settings): string | undefined => {
    const entry = entryFor(settings[name], country);
    if (!entry || usable[name].has(entry.code)) return entry?.code;
    throw failure('value', faults[name], { code: entry.code }, { field: `${name}.${entry.row}` });
  };
  const [condition, vatCode] = [codeOf('newCustomerPaymentConditions'), codeOf('newCustomerVatCodes')];
  return {
    ...(condition !== undefined && { PaymentConditionSales: condition }),
    ...(vatCode !== undefined && { SalesVATCode: vatCode }),
  };
}

/** Rows that name what Exact Online does not have. */
export async function checkCustomerDefaults(context: ConnectorContext, settings: Settings): Promise<SettingsFindings> {
  const usable = await loadUsable(context, settings);
  const names = ['newCustomerPaymentConditions', 'newCustomerVatCodes'] as const;
  const problems = names.flatMap((name) =>
    Object.entries(settings[name]).flatMap(([row, code]): Reason[] =>
      usable[name].has(code) ? [] : [reason(faults[name], { code }, `${name}.${row}`)],
    ),
  );
  return { problems };
}
