import type { Bench } from './bench.js';
import { testTimeoutMs } from './test-timeout.js';

/** The connection test: passes with words, fails with words. */
export function describeConnection(bench: () => Bench): void {
  describe('connection test', () => {
    it(
      'passes every step',
      async () => {
        const { connector } = bench();
        const steps = await connector.test(await bench().context());
        expect(steps.length).toBeGreaterThan(0);
        expect(steps.map(({ id, status, message }) => ({ id, status, message }))).toEqual(
          steps.map(({ id }) => ({ id, status: 'passed', message: expect.stringMatching(/\S/) })),
        );
        expect(new Set(steps.map(({ id }) => id)).size).toBe(steps.length);
      },
      testTimeoutMs,
    );

    it(
      'says what to do when the credentials are wrong, and skips the rest',
      async () => {
        const { connector, application, proxy } = bench();
        const steps = await connector.test(await bench().context({ isWrong: true }));
        const index = steps.findIndex(({ status }) => status === 'failed');
        expect(steps[index]).toMatchObject({
          message: expect.stringMatching(/\S.{9}/),
          advice: expect.stringMatching(/\S.{9}/),
        });
        expect(steps.slice(index + 1).every(({ status }) => status === 'skipped')).toBe(true);
        const { secrets } = await application.wrongConnection(proxy.origin);
        for (const secret of Object.values(secrets)) expect(JSON.stringify(steps)).not.toContain(secret);
      },
      testTimeoutMs,
    );

    it(
      'fails with words when the application is down',
      async () => {
        const context = await bench().context();
        bench().proxy.setFault({ status: 503 });
        const steps = await bench().connector.test(context);
        expect(steps.find(({ status }) => status !== 'passed')).toMatchObject({
          status: 'failed',
          message: expect.stringMatching(/\S/),
        });
      },
      testTimeoutMs,
    );
  });
}
