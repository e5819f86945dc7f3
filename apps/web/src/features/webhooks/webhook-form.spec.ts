import { texts } from './texts.js';
import { readWebhook, type WebhookInput } from './webhook-form.js';

const typed: WebhookInput = {
  url: ' https://example.com/koppel ',
  description: ' Warehouse ',
  eventTypes: ['flows.v1.run.failed'],
};

describe('readWebhook', () => {
  it('takes what is complete, without the spaces around it', () => {
    expect(readWebhook(typed)).toEqual({
      input: { url: 'https://example.com/koppel', description: 'Warehouse', eventTypes: ['flows.v1.run.failed'] },
    });
  });

  it.each(['', 'example.com', 'ftp://example.com', 'https://', 'mailto:me@example.com'])(
    'asks for a whole web address instead of "%s"',
    (url) => {
      expect(readWebhook({ ...typed, url })).toEqual({ problems: { url: texts.addressWrong } });
    },
  );

  it('names everything that is missing at once', () => {
    expect(readWebhook({ url: '', description: '', eventTypes: [] })).toEqual({
      problems: { url: texts.addressWrong, eventTypes: texts.eventsMissing },
    });
  });
});
