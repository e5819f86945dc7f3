import { maxChoices } from '@koppel/connector-sdk';
import type { ChoiceKind } from '@koppel/contracts';
import { choiceSchema } from '@koppel/contracts';
import type { Bench } from './bench.js';
import { expectFaultsPause } from './faults.js';
import { testTimeoutMs } from './test-timeout.js';

export function describeChoices(kind: ChoiceKind, bench: () => Bench): void {
  const list = async () => bench().connector.choices?.[kind]?.(await bench().context());

  describe(`choices of ${kind}`, () => {
    it(
      'are values, each once, with words to each',
      async () => {
        const items = (await list()) ?? [];
        expect(items.length).toBeGreaterThan(0);
        expect(items.length).toBeLessThanOrEqual(maxChoices + 1);
        for (const item of items) {
          expect(choiceSchema.parse(item)).toEqual({
            ...item,
            value: expect.stringMatching(/\S/),
            label: expect.stringMatching(/\S/),
          });
        }
        expect(new Set(items.map(({ value }) => value)).size).toBe(items.length);
      },
      testTimeoutMs,
    );

    it(
      'pause at 429, 500, time-outs, cut connections, pages of HTML and block pages',
      async () => {
        await expectFaultsPause(bench(), { work: async (context) => bench().connector.choices?.[kind]?.(context) });
      },
      testTimeoutMs,
    );
  });
}
