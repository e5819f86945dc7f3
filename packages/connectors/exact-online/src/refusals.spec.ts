import { ConnectorFailure } from '@koppel/connector-sdk';
import { explainRefusal } from './refusals.js';

function explain(
  status: number,
  text: string,
  options: { isWrite?: boolean; retryAfterMs?: number } = {},
): ConnectorFailure {
  const body = { error: { code: '', message: { lang: '', value: text } } };
  const failure = new ConnectorFailure('value', 'refused', { status, body, retryAfterMs: options.retryAfterMs });
  return explainRefusal(failure, {
    endpoint: 'salesorder/SalesOrders',
    isWrite: options.isWrite ?? true,
    division: '100001',
  });
}

describe('refusals of Exact Online', () => {
  it.each([
    [400, 'Mandatory: OrderedBy', 'value', /"OrderedBy" must be filled/],
    [400, 'Invalid: Reference: VATCode (9)', 'value', /VATCode \(9\).* not valid/],
    [400, 'Already exists: Code 1001', 'duplicate', /there already/],
    [400, '', 'value', /gave no reason/],
    [401, 'Unauthorized', 'permission', /Authorise/],
    [403, 'Forbidden - WrongDivision', 'permission', /division 100001/],
    [403, 'Forbidden', 'permission', /sales orders/],
    [404, 'Resource not found', 'value', /does not know/],
    [429, 'Too many requests', 'rate_limit', /goes on by itself/],
    [500, 'Data already exists', 'duplicate', /already/],
  ])('%i "%s" is %s', (status, text, failureClass, words) => {
    const failure = explain(status, text);
    expect(failure.failureClass).toBe(failureClass);
    expect(failure.message).toMatch(words);
    expect(failure.status).toBe(status);
  });

  it('is a defect of ours where a question was not understood', () => {
    expect(explain(400, 'Please add a $select', { isWrite: false }).failureClass).toBe('defect');
  });

  it('tells the minute from the day', () => {
    expect(explain(429, 'Too many requests', { retryAfterMs: 30_000 }).message).toContain('calls of this minute');
    expect(explain(429, 'Too many requests', { retryAfterMs: 7_200_000 })).toMatchObject({
      message: expect.stringContaining('calls of this day'),
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

  it('leaves a failure of the line as it is', () => {
    const failure = new ConnectorFailure('intermittent', 'cut', { isOutcomeUnknown: true });
    expect(explainRefusal(failure, { endpoint: 'x', isWrite: true, division: '1' })).toBe(failure);
  });
});
