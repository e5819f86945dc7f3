import type { Bench } from './bench.js';
import { expectRendered } from './rendered.js';
import { testTimeoutMs } from './test-timeout.js';

/** The connection test: passes, and fails with a reason. */
export function describeConnection(bench: () => Bench): void {
  describe('connection test', () => {
    it(
      'passes every step',
      async () => {
        const { connector } = bench();
        const steps = await connector.test(await bench().context());
        expect(steps.length).toBeGreaterThan(0);
        expect(steps.filter(({ status }) => status !== 'passed')).toEqual([]);
        for (const step of steps) expectRendered(connector, [step.title, step.reason]);
        expect(new Set(steps.map(({ id }) => id)).size).toBe(steps.length);
      },
      testTimeoutMs,
    );

    it(
      'says what to do when the credentials are wrong, and skips the rest',
      async () => {
        const { connector, application, proxy } = bench();
        const steps = await connector.test(await bench().context({ isWrong: true }));
        expect(steps).toContainEqual(expect.objectContaining({ status: 'failed' }));
        const index = steps.findIndex(({ status }) => status === 'failed');
        const failed = steps[index];
        expectRendered(connector, [failed?.reason, failed?.advice]);
        expect(steps.slice(index + 1).every(({ status }) => status === 'skipped')).toBe(true);
        const { secrets } = await application.wrongConnection(proxy.origin);
        for (const secret of Object.values(secrets)) expect(JSON.stringify(steps)).not.toContain(secret);
      },
      testTimeoutMs,
    );

    it('calls the address of the operator instead of its own', async () => {
      const { connector, application, proxy } = bench();
      const { fields } = await application.connection(proxy.origin);
      const override = 'http://sandbox.example.com:8201';
      expect(`${connector.baseUrl(fields, { override })}/`).toContain(`${override}/`);
    });

    it.each(['block', 'block-json'] as const)(
      'says of a firewall (%s) that it is one, and blames no credentials',
      async (fault) => {
        const { connector, proxy } = bench();
        const context = await bench().context();
        proxy.setFault(fault);
        const failed = (await connector.test(context)).find(({ status }) => status === 'failed');
        expect(failed).toMatchObject({ reason: { code: 'http.blocked' }, isPassing: true });
        expectRendered(connector, [failed?.reason, failed?.advice]);
      },
      testTimeoutMs,
    );

    it(
      'fails with a reason when the application is down',
      async () => {
        const context = await bench().context();
        bench().proxy.setFault({ status: 503 });
        const steps = await bench().connector.test(context);
        const failed = steps.find(({ status }) => status !== 'passed');
        expect(failed?.status).toBe('failed');
        expectRendered(bench().connector, [failed?.reason, failed?.advice]);
      },
      testTimeoutMs,
    );
  });
}
