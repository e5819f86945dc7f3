import { webhookEventTypes, webhookTestType } from '@koppel/contracts';
import { en } from './texts.js';
import { eventLabel, webhookName } from './webhook.js';

describe('eventLabel', () => {
  it('has words for everything that a webhook can be sent', () => {
    expect(Object.keys(en.events).sort()).toEqual([...webhookEventTypes, webhookTestType].sort());
  });

  it('shows the type itself where it knows no words', () => {
    expect(eventLabel('flows.v9.run.pondered')).toBe('flows.v9.run.pondered');
  });
});

describe('webhookName', () => {
  it('is the description, else the address', () => {
    const url = 'https://example.com/koppel';
    expect(webhookName({ url, description: 'Warehouse' })).toBe('Warehouse');
    expect(webhookName({ url, description: '' })).toBe(url);
  });
});
