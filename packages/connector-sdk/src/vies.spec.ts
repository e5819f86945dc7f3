import type { ConnectorContext, HttpRequest } from './context.js';
import { sharedFailure } from './reasons.js';
import { vatNumberOf, type VatNumber } from './vat-territories.js';
import { askVies } from './vies.js';

const numbers = (...texts: string[]): VatNumber[] => texts.flatMap((text) => vatNumberOf(text) ?? []);

/** A run in which VIES answers as a test says; the calls that were made. */
function aRun(answer: (url: string) => unknown): { context: ConnectorContext; urls: string[] } {
  const urls: string[] = [];
  const request = ({ url }: HttpRequest) => {
    urls.push(url);
    return Promise.resolve().then(() => ({ status: 200, headers: {}, body: answer(url) }));
  };
  const signal = new AbortController().signal;
  const context = { cache: new Map(), signal, services: { vies: { request } } } as unknown as ConnectorContext;
  return { context, urls };
}

describe('VIES', () => {
  it('tells which numbers are valid, and is asked once a run for each', async () => {
    const { context, urls } = aRun((url) => ({ isValid: url.includes('123456789') }));
    const asked = numbers('DE123456789', 'DE123456789', 'EL987654321');
    const expected = new Map([
      ['DE123456789', 'valid'],
      ['GR987654321', 'invalid'],
    ]);
    expect(await askVies(context, asked)).toEqual(expected);
    expect(await askVies(context, asked)).toEqual(expected);
    expect(urls).toEqual(['ms/DE/vat/123456789', 'ms/EL/vat/987654321']);
  });

  it.each(['MS_UNAVAILABLE', 'TIMEOUT', 'MS_MAX_CONCURRENT_REQ'])(
    'does not call a number invalid whose state does not answer (%s), and leaves that state alone',
    async (userError) => {
      const { context, urls } = aRun((url) =>
        url.startsWith('ms/DE') ? { isValid: false, userError } : { isValid: true },
      );
      expect(await askVies(context, numbers('DE123456789', 'BE0123456789'))).toEqual(
        new Map([
          ['DE123456789', 'silent'],
          ['BE0123456789', 'valid'],
        ]),
      );
      expect(await askVies(context, numbers('DE987654321'))).toEqual(new Map([['DE987654321', 'silent']]));
      expect(urls).toHaveLength(2);
    },
  );

  it('is left alone for the run once it is down or slow', async () => {
    const { context, urls } = aRun(() => {
      throw sharedFailure('intermittent', 'http.timeout', { application: 'VIES', seconds: 4 });
    });
    expect(await askVies(context, numbers('DE123456789'))).toEqual(new Map([['DE123456789', 'silent']]));
    expect(await askVies(context, numbers('BE0123456789'))).toEqual(new Map([['BE0123456789', 'silent']]));
    expect(urls).toHaveLength(1);
  });

  it('is silent where something else answers, or where a run has no door to it', async () => {
    expect(await askVies(aRun(() => undefined).context, numbers('DE123456789'))).toEqual(
      new Map([['DE123456789', 'silent']]),
    );
    const context = { ...aRun(() => ({})).context, services: undefined };
    expect(await askVies(context, numbers('DE123456789'))).toEqual(new Map([['DE123456789', 'silent']]));
  });
});
