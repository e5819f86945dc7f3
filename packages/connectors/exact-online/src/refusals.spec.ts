import { sharedFailure, type ConnectorFailure } from '@koppel/connector-sdk';
import { explainRefusal } from './refusals.js';

function explain(
  status: number,
  text: string,
  options: { isWrite?: boolean; retryAfterMs?: number } = {},
): ConnectorFailure {
  const body = { error: { code: '', message: { lang: '', value: text } } };
  const params = { application: 'Exact Online', status, said: text };
  const failure = sharedFailure('value', 'http.refused', params, { status, body, retryAfterMs: options.retryAfterMs });
  return explainRefusal(failure, {
    endpoint: 'salesorder/SalesOrders',
    isWrite: options.isWrite ?? true,
    division: '100001',
  });
}

describe('refusals of Exact Online', () => {
  it.each([
    [400, 'Mandatory: OrderedBy', 'value', 'value_mandatory'],
    [400, 'Invalid: Reference: VATCode (9)', 'value', 'value_invalid'],
    [400, 'Already exists: Code 1001', 'duplicate', 'exists_already'],
    [400, '', 'value', 'record_refused_silently'],
    [401, 'Unauthorized', 'permission', 'login_ended'],
    [403, 'Forbidden - WrongDivision', 'permission', 'division_closed'],
    [403, 'Forbidden', 'permission', 'write_forbidden'],
    [404, 'Resource not found', 'value', 'not_found'],
    [429, 'Too many requests', 'rate_limit', 'minute_limit'],
    [500, 'Data already exists', 'duplicate', 'record_exists'],
  ])('%i "%s" is %s', (status, text, failureClass, code) => {
    const failure = explain(status, text);
    expect(failure.failureClass).toBe(failureClass);
    expect(failure.reason.code).toBe(`exact_online.${code}`);
    expect(failure.status).toBe(status);
  });

  it('says whether reading or writing is forbidden', () => {
    expect(explain(403, 'Forbidden', { isWrite: false }).reason.code).toBe('exact_online.forbidden');
  });

  it('is a defect of ours where a question was not understood', () => {
    expect(explain(400, 'Please add a $select', { isWrite: false }).failureClass).toBe('defect');
  });

  it('tells the minute from the day', () => {
    expect(explain(429, 'Too many requests', { retryAfterMs: 30_000 }).reason.code).toBe('exact_online.minute_limit');
    expect(explain(429, 'Too many requests', { retryAfterMs: 7_200_000 })).toMatchObject({
      reason: { code: 'exact_online.day_limit', params: { minutes: 120 } },
      retryAfterMs: 7_200_000,
    });
  });

  it('waits an hour after too many errors', () => {
    expect(explain(429, 'Too many errors: this endpoint is blocked')).toMatchObject({
      failureClass: 'rate_limit',
      retryAfterMs: 3_600_000,
    });
    expect(explain(403, 'Blocked: too many errors')).toMatchObject({ failureClass: 'rate_limit' });
  });

  it('leaves a failure of the transport as it is', () => {
    const params = { application: 'Exact Online', code: 'ECONNRESET' };
    const failure = sharedFailure('intermittent', 'http.cut', params, { isOutcomeUnknown: true });
    expect(explainRefusal(failure, { endpoint: 'x', isWrite: true, division: '1' })).toBe(failure);
  });
});
