import { ConnectorFailure, type ConnectionCheck } from '@koppel/connector-sdk';
import { offeringAddress } from './address.js';
import { loadChannel } from './channel.js';
import { admin } from './graphql.js';
import { failure, reason } from './reasons.js';

interface MeData {
  me: { identifier: string; channels: { code: string; token: string; permissions: string[] }[] } | null;
}

const meQuery = 'query { me { identifier channels { code token permissions } } }';

/** What the first call found, which reaches the shop and logs in at once. */
export interface Findings {
  me?: NonNullable<MeData['me']>;
  /** The log-in was refused: the shop was reached all the same. */
  refusal?: ConnectorFailure;
}

/** What the flows need; one of each line is enough. */
const neededPermissions = [
  ['ReadCatalog', 'ReadProduct'],
  ['CreateCatalog', 'CreateProduct'],
  ['UpdateCatalog', 'UpdateProduct'],
  ['ReadCatalog', 'ReadSettings', 'ReadTaxRate'],
  ['ReadCatalog', 'ReadStockLocation'],
  ['ReadOrder'],
];

const reach: ConnectionCheck<Findings> = {
  id: 'reach',
  title: reason('vendure.reach'),
  advice: reason('vendure.reach_advice'),
  async check(context, findings) {
    try {
      const { me } = await admin<MeData>(context, { query: meQuery, isRepeatable: true });
      findings.me = me ?? undefined;
    } catch (error: unknown) {
      if (!(error instanceof ConnectorFailure)) throw error;
      const isLoginRefused =
        error.failureClass === 'permission' && error.status === undefined && !(error.cause instanceof Error);
      if (!isLoginRefused) throw offeringAddress(context, error);
      findings.refusal = error;
    }
    return reason('vendure.reached');
  },
};

const login: ConnectionCheck<Findings> = {
  id: 'login',
  title: reason('vendure.login'),
  advice: reason('vendure.login_advice'),
  check(_context, { me, refusal }) {
    if (me) return Promise.resolve(reason('vendure.logged_in', { user: me.identifier }));
    return Promise.reject(refusal ?? failure('permission', 'vendure.not_an_administrator'));
  },
};

const permissions: ConnectionCheck<Findings> = {
  id: 'permissions',
  title: reason('vendure.permissions'),
  advice: reason('vendure.permissions_advice'),
  async check(context, { me }) {
    const { code: channel } = await loadChannel(context);
    const granted = me?.channels.find(({ code }) => code === channel)?.permissions ?? [];
    const missing = neededPermissions.filter((choice) => !choice.some((permission) => granted.includes(permission)));
    if (missing.length === 0) return reason('vendure.permitted', { channel });
    const names = missing.map((choice) => choice.join(' / ')).join('; ');
    throw failure('permission', 'vendure.permissions_missing', { channel, permissions: names });
  },
};

const channel: ConnectionCheck<Findings> = {
  id: 'channel',
  title: reason('vendure.channel'),
  advice: reason('vendure.channel_advice'),
  async check(context) {
    const { stockLocations, currency, pricesIncludeTax } = await loadChannel(context);
    const location = stockLocations[0];
    if (!location) throw failure('value', 'vendure.no_stock_location');
    const params = { currency, location: location.name };
    return reason(pricesIncludeTax ? 'vendure.prices_with_vat' : 'vendure.prices_without_vat', params);
  },
};

/** Reaches the shop, logs in, and looks at permissions and channel. */
export const checks: readonly ConnectionCheck<Findings>[] = [reach, login, permissions, channel];
