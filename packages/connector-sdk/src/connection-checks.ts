import type { Reason, TestStep } from '@koppel/contracts';
import type { ConnectorContext } from './context.js';
import { ConnectorFailure, pausesRun } from './failure.js';
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
      steps.push({ id, title, ...failedStep(error, advice) });
    }
  }
  return steps;
}

/** What a failure says of the step that met it. */
export function failedStep(error: ConnectorFailure, advice?: Reason): Omit<TestStep, 'id' | 'title'> {
  const { correction } = error;
  const shown = adviceFor(error) ?? advice;
  return {
    status: 'failed',
    reason: error.reason,
    ...(shown && { advice: shown }),
    ...(correction && { correction }),
    ...(pausesRun(error) && { isPassing: true as const }),
  };
}

/** Advice for a fault that says itself what it is; that of the step would mislead. */
const adviceByReason = {
  'http.blocked': 'connector.advice_blocked',
  'http.page': 'connector.advice_page',
  'http.broken_json': 'connector.advice_output',
  'http.unexpected_content': 'connector.advice_page',
  'http.certificate': 'connector.advice_certificate',
  'http.redirected': 'connector.advice_address',
  'http.address_refused': 'connector.advice_address',
  'http.address_invalid': 'connector.advice_address',
  'http.unreachable': 'connector.advice_unreachable',
  'http.timeout': 'connector.advice_slow',
} as const;

function adviceFor({ advice, reason, failureClass }: ConnectorFailure): Reason | undefined {
  if (advice) return advice;
  if (reason.code in adviceByReason) return sharedReason(adviceByReason[reason.code as keyof typeof adviceByReason]);
  if (failureClass === 'rate_limit') return sharedReason('connector.test_soon');
  const isTransient = failureClass === 'intermittent' || failureClass === 'application_down';
  return isTransient ? sharedReason('connector.test_later') : undefined;
}
