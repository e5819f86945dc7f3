import { defineReasons } from '@koppel/contracts';
import { ConnectorFailure, failuresOf, messageOfBody, pausesRun, plainText } from './failure.js';

const failure = failuresOf(
  defineReasons({
    en: { 'toy.missing': 'There is no {sku}.', 'toy.closed': 'The shop is closed.' },
    nl: { 'toy.missing': 'Er is geen {sku}.', 'toy.closed': 'De winkel is dicht.' },
  }),
);

describe('a failure', () => {
  it('carries class, code, parameters and field; its message is the English sentence', () => {
    const missing = failure(
      'missing_reference',
      'toy.missing',
      { sku: 'A-1' },
      { field: 'lines.0.sku', waitsFor: 'a' },
    );
    expect(missing).toBeInstanceOf(ConnectorFailure);
    expect(missing).toMatchObject({
      failureClass: 'missing_reference',
      waitsFor: 'a',
      reason: { code: 'toy.missing', params: { sku: 'A-1' }, field: 'lines.0.sku' },
      message: 'There is no A-1.',
    });
    expect(missing.reason).not.toHaveProperty('message');
  });

  it('of a code without parameters takes none', () => {
    expect(failure('application_down', 'toy.closed').reason).toEqual({ code: 'toy.closed', params: {} });
    expect(failure('application_down', 'toy.closed', {}, { retryAfterMs: 5 }).retryAfterMs).toBe(5);
  });

  it('keeps the body of the answer from loggers', () => {
    const refused = failure('value', 'toy.closed', {}, { body: { secret: 'shh' } });
    expect(refused.body).toEqual({ secret: 'shh' });
    expect(JSON.stringify(refused)).not.toContain('shh');
  });

  it('pauses the run when it is of the application', () => {
    expect(pausesRun(failure('rate_limit', 'toy.closed'))).toBe(true);
    expect(pausesRun(failure('value', 'toy.closed'))).toBe(false);
  });
});

describe('plainText', () => {
  it.each([
    ['<strong>Error:</strong> SKU &quot;A&quot; exists.', 'Error: SKU "A" exists'],
    ['a &lt;b&gt;bold&lt;/b&gt; move', 'a bold move'],
    ['Price must be < 5 and > 3', 'Price must be < 5 and > 3'],
    ['Jan&#039;s &amp; Piet&#x27;s\n  shop...', "Jan's & Piet's shop"],
    ['&unknown; &#9999999;', '&unknown;'],
  ])('of %j is %j', (text, plain) => expect(plainText(text)).toBe(plain));

  it('is capped', () => expect(plainText('x'.repeat(1000))).toHaveLength(300));
});

describe('messageOfBody', () => {
  it.each([
    [{ error: { message: { value: 'OData says so.' } } }, 'OData says so'],
    [{ error: { message: 'REST' } }, 'REST'],
    [{ message: '<p>WordPress</p>' }, 'WordPress'],
    [{ error: 'invalid_grant', error_description: 'OAuth' }, 'OAuth'],
    [{ errors: [{ message: 'GraphQL' }] }, 'GraphQL'],
    [{ errors: ['plain'] }, 'plain'],
    [{ error: 'invalid_grant' }, 'invalid_grant'],
    [{}, undefined],
    ['text', undefined],
  ])('of %j is %j', (body, message) => expect(messageOfBody(body)).toBe(message));
});
