import { ConnectorFailure, type ConnectorContext } from '@koppel/connector-sdk';
import type { TestStep } from '@koppel/contracts';
import { findAdministration } from './administration.js';
import { ExactClient } from './client.js';
import { textOf } from './odata.js';

/** What the steps have learned so far. */
interface Findings {
  currentDivision: string;
}

interface Step {
  id: string;
  title: string;
  advice: string;
  /** Gives what went well; throws a ConnectorFailure for what did not. */
  check(client: ExactClient, findings: Findings): Promise<string>;
}

const signIn: Step = {
  id: 'sign_in',
  title: 'Reach Exact Online and sign in',
  advice:
    'Choose Authorise on the connection and log in with the user that Koppel should work as. Check the country if that page does not know you.',
  async check(client, findings) {
    const me = await client.me();
    const division = textOf(me?.CurrentDivision);
    if (division === undefined) {
      throw new ConnectorFailure(
        'permission',
        'Exact Online lets Koppel in but does not say which administration is open for this user.',
      );
    }
    findings.currentDivision = division;
    return `Signed in as ${textOf(me?.FullName) ?? 'the user who authorised'}.`;
  },
};

const division: Step = {
  id: 'division',
  title: 'Open the administration',
  advice:
    'Copy the number behind "_Division_=" from the address while the administration is open in Exact Online, or let its manager give the user access.',
  async check(client, { currentDivision }) {
    const found = await findAdministration(client, currentDivision);
    if (found) return `Division ${found.division} is "${found.name}".`;
    const rows = await client.divisions(currentDivision);
    const names = rows.slice(0, 5).map((row) => `${textOf(row.Code) ?? '?'} (${textOf(row.Description) ?? 'no name'})`);
    throw new ConnectorFailure(
      'permission',
      `This user has no division ${client.division}. ${names.length > 0 ? `It may open, among others: ${names.join(', ')}.` : 'It may open none at all.'}`,
    );
  },
};

function readable(id: string, title: string, probe: { endpoint: string; select: string; what: string }): Step {
  return {
    id,
    title,
    advice: `Give the user the right to see and edit ${probe.what} in Exact Online, and tick the same in the permissions of your app in the App Center. Then authorise again.`,
    async check(client) {
      await client.rows(probe.endpoint, { select: probe.select, top: 1 });
      return `May read ${probe.what}.`;
    },
  };
}

const currency: Step = {
  id: 'currency',
  title: 'Currency of the administration',
  advice: 'Set the currency of the administration in Exact Online, or choose another division.',
  async check(client, { currentDivision }) {
    const found = await findAdministration(client, currentDivision);
    if (!found || !/^[A-Z]{3}$/.test(found.currency))
      throw new ConnectorFailure('value', 'Exact Online names no currency for this administration.');
    return `The administration is kept in ${found.currency}; prices go out in it, and orders in other currencies keep theirs.`;
  },
};

const steps: Step[] = [
  signIn,
  division,
  readable('items', 'Read items', { endpoint: 'logistics/Items', select: 'ID', what: 'items' }),
  readable('stock', 'Read stock', { endpoint: 'inventory/Warehouses', select: 'ID', what: 'warehouses and stock' }),
  readable('customers', 'Read customers', { endpoint: 'crm/Accounts', select: 'ID', what: 'relations' }),
  readable('orders', 'Read sales orders', {
    endpoint: 'salesorder/SalesOrders',
    select: 'OrderID',
    what: 'sales orders',
  }),
  readable('vat', 'Read VAT codes', { endpoint: 'vat/VATCodes', select: 'ID', what: 'VAT codes' }),
  currency,
];

/** Failures of the line pass by themselves; advice about rights would mislead. */
function adviceFor(failure: ConnectorFailure, step: Step): string {
  if (failure.failureClass === 'rate_limit') return 'Wait a little and test again.';
  if (failure.failureClass === 'intermittent' || failure.failureClass === 'application_down') {
    return 'Test again in some minutes. If it stays, look at status.exactonline.com and at the network of this server.';
  }
  return step.advice;
}

/** Checks the connection step by step; after a failure the rest is skipped. */
export async function testExactOnline(context: ConnectorContext): Promise<TestStep[]> {
  const client = new ExactClient(context);
  const findings: Findings = { currentDivision: client.division };
  const results: TestStep[] = [];
  let hasFailed = false;
  for (const step of steps) {
    const { id, title } = step;
    if (hasFailed) {
      results.push({ id, title, status: 'skipped', message: 'Not tried, because an earlier step failed.' });
      continue;
    }
    try {
      results.push({ id, title, status: 'passed', message: await step.check(client, findings) });
    } catch (error: unknown) {
      if (!(error instanceof ConnectorFailure)) throw error;
      hasFailed = true;
      results.push({ id, title, status: 'failed', message: error.message, advice: adviceFor(error, step) });
    }
  }
  return results;
}
