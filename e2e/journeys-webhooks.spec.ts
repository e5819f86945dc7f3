import { Journeys } from './lib/journeys.js';
import { ways, type Person } from './lib/person.js';
import { see } from './lib/see.js';
import { until } from './lib/until.js';
import { startWebhookReceiver, verified, type WebhookReceiver } from './lib/webhook-receiver.js';
import { webhookWords as words } from './lib/webhook-words.js';

describe.each(ways)('webhooks by %s', (way) => {
  let journeys: Journeys;
  let receiver: WebhookReceiver;
  let person: Person;
  let secret: string;

  beforeAll(async () => {
    [journeys, receiver] = await Promise.all([Journeys.start(), startWebhookReceiver()]);
    person = await journeys.somebody(way);
  }, 180_000);
  afterAll(async () => {
    expect(journeys.troubles).toEqual([]);
    await journeys?.endJourney();
    await journeys?.stop();
    receiver?.stop();
  }, 60_000);

  const heading = (name: string) => see(person.page, person.page.getByRole('heading', { name, level: 1, exact: true }));
  const said = (text: string) => see(person.page, person.page.getByText(text, { exact: true }).first());
  const row = (event: string, state: string) =>
    see(person.page, person.page.getByRole('row').filter({ hasText: event }).filter({ hasText: state }));
  const inDialog = () => person.within(person.page.getByRole('dialog'));
  const secretShown = () => person.page.getByLabel(words.secret, { exact: true }).inputValue();

  function lastCall() {
    const call = receiver.calls.at(-1);
    if (!call) throw new Error('nothing was sent yet');
    return call;
  }

  it('adds one, and shows its signing secret this once', async () => {
    await person.follow(person.page.getByRole('navigation').getByRole('link', { name: words.title }));
    await heading(words.title);
    await person.follow(words.add);
    await heading(words.add);
    await person.press(words.create);
    await said(words.addressWrong);
    await person.fill(words.address, receiver.url);
    await person.fill(words.description, 'Warehouse');
    await person.press(words.create);
    await heading(words.created);
    secret = await secretShown();
    await person.follow(words.toWebhook);
    await heading('Warehouse');
    expect(await person.page.content()).not.toContain(secret);
  }, 60_000);

  it('tells it what happens, signed', async () => {
    const { client, wooUrl } = journeys.system;
    const { id: connectionId } = await client.call('createConnection', {
      applicationId: 'woocommerce',
      displayTitle: 'Outlet shop',
      fields: { shopUrl: wooUrl, consumerKey: 'ck_wrong', consumerSecret: 'cs_wrong' },
    });
    await client.call('testConnection', { connectionId });
    await row(words.connectionChanged, words.delivered);
    await until(() => receiver.calls.length >= 2, 'both changes arrive');
    const states = receiver.calls.map((call) => verified(call, secret).data as { connectionId: string; state: string });
    expect(states).toContainEqual(expect.objectContaining({ connectionId, state: 'needs_attention' }));
  }, 60_000);

  it('shows what a receiver that fails answered, and sends again when it is mended', async () => {
    receiver.answerWith(503);
    await person.press(words.test);
    await row(words.tested, words.dead);
    await person.follow(person.page.getByRole('main').getByRole('link', { name: words.tested, exact: true }));
    await heading(words.tested);
    await said(words.everyAttemptFailed);
    await said('The receiver is being mended.');
    const failed = lastCall();
    receiver.answerWith(204);
    await person.press(words.resend);
    await said(words.taken);
    const again = lastCall();
    expect(again.headers['webhook-id']).toBe(failed.headers['webhook-id']);
    expect(verified(again, secret)).toMatchObject({ type: 'notifications.v1.webhook.tested' });
  }, 60_000);

  it('signs with the secret before as well after a new one was made', async () => {
    await person.follow('Warehouse');
    await heading('Warehouse');
    await person.press(words.rotate);
    await inDialog().press(words.rotateNow);
    await see(person.page, person.page.getByLabel(words.secret, { exact: true }));
    const fresh = await secretShown();
    expect(fresh).not.toBe(secret);
    await inDialog().press(words.secretKept);
    const before = receiver.calls.length;
    await person.press(words.test);
    await until(() => receiver.calls.length > before, 'the test arrives');
    const call = lastCall();
    for (const either of [secret, fresh]) {
      expect(verified(call, either)).toMatchObject({ type: 'notifications.v1.webhook.tested' });
    }
  }, 60_000);

  it('changes what it is told of', async () => {
    await person.press(words.settings);
    await person.tick(words.issueOpens, false);
    await person.press(words.save);
    await said(words.saved);
    const [webhook] = (await journeys.system.client.call('listWebhooks', {})).items;
    expect(webhook?.eventTypes).not.toContain('flows.v1.issue.opened');
    expect(webhook?.eventTypes).toContain('flows.v1.run.failed');
  }, 60_000);

  it('stops, goes on, and goes', async () => {
    await person.press(words.disable);
    await inDialog().press(words.disable);
    await said(words.disabled);
    await person.press(words.enable);
    await said(words.enabled);
    await person.press(words.delete);
    await inDialog().press(words.delete);
    await said(words.none);
  }, 60_000);
});
