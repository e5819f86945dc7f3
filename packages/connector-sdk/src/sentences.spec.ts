import { dutchCallSentences, translateSentences } from './sentences.js';

describe('translateSentences', () => {
  const sentences = {
    'Signed in as {}.': 'Ingelogd als {}.',
    'Prices are entered {} VAT.': 'Prijzen worden {} btw ingevoerd.',
    with: 'met',
    '{} of {} passed.': 'Van de {2} zijn er {1} geslaagd.',
  };

  it('fills in what differs, and translates that where it is known', () => {
    expect(translateSentences('Signed in as A. (admin) Person.', sentences)).toBe('Ingelogd als A. (admin) Person.');
    expect(translateSentences('Prices are entered with VAT.', sentences)).toBe('Prijzen worden met btw ingevoerd.');
    expect(translateSentences('3 of 4 passed.', sentences)).toBe('Van de 4 zijn er 3 geslaagd.');
  });

  it('leaves what it does not know', () => {
    expect(translateSentences('Nobody said this before.', sentences)).toBe('Nobody said this before.');
  });

  it('knows what is said of calls that fail', () => {
    const english =
      "Shop cannot be reached (ECONNREFUSED): it is down, or its address is wrong. Koppel tries again by itself; if this stays, check the address in the connection's fields.";
    expect(translateSentences(english, dutchCallSentences)).toMatch(/^Shop is niet bereikbaar \(ECONNREFUSED\)/);
    expect(
      translateSentences(
        'The call to Shop was stopped. Koppel tries again by itself; a write is looked up first.',
        dutchCallSentences,
      ),
    ).toBe(
      'De aanroep van Shop is gestopt. Koppel probeert het zelf opnieuw; bij schrijven wordt eerst opgezocht of het al gelukt is.',
    );
  });
});
