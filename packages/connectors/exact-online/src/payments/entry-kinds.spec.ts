import { ConnectorFailure, type ConnectorContext } from '@koppel/connector-sdk';
import type { FailureClass } from '@koppel/contracts';
import { kindsOf } from './entry-kinds.js';

const refusal = (failureClass: FailureClass, code: string) =>
  new ConnectorFailure(failureClass, { code, params: {} }, { status: 403 });

/** A kind that no journal of the table is of. */
async function unused() {
  const cache = new Map<string, unknown>([['payments:journals', new Map()]]);
  const [, kind] = await kindsOf({ cache } as unknown as ConnectorContext, { paymentJournals: {} });
  if (!kind) throw new Error('there are two kinds');
  return kind;
}

describe('a kind of entries that is not used any more', () => {
  it('is not asked again where the connection has no right to it', async () => {
    const { ask } = await unused();
    let asked = 0;
    const question = () => {
      asked += 1;
      return Promise.reject(refusal('permission', 'http.forbidden'));
    };
    expect([await ask(question), await ask(question)]).toEqual([undefined, undefined]);
    expect(asked).toBe(1);
  });

  it.each([
    ['of a firewall', refusal('intermittent', 'http.blocked')],
    ['after too many errors', refusal('rate_limit', 'exact_online.too_many_errors')],
  ])('is not taken for empty by a refusal %s, which passes', async (_name, failure) => {
    const { ask } = await unused();
    await expect(ask(() => Promise.reject(failure))).rejects.toBe(failure);
  });
});
