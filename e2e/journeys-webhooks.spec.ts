import { Journeys } from './lib/journeys.js';
import { ways, type Person } from './lib/person.js';
import { waitUntilVisible } from './lib/browser.js';
import { waitUntil } from '../tools/wait-until.ts';
import { startWebhookReceiver, verified, type WebhookReceiver } from './lib/webhook-receiver.js';
import { webhookTexts as texts } from './lib/texts.js';

let journeys: Journeys;

beforeAll(async () => {
  journeys = await Journeys.start();
});
afterAll(() => journeys?.stop());

describe.each(ways)('webhooks by %s', (way) => {
  let receiver: WebhookReceiver;
  let person: Person;
  let secret: string;

  beforeAll(async () => {
    receiver = await startWebhookReceiver();
    person = await journeys.somebody(way);
  });
  afterAll(async () => {
    expect(journeys.errors).toEqual([]);
    await journeys.endJourney();
    receiver?.stop();
  });

  const waitForHeading = (name: string) =>
    waitUntilVisible(person.page, person.page.getByRole('heading', { name, level: 1, exact: true }));
  const waitForText = (text: string) =>
    waitUntilVisible(person.page, person.page.getByText(text, { exact: true }).first());
  const row = (event: string, state: string) =>
    waitUntilVisible(person.page, person.page.getByRole('row').filter({ hasText: event }).filter({ hasText: state }));
  const inDialog = () => person.within(person.page.getByRole('dialog'));
  const secretShown = () => person.page.getByLabel(texts.secret, { exact: true }).inputValue();

  function lastCall() {
    const call = receiver.calls.at(-1);
    if (!call) throw new Error('nothing was sent yet');
    return call;
  }

  it('adds one, and shows its signing secret this once', async () => {
    await person.follow(person.page.getByRole('navigation').getByRole('link', { name: texts.title }));
    await waitForHeading(texts.title);
    await person.follow(texts.add);
    await waitForHeading(texts.add);
    await person.press(texts.create);
    await waitForText(texts.addressWrong);
    await person.fill(texts.address, receiver.url);
    await person.fill(texts.description, 'Warehouse');
    await person.press(texts.create);
    await waitForHeading(texts.created);
    secret = await secretShown();
    await person.follow(texts.toWebhook);
    await waitForHeading('Warehouse');
    expect(await person.page.content()).not.toContain(secret);
  });

  it('tells it what happens, signed', async () => {
    const { client, wooUrl } = journeys.system;
    const { id: connectionId } = await client.call('createConnection', {
      applicationId: 'woocommerce',
      displayTitle: 'Outlet shop',
      fields: { shopUrl: wooUrl, consumerKey: 'ck_wrong', consumerSecret: 'cs_wrong' },
    });
    await client.call('testConnection', { connectionId });
    await row(texts.connectionChanged, texts.delivered);
    await waitUntil(() => receiver.calls.length >= 2, { what: 'both changes arrive' });
    const states = receiver.calls.map((call) => verified(call, secret).data as { connectionId: string; state: string });
    expect(states).toContainEqual(expect.objectContaining({ connectionId, state: 'needs_attention' }));
  });

  it('shows what a receiver that fails answered, and sends again when it is mended', async () => {
    receiver.answerWith(503);
    await person.press(texts.test);
    await row(texts.tested, texts.dead);
    await person.follow(person.page.getByRole('main').getByRole('link', { name: texts.tested, exact: true }));
    await waitForHeading(texts.tested);
    await waitForText(texts.everyAttemptFailed);
    await waitForText('The receiver is being mended.');
    const failed = lastCall();
    receiver.answerWith(204);
    await person.press(texts.resend);
    await waitForText(texts.taken);
    const again = lastCall();
    expect(again.headers['webhook-id']).toBe(failed.headers['webhook-id']);
    expect(verified(again, secret)).toMatchObject({ type: 'notifications.v1.webhook.tested' });
  });

  it('signs with the secret before as well after a new one was made', async () => {
    await person.follow('Warehouse');
    await waitForHeading('Warehouse');
    await person.press(texts.rotate);
    await inDialog().press(texts.rotateNow);
    await waitUntilVisible(person.page, person.page.getByLabel(texts.secret, { exact: true }));
    const fresh = await secretShown();
    expect(fresh).not.toBe(secret);
    await inDialog().press(texts.secretKept);
    const before = receiver.calls.length;
    await person.press(texts.test);
    await waitUntil(() => receiver.calls.length > before, { what: 'the test arrives' });
    const call = lastCall();
    for (const either of [secret, fresh]) {
      expect(verified(call, either)).toMatchObject({ type: 'notifications.v1.webhook.tested' });
    }
  });

  it('changes what it is told of', async () => {
    await person.press(texts.settings);
    await person.tick(texts.issueOpens, false);
    await person.press(texts.save);
    await waitForText(texts.saved);
    const [webhook] = (await journeys.system.client.call('listWebhooks', {})).items;
    expect(webhook?.eventTypes).not.toContain('flows.v1.issue.opened');
    expect(webhook?.eventTypes).toContain('flows.v1.run.failed');
  });

  it('stops, goes on, and goes', async () => {
    await person.press(texts.disable);
    await inDialog().press(texts.disable);
    await waitForText(texts.disabled);
    await person.press(texts.enable);
    await waitForText(texts.enabled);
    await person.press(texts.delete);
    await inDialog().press(texts.delete);
    await waitForText(texts.none);
  });
});
