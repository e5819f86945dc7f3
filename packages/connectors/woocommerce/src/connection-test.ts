import { ConnectorFailure, type ConnectorContext } from '@koppel/connector-sdk';
import type { TestStep } from '@koppel/contracts';
import { getList, isRecord } from './client.js';
import { getShopPricing } from './shop-pricing.js';

interface Step {
  id: string;
  title: string;
  advice: string;
  /** Gives what went well; throws for what did not. */
  check(context: ConnectorContext): Promise<string>;
}

const reach: Step = {
  id: 'reach',
  title: 'Reach the shop',
  advice:
    'Open the shop URL in a browser: does the shop show? Then look in WordPress whether WooCommerce is active, and whether Settings > Permalinks is something else than "Plain".',
  async check(context) {
    try {
      await context.http.request({ method: 'GET', url: '' });
    } catch (error: unknown) {
      assertShopAnswered(error);
    }
    return 'The shop answers and has the WooCommerce REST API.';
  },
};

/** A refusal in WooCommerce's own words comes from the shop: the next step tells what it refuses. */
function assertShopAnswered(error: unknown): void {
  if (!(error instanceof ConnectorFailure)) throw error;
  const isRefusal = error.status === 401 || error.status === 403;
  const code = isRecord(error.body) ? error.body['code'] : undefined;
  if (isRefusal && typeof code === 'string') return;
  if (error.status === 404) {
    const what =
      code === 'rest_no_route' ? 'a WordPress site without WooCommerce' : 'a site without the REST API of WordPress';
    throw new ConnectorFailure(
      'permission',
      `There is ${what} at this address, so Koppel cannot read anything there.`,
      { cause: error },
    );
  }
  throw error;
}

const credentials: Step = {
  id: 'credentials',
  title: 'Sign in with the consumer key',
  advice:
    'Make a new key under WooCommerce > Settings > Advanced > REST API and copy both parts. If they are right, the web server may drop the Authorization header: ask your host to pass it on.',
  async check(context) {
    await refusing(
      getList(context, 'products', { per_page: 1, _fields: 'id' }),
      'The shop does not know this consumer key and secret.',
    );
    return 'The shop knows the key.';
  },
};

const reading: Step = {
  id: 'read',
  title: 'Read orders',
  advice:
    'Give the user of the key the role of shop manager or administrator, and the key the permission "Read/Write".',
  async check(context) {
    await refusing(getList(context, 'orders', { per_page: 1, _fields: 'id' }), 'The key may not read orders.');
    return 'The key may read products and orders.';
  },
};

const writing: Step = {
  id: 'write',
  title: 'Write products',
  advice: 'Change the permission of the key to "Read/Write" under WooCommerce > Settings > Advanced > REST API.',
  async check(context) {
    // An empty batch is checked like any other, and changes nothing.
    const probe = context.http.request({ method: 'POST', url: 'products/batch', body: {}, isRepeatable: true });
    await refusing(probe, 'The key may read but not write, so products, stock and prices cannot be sent.');
    return 'The key may write products.';
  },
};

const settings: Step = {
  id: 'settings',
  title: 'Currency and VAT',
  advice:
    'Give the user of the key the role of shop manager or administrator, so that Koppel can see how the shop reads prices.',
  async check(context) {
    const pricing = await refusing(getShopPricing(context), 'The key may not see the settings of the shop.');
    if (!pricing.calculatesVat) {
      return `Prices are in ${pricing.currency}. The shop calculates no VAT: its orders arrive without VAT.`;
    }
    return `Prices are in ${pricing.currency} and entered ${pricing.pricesIncludeVat ? 'with' : 'without'} VAT.`;
  },
};

const steps: readonly Step[] = [reach, credentials, reading, writing, settings];

/** Step by step, from the address to the settings; the first that fails ends the test. */
export async function testConnection(context: ConnectorContext): Promise<TestStep[]> {
  const results: TestStep[] = [];
  let isStopped = false;
  for (const step of steps) {
    const result: TestStep = isStopped ? skipped(step) : await run(step, context);
    isStopped ||= result.status === 'failed';
    results.push(result);
  }
  return results;
}

function skipped({ id, title }: Step): TestStep {
  return { id, title, status: 'skipped', message: 'Not tried, because an earlier step failed.' };
}

async function run(step: Step, context: ConnectorContext): Promise<TestStep> {
  const { id, title, advice } = step;
  try {
    return { id, title, status: 'passed', message: await step.check(context) };
  } catch (error: unknown) {
    if (!(error instanceof ConnectorFailure)) throw error;
    return { id, title, status: 'failed', message: error.message, advice };
  }
}

/** Says in our words what a refusal means; other trouble keeps its own. */
async function refusing<Value>(attempt: Promise<Value>, message: string): Promise<Value> {
  try {
    return await attempt;
  } catch (error: unknown) {
    if (!(error instanceof ConnectorFailure) || error.failureClass !== 'permission') throw error;
    throw new ConnectorFailure('permission', message, { status: error.status, cause: error });
  }
}
