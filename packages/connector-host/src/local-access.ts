import {
  choosableWays,
  fixedCredentials,
  headerCredentials,
  isFixed,
  type Access,
  type AccessProvider,
} from './authentication.js';
import type { Connector, Fields, Host, Secrets } from '@koppel/connector-sdk';
import { createConnectorContext } from './connector-context.js';
import type { OutboundPolicy } from './http-client.js';
import { localRateBudget } from './rate-budget.js';

const silent = { info() {}, warn() {} };

/**
 * An access provider in the memory of one process, for connectors with a fixed key or a log-in; for tests and tools.
 *
 * @throws Error for OAuth 2.0, which needs a person.
 */
export function localAccess(options: {
  connector: Connector;
  fields: Fields;
  secrets: Secrets;
  host: Host;
  outbound: OutboundPolicy;
  signal: AbortSignal;
}): AccessProvider {
  const { connector, fields, secrets, host } = options;
  const { authentication } = connector;
  let held: Promise<Access> | undefined;

  async function obtain(epoch: number): Promise<Access> {
    if (authentication.kind !== 'session') throw new Error(`${connector.name} needs a person to authorise it`);
    const budget = localRateBudget(connector.limits(fields));
    const { http } = createConnectorContext({ ...options, access: undefined, budget, log: silent });
    const { headers } = await authentication.login({ http, fields, secrets, host });
    return { credentials: headerCredentials(headers), epoch };
  }

  function hold(epoch: number): Promise<Access> {
    const obtained = obtain(epoch);
    held = obtained;
    obtained.catch(() => {
      if (held === obtained) held = undefined;
    });
    return obtained;
  }

  const ways = choosableWays(connector, { fields, host });
  if (isFixed(authentication)) {
    // Fixed credentials are what they are: there is no newer one.
    const given = () => ({ credentials: fixedCredentials(authentication, fields, secrets, ways?.chosen), epoch: 1 });
    return { ...(ways && { ways }), current: () => Promise.resolve(given()), renew: () => Promise.resolve(given()) };
  }
  return {
    current: () => held ?? hold(1),
    async renew(refusedEpoch) {
      const current = await (held ?? hold(1));
      return current.epoch > refusedEpoch ? current : hold(refusedEpoch + 1);
    },
  };
}
