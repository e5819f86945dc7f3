import {
  askVies,
  isChamberNumber,
  isZeroDecimal,
  vatNumberOf,
  vatTerritoryOf,
  type ConnectorContext,
} from '@koppel/connector-sdk';
import type { VatNumber, ViesAnswer } from '@koppel/connector-sdk';
import type { Reason } from '@koppel/contracts';
import { ExactClient } from './client.js';
import type { OrderPayload } from './order-payload.js';
import type { OrderSettings } from './order-settings.js';
import { reason } from './reasons.js';

/** What VIES says of VAT numbers, `DE123456789`; empty where it is not asked. */
export type ViesAnswers = ReadonlyMap<string, ViesAnswer>;

/** The buyer's VAT number, by its form. */
export function buyerNumberOf({ vatNumber, buyerCountry }: OrderPayload): VatNumber | undefined {
  return vatNumberOf(vatNumber ?? undefined, buyerCountry ?? undefined);
}

export function viesAnswerFor(number: VatNumber | undefined, answers: ViesAnswers): ViesAnswer | undefined {
  return number && answers.get(`${number.country}${number.number}`);
}

/** Asks VIES about the numbers that leave VAT off a supply to another member state. */
export async function loadViesAnswers(
  context: ConnectorContext,
  payloads: readonly OrderPayload[],
  { checkVatNumbers }: OrderSettings,
): Promise<ViesAnswers> {
  if (!checkVatNumbers) return new Map();
  const { homeCountry } = new ExactClient(context);
  return askVies(
    context,
    payloads.flatMap((payload) => {
      const number = buyerNumberOf(payload);
      return number && number.country !== homeCountry && isIntraCommunity(payload, homeCountry) ? [number] : [];
    }),
  );
}

/** What a person should know of the buyer's VAT number: that it is another number, or that its form alone decided. */
export async function noteOf(
  context: ConnectorContext,
  payload: OrderPayload,
  settings: OrderSettings,
): Promise<Reason | undefined> {
  const { vatNumber: number, buyerCountry } = payload;
  if (number !== null && isChamberNumber(number, buyerCountry))
    return reason('exact_online.chamber_number', { number });
  const answer = viesAnswerFor(buyerNumberOf(payload), await loadViesAnswers(context, [payload], settings));
  return answer === 'silent' ? reason('exact_online.vies_silent', { number: number ?? '' }) : undefined;
}

/** Something goes to another member state without VAT. */
function isIntraCommunity({ destination, lines }: OrderPayload, homeCountry: string): boolean {
  if (!destination) return false;
  const { country, isInUnion } = vatTerritoryOf({ ...destination, region: destination.region ?? undefined });
  const isWithoutVat = lines.some(
    ({ totalExclVat, vatAmount }) => isZeroDecimal(vatAmount) && !isZeroDecimal(totalExclVat),
  );
  return isInUnion && country !== homeCountry && isWithoutVat;
}
