import { vatRateChoices } from './vat-rates.js';

it('lists each rate once, by country and percentage', () => {
  const rates = [
    { country: 'NL', ratePercent: '21.0000', name: 'BTW' },
    { country: 'EL', ratePercent: '24', name: ' ' },
    { country: 'NL', ratePercent: '9.0', name: 'BTW laag' },
    { country: 'nl', ratePercent: '21', name: 'again' },
    { country: '', ratePercent: '5.5' },
  ];
  expect(vatRateChoices(rates)).toEqual([
    { value: '*:5.5', label: '*:5.5' },
    { value: 'GR:24', label: 'GR:24' },
    { value: 'NL:21', label: 'NL:21', hint: 'BTW' },
    { value: 'NL:9', label: 'NL:9', hint: 'BTW laag' },
  ]);
});
