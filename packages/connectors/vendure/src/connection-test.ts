import { ConnectorFailure, type ConnectorContext } from '@koppel/connector-sdk';
import type { TestStep } from '@koppel/contracts';
import { loadChannel } from './channel.js';
import { admin } from './graphql.js';

interface MeData {
  me: { identifier: string; channels: { code: string; token: string; permissions: string[] }[] } | null;
}

const meQuery = 'query { me { identifier channels { code token permissions } } }';

/** What the flows need; one of each line is enough. */
const neededPermissions = [
  ['ReadCatalog', 'ReadProduct'],
  ['CreateCatalog', 'CreateProduct'],
  ['UpdateCatalog', 'UpdateProduct'],
  ['ReadCatalog', 'ReadSettings', 'ReadTaxRate'],
  ['ReadCatalog', 'ReadStockLocation'],
  ['ReadOrder'],
];

const steps = [
  { id: 'reach', title: 'Reach the shop' },
  { id: 'login', title: 'Log in' },
  { id: 'permissions', title: 'Permissions' },
  { id: 'channel', title: 'Currency, VAT and stock location' },
] as const;
type StepId = (typeof steps)[number]['id'];

const advices: Record<StepId, string> = {
  reach: 'Check that the shop address is that of the Vendure server, that it is running, and that Koppel may reach it.',
  login:
    'Check user name and password by logging in to the Vendure dashboard with them, and the channel token if you entered one.',
  permissions:
    'In Vendure, open Settings, Roles, and give the role of this user the permissions that the manual lists.',
  channel:
    'In Vendure, open Settings, Channels, and check the currency and the default tax zone of the channel; Settings, Stock locations for the other.',
};

class StepFailed extends Error {
  constructor(
    readonly stepId: StepId,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

async function inStep<Value>(stepId: StepId, work: () => Promise<Value>): Promise<Value> {
  try {
    return await work();
  } catch (error: unknown) {
    if (!(error instanceof ConnectorFailure)) throw error;
    // The first call logs in as well: an answer that refuses means that the shop was reached.
    const isLoginRefused =
      stepId === 'reach' &&
      error.failureClass === 'permission' &&
      error.status === undefined &&
      !(error.cause instanceof Error);
    throw new StepFailed(isLoginRefused ? 'login' : stepId, error.message, { cause: error });
  }
}

async function run(context: ConnectorContext, passed: Map<StepId, string>): Promise<void> {
  const { me } = await inStep('reach', () => admin<MeData>(context, { query: meQuery, isRepeatable: true }));
  passed.set('reach', 'The shop answers.');
  if (!me) throw new StepFailed('login', 'The shop does not know this log-in as an administrator.');
  passed.set('login', `Logged in as ${me.identifier}.`);
  const channel = await inStep('permissions', () => loadChannel(context));
  const permissions = me.channels.find(({ code }) => code === channel.code)?.permissions ?? [];
  const missing = neededPermissions.filter((choice) => !choice.some((permission) => permissions.includes(permission)));
  if (missing.length > 0) {
    const words = missing.map((choice) => choice.join(' or ')).join('; ');
    throw new StepFailed('permissions', `On channel ${channel.code} this user lacks: ${words}.`);
  }
  passed.set('permissions', `The user may read and write articles and read orders on channel ${channel.code}.`);
  const location = channel.stockLocations[0];
  if (!location) throw new StepFailed('channel', 'The shop has no stock location, so no stock can be written.');
  passed.set(
    'channel',
    `Prices are in ${channel.currency}, ${channel.pricesIncludeTax ? 'VAT included' : 'without VAT'}; stock goes to "${location.name}" unless the flow says otherwise.`,
  );
}

/** Reaches the shop, logs in, and checks permissions and channel; stops at the first failure. */
export async function testConnection(context: ConnectorContext): Promise<TestStep[]> {
  const passed = new Map<StepId, string>();
  let failure: StepFailed | undefined;
  try {
    await run(context, passed);
  } catch (error: unknown) {
    if (!(error instanceof StepFailed)) throw error;
    failure = error;
    // Whoever is refused at the door has reached it.
    if (failure.stepId === 'login') passed.set('reach', 'The shop answers.');
  }
  return steps.map(({ id, title }) => {
    const message = passed.get(id);
    if (message !== undefined) return { id, title, status: 'passed', message };
    if (failure?.stepId === id) return { id, title, status: 'failed', message: failure.message, advice: advices[id] };
    return { id, title, status: 'skipped', message: 'Not tried, because an earlier step failed.' };
  });
}
