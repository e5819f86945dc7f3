import type { ConnectorContext, PublicService } from './context.js';
import { ConnectorFailure } from './failure.js';
import type { VatNumber } from './vat-territories.js';

/** The VAT information exchange system of the European Commission, which knows every VAT number of the Union. */
export const vies: PublicService = {
  id: 'vies',
  name: 'VIES',
  baseUrl: 'https://ec.europa.eu/taxation_customs/vies/rest-api',
};

/** `silent`: VIES, or the member state behind it, did not answer, so nothing is known. */
export type ViesAnswer = 'valid' | 'invalid' | 'silent';

const timeoutMs = 4_000;
const askedAtOnce = 4;
const silentKey = 'vies:silent';

/**
 * Asks VIES about VAT numbers whose form is right, each once a run. Where it does not answer, it is not asked again in this run, so
 * that it slows nobody down; a member state that does not answer it likewise.
 *
 * @returns by {@link VatNumber} as text, `DE123456789`
 */
export async function askVies(
  context: ConnectorContext,
  numbers: readonly VatNumber[],
): Promise<ReadonlyMap<string, ViesAnswer>> {
  const answers = cached(context, 'vies:answers', () => new Map<string, ViesAnswer>());
  const open = new Map(numbers.map((number) => [textOf(number), number]));
  const asked = [...open].filter(([text]) => !answers.has(text));
  const askNext = async (): Promise<void> => {
    for (let next = asked.shift(); next; next = asked.shift()) answers.set(next[0], await answerTo(context, next[1]));
  };
  await Promise.all(Array.from({ length: askedAtOnce }, askNext));
  return new Map([...open.keys()].map((text) => [text, answers.get(text) ?? 'silent']));
}

async function answerTo(context: ConnectorContext, { country, number }: VatNumber): Promise<ViesAnswer> {
  const silent = cached(context, silentKey, () => new Set<string>());
  const http = context.services?.[vies.id];
  if (!http || silent.has('') || silent.has(country)) return 'silent';
  const url = `ms/${country === 'GR' ? 'EL' : country}/vat/${encodeURIComponent(number)}`;
  try {
    const { body } = await http.request<ViesBody | undefined>({ method: 'GET', url, timeoutMs, isRepeatable: false });
    if (body?.isValid === true) return 'valid';
    if (body?.isValid === false && (body.userError ?? 'INVALID') === 'INVALID') return 'invalid';
    silent.add(country);
  } catch (error: unknown) {
    if (!(error instanceof ConnectorFailure) || context.signal.aborted) throw error;
    silent.add('');
  }
  return 'silent';
}

/** `userError` is `VALID`, `INVALID`, or why there is no answer: `MS_UNAVAILABLE`, `TIMEOUT`, `MS_MAX_CONCURRENT_REQ` … */
interface ViesBody {
  isValid?: boolean;
  userError?: string;
}

function textOf({ country, number }: VatNumber): string {
  return `${country}${number}`;
}

function cached<Value>(context: ConnectorContext, key: string, make: () => Value): Value {
  const known = context.cache.get(key) as Value | undefined;
  if (known !== undefined) return known;
  const made = make();
  context.cache.set(key, made);
  return made;
}
