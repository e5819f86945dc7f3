import type { Reason, TestStep } from '@koppel/contracts';
import type { ConnectorContext } from './context.js';
import { ConnectorFailure } from './failure.js';
import { sharedReason } from './reasons.js';

/** One step of a connection test. */
export interface ConnectionCheck<Findings = void> {
  /** Unique within the test; snake case. */
  id: string;
  title: Reason;
  /** What to do when the step fails for a reason of its own. */
  advice: Reason;
  /**
   * Gives what went well.
   *
   * @param findings what earlier steps learned; a step may add to it
   * @throws ConnectorFailure for what did not
   */
  check(context: ConnectorContext, findings: Findings): Promise<Reason>;
}

/**
 * Runs a connection test: step by step, in order; the first failure ends it and the rest is skipped.
 *
 * @example
 * test: (context) => runChecks([reach, signIn, readOrders], context, undefined),
 */
export async function runChecks<Findings>(
  checks: readonly ConnectionCheck<Findings>[],
  context: ConnectorContext,
  findings: Findings,
): Promise<TestStep[]> {
  const steps: TestStep[] = [];
  let hasFailed = false;
  for (const { id, title, advice, check } of checks) {
    if (hasFailed) {
      steps.push({ id, title, status: 'skipped', reason: sharedReason('connector.step_skipped') });
      continue;
    }
    try {
      steps.push({ id, title, status: 'passed', reason: await check(context, findings) });
    } catch (error: unknown) {
      if (!(error instanceof ConnectorFailure)) throw error;
      hasFailed = true;
      steps.push({ id, title, status: 'failed', reason: error.reason, advice: adviceFor(error, advice) });
    }
  }
  return steps;
}

/** Failures of the application as a whole pass by themselves; advice about rights would mislead. */
function adviceFor({ failureClass }: ConnectorFailure, advice: Reason): Reason {
  if (failureClass === 'rate_limit') return sharedReason('connector.test_soon');
  const isTransient = failureClass === 'intermittent' || failureClass === 'application_down';
  return isTransient ? sharedReason('connector.test_later') : advice;
}
