import { ConnectorFailure, plainText, type ConnectorContext } from '@koppel/connector-sdk';
import type { Reason } from '@koppel/contracts';
import { getList, isRecord } from './client.js';
import { failure, reason } from './reasons.js';

/** What a shop answered to one way of showing the key. */
interface Refusal {
  way: string | undefined;
  status: number | undefined;
  /** `woocommerce_rest_cannot_view` and so on; of a plugin its own. */
  code: string;
  said: string;
  cause: ConnectorFailure;
}

/** How a call is signed in is said where it is not the usual way. */
const found = {
  basic: 'woocommerce.key_known',
  signed: 'woocommerce.key_known_http',
  signed_behind_proxy: 'woocommerce.key_known_proxy',
  query: 'woocommerce.key_known_query',
} as const;

/**
 * Finds the way in which the shop takes the key, and keeps to it. The way that is remembered comes first; the secret itself goes into an
 * address only after a signed call was refused too.
 *
 * @throws ConnectorFailure that says why none works
 */
export async function signIn(context: ConnectorContext): Promise<Reason> {
  const { ways } = context;
  const first = ways?.chosen;
  const order = ways ? [ways.chosen, ...ways.possible.filter((way) => way !== first)] : [undefined];
  const refusals: Refusal[] = [];
  for (const way of order) {
    if (way !== undefined) ways?.choose(way);
    const refusal = await tryKey(context, way).catch((error: unknown) => {
      // A firewall may stop a call with keys in its address; what was refused before says more.
      if (refusals.length > 0 && error instanceof ConnectorFailure) return 'unanswered' as const;
      throw error;
    });
    if (refusal === 'unanswered') continue;
    if (!refusal) return reason(found[way as keyof typeof found] ?? 'woocommerce.key_known');
    refusals.push(refusal);
    if (isCertain(refusal)) break;
  }
  if (first !== undefined) ways?.choose(first);
  throw causeOf(refusals);
}

async function tryKey(context: ConnectorContext, way: string | undefined): Promise<Refusal | undefined> {
  try {
    await getList(context, 'products', { per_page: 1, _fields: 'id' });
    return undefined;
  } catch (cause: unknown) {
    if (!(cause instanceof ConnectorFailure) || !isOwnRefusalOf(cause)) throw cause;
    const { code, message } = isRecord(cause.body) ? cause.body : {};
    const texts = { code: typeof code === 'string' ? code : '', said: plainText(String(message ?? '')) || '-' };
    return { way, status: cause.status, ...texts, cause };
  }
}

function isOwnRefusalOf({ failureClass, status }: ConnectorFailure): boolean {
  return failureClass === 'permission' && (status === 401 || status === 403);
}

/** WooCommerce gives its own error only where it saw the key; to a call whose key it did not see it says what a visitor may not do. */
const isSeen = ({ code }: Refusal): boolean => code.startsWith('woocommerce_rest_authentication');
/** Signed in, and yet without the right: an unknown visitor gets 401. */
const isWithoutRole = ({ code, status }: Refusal): boolean =>
  status === 403 && code.startsWith('woocommerce_rest_cannot');
const isSecretWrong = (refusal: Refusal): boolean => isSeen(refusal) && /secret/i.test(refusal.said);
const isKeyUnknown = (refusal: Refusal): boolean => isSeen(refusal) && /consumer key/i.test(refusal.said);
const isSignature = ({ way, ...rest }: Refusal): boolean =>
  way?.startsWith('signed') === true && isSeen({ way, ...rest });

/** Another way would not help. Over plain http, or behind a proxy, a wrong signature may also be that of another address. */
function isCertain(refusal: Refusal): boolean {
  if (isWithoutRole(refusal) || isSecretWrong(refusal) || isKeyUnknown(refusal)) return true;
  return isSeen(refusal) && !isSignature(refusal);
}

function causeOf(refusals: readonly Refusal[]): ConnectorFailure {
  const refused = (code: RefusalCode, { cause, said }: Refusal) =>
    failure('permission', code, { said }, { status: cause.status, cause, advice: reason(adviceOf[code]) });
  const by = (test: (refusal: Refusal) => boolean) => refusals.find(test);
  const [last] = refusals.slice(-1);
  if (!last) throw new Error('nothing was refused');
  const withoutRole = by(isWithoutRole);
  if (withoutRole) return refused('woocommerce.role_missing', withoutRole);
  const wrong = by(isSecretWrong);
  if (wrong) return refused('woocommerce.secret_wrong', wrong);
  const unknown = by(isKeyUnknown);
  if (unknown) return refused('woocommerce.key_unknown', unknown);
  const late = by((refusal) => isSeen(refusal) && /timestamp/i.test(refusal.said));
  if (late) return refused('woocommerce.clock_wrong', late);
  const seen = by(isSeen);
  if (seen) return refused(isSignature(seen) ? 'woocommerce.signature_wrong' : 'woocommerce.key_refused', seen);
  const locked = by(({ code }) => !code.startsWith('woocommerce_'));
  return locked ? refused('woocommerce.api_locked', locked) : refused('woocommerce.key_unseen', last);
}

const adviceOf = {
  'woocommerce.role_missing': 'woocommerce.role_advice',
  'woocommerce.secret_wrong': 'woocommerce.key_advice',
  'woocommerce.key_unknown': 'woocommerce.key_advice',
  'woocommerce.clock_wrong': 'woocommerce.clock_advice',
  'woocommerce.signature_wrong': 'woocommerce.signature_advice',
  'woocommerce.key_refused': 'woocommerce.key_refused_advice',
  'woocommerce.api_locked': 'woocommerce.api_locked_advice',
  'woocommerce.key_unseen': 'woocommerce.key_advice',
} as const;

type RefusalCode = keyof typeof adviceOf;
