import { type ConnectorContext, ConnectorFailure, pausesRun } from '@koppel/connector-sdk';
import type { Bench } from './bench.js';
import type { Fault } from './fault-proxy.js';

/** Ways in which a server spoils its answers while their data is whole. */
const spoiledAnswers = ['marked', 'as-page', 'printed'] as const satisfies readonly Fault[];

/** Expects that the work gives the same where the server spoils its answers. */
export async function expectAnswersRead(
  bench: Bench,
  work: (context: ConnectorContext) => Promise<unknown>,
): Promise<void> {
  const whole = await work(await bench.context());
  for (const fault of spoiledAnswers) {
    bench.proxy.setFault(fault);
    const read = await work(await bench.context());
    bench.proxy.setFault(undefined);
    expect({ fault, read }).toEqual({ fault, read: whole });
  }
}

const faults: Fault[] = [
  { status: 429, headers: { 'retry-after': '3' } },
  { status: 500 },
  { status: 503 },
  'hang',
  'cut',
  'page',
  'block',
  'block-json',
];
const shortTimeoutMs = 250;

/** Expects that the work ends, at every fault of the application, with a failure that pauses the run. */
export async function expectFaultsPause<Prepared>(
  bench: Bench,
  attempt: {
    prepare?: (context: ConnectorContext) => Promise<Prepared>;
    work: (context: ConnectorContext, prepared: Prepared) => Promise<unknown>;
  },
): Promise<void> {
  for (const fault of faults) {
    const { setTimeoutMs, context } = await bench.adjustableContext();
    // Authorised and prepared before the trouble begins, so that the fault meets the work itself.
    await bench.connector.test(context);
    const prepared = (await attempt.prepare?.(context)) as Prepared;
    setTimeoutMs(shortTimeoutMs);
    bench.proxy.setFault(fault);
    const error: unknown = await attempt.work(context, prepared).then(
      () => undefined,
      (cause: unknown) => cause,
    );
    bench.proxy.setFault(undefined);
    expect({ fault, error }).toEqual({ fault, error: expect.any(ConnectorFailure) });
    const failure = error as ConnectorFailure;
    expect({ fault, failureClass: failure.failureClass, pauses: pausesRun(failure) }).toMatchObject({
      fault,
      pauses: true,
    });
    if (typeof fault === 'object' && 'status' in fault && fault.status === 429)
      expect(failure).toMatchObject({ failureClass: 'rate_limit', retryAfterMs: 3000 });
  }
}
