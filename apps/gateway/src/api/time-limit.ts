import {
  choiceList,
  connectionTest,
  issueRetryMany,
  issueSkipMany,
  runStart,
  type Contract,
  type HttpRoute,
} from '@koppel/contracts';

export interface TimeLimit {
  timeoutMs: number;
  /** How often a service is asked before the answer is that it is not there. */
  attempts: number;
}

const changeMs = 15_000;
const readMs = 4_000;

/** What asks an application, or touches many records, may take its time. */
const slowMs = new Map<Contract, number>([
  [connectionTest, 60_000],
  [choiceList, 20_000],
  [runStart, 30_000],
  [issueRetryMany, 30_000],
  [issueSkipMany, 30_000],
]);

/**
 * Quick reading is asked again once: the replica that took the question may have died with it. What is slow is not, because
 * an application would be asked twice; what changes is not, because it may have happened.
 */
export function timeLimitOf({ method, contract }: Pick<HttpRoute, 'method' | 'contract'>): TimeLimit {
  const slow = slowMs.get(contract);
  if (slow !== undefined) return { timeoutMs: slow, attempts: 1 };
  return method === 'GET' ? { timeoutMs: readMs, attempts: 2 } : { timeoutMs: changeMs, attempts: 1 };
}
