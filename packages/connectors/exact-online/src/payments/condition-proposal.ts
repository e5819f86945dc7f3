import type { ConnectorContext } from '@koppel/connector-sdk';
import type { Choice, Proposal } from '@koppel/contracts';
import { ExactClient } from '../client.js';
import { textOf } from '../odata.js';
import { bearsName, isByStatement, isCard, isOnline, methodNames, type MethodNames } from './method-names.js';
import { onlyCode } from './only-code.js';

/** A payment condition of Exact Online. */
export interface PaymentCondition {
  code: string;
  description: string;
  /** B on credit, I collection, K cash, Q credit card. */
  method: string | undefined;
}

const creditCard = 'Q';

/** The table of payment conditions that the methods of the shop and this administration give. */
export async function proposePaymentConditions(
  context: ConnectorContext,
  methods: readonly Choice[],
): Promise<Proposal> {
  const select = 'ID,Code,Description,PaymentMethod';
  const rows = await new ExactClient(context).allRows('cashflow/PaymentConditions', { select });
  const conditions = rows.map((row) => {
    const code = textOf(row.Code) ?? '';
    return { code, description: textOf(row.Description) ?? code, method: textOf(row.PaymentMethod) };
  });
  return proposeConditions(methods, conditions);
}

/** Pure: only where it is clear. The others keep the condition of their customer, so nothing is missing. */
export function proposeConditions(methods: readonly Choice[], conditions: readonly PaymentCondition[]): Proposal {
  const rows = methods.flatMap((method) => {
    const value = conditionFor(methodNames(method), conditions);
    return value === undefined ? [] : [{ key: method.value, value }];
  });
  return { rows, gaps: [] };
}

/** Descriptions of what needs no payment any more. */
const alreadyPaid = /\b(?:paid|betaald|prepaid|vooruitbetaald|payé|online|psp)\b|payment provider|betaalprovider/i;

function conditionFor(method: MethodNames, conditions: readonly PaymentCondition[]): string | undefined {
  const named = conditions.filter(({ description }) => bearsName(method, description));
  if (named.length > 0) return onlyCode(named);
  if (!isOnline(method) || (isByStatement(method) && !isCard(method))) return undefined;
  const cards = isCard(method) ? conditions.filter((each) => each.method === creditCard) : [];
  if (cards.length > 0) return onlyCode(cards);
  return onlyCode(conditions.filter(({ description }) => alreadyPaid.test(description)));
}
