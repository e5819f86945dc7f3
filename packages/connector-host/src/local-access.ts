import type { Connector, Fields, Host, Secrets } from '@koppel/connector-sdk';
import type { Access, AccessProvider } from './http-client.js';
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
  const { authorization } = connector;
  let held: Promise<Access> | undefined;

  async function obtain(epoch: number): Promise<Access> {
    if (authorization.kind === 'static') return { header: authorization.header(fields, secrets), epoch };
    if (authorization.kind === 'oauth2') throw new Error(`${connector.name} needs a person to authorise it`);
    const budget = localRateBudget(connector.limits(fields));
    const { http } = createConnectorContext({ ...options, access: undefined, budget, log: silent });
    const { header } = await authorization.login({ http, fields, secrets, host });
    return { header, epoch };
  }

  function hold(epoch: number): Promise<Access> {
    const obtained = obtain(epoch);
    held = obtained;
    obtained.catch(() => {
      if (held === obtained) held = undefined;
    });
    return obtained;
  }

  return {
    current: () => held ?? hold(1),
    async renew(refusedEpoch) {
      const current = await (held ?? hold(1));
      return current.epoch > refusedEpoch ? current : hold(refusedEpoch + 1);
    },
  };
}
