import { httpRoutes } from '@koppel/contracts';
import { timeLimitOf } from './time-limit.js';

describe('timeLimitOf', () => {
  it('asks again for what is only read, and quickly', () => {
    expect(timeLimitOf(httpRoutes.listRuns)).toEqual({ timeoutMs: 4_000, attempts: 2 });
  });

  it('asks once for what changes something', () => {
    expect(timeLimitOf(httpRoutes.updateFlow)).toEqual({ timeoutMs: 15_000, attempts: 1 });
    expect(timeLimitOf(httpRoutes.deleteDraft)).toEqual({ timeoutMs: 15_000, attempts: 1 });
  });

  it('waits longer, once, for what an application must answer', () => {
    expect(timeLimitOf(httpRoutes.listChoices)).toEqual({ timeoutMs: 20_000, attempts: 1 });
    expect(timeLimitOf(httpRoutes.testConnection)).toEqual({ timeoutMs: 60_000, attempts: 1 });
    expect(timeLimitOf(httpRoutes.startRun)).toEqual({ timeoutMs: 30_000, attempts: 1 });
  });
});
