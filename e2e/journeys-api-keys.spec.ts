import { waitUntil } from '../tools/wait-until.ts';
import { waitUntilVisible } from './lib/browser.js';
import { Journeys } from './lib/journeys.js';
import { ways, type Person } from './lib/person.js';
import { apiKeyTexts as texts } from './lib/texts.js';

describe.each(ways)('an API key by %s', (way) => {
  let journeys: Journeys;
  let owner: Person;
  let key: string;

  beforeAll(async () => {
    journeys = await Journeys.start();
    owner = await journeys.somebody(way);
  }, 180_000);
  afterAll(async () => {
    expect(journeys.errors).toEqual([]);
    await journeys?.endJourney();
    await journeys?.stop();
  }, 120_000);

  /** What a program does that has nothing but the key. */
  const script = async (path: string, method = 'GET') => {
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
    const answer = await fetch(`${journeys.system.url}/api/v1${path}`, { method, headers });
    return { status: answer.status, body: (await answer.json()) as { code?: string; detail?: string } };
  };

  it('is made with the password, and copied the one time that it is shown', async () => {
    const { page } = owner;
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await owner.press(texts.account);
    await owner.follow(texts.page);
    await waitUntilVisible(page, page.getByRole('heading', { name: texts.page, level: 1 }));
    await owner.fill(texts.name, 'Order report');
    await owner.select(texts.owner, texts.ofOrganization);
    await owner.tick(texts.operate);
    await owner.fill(texts.password, journeys.system.account.password);
    await owner.press(texts.make);
    await waitUntilVisible(page, page.getByText(texts.made('Order report')));
    await owner.press(texts.copy);
    await waitUntilVisible(page, page.getByRole('button', { name: texts.copied }));
    key = await page.evaluate(() => navigator.clipboard.readText());
    expect(key).toMatch(/^koppel_[0-9a-f]{64}$/);
    await page.reload();
    await waitUntilVisible(page, page.getByText(key.slice(0, 13)));
    expect(await page.content()).not.toContain(key.slice(13));
  }, 120_000);

  it('opens the API to a script, as far as its scopes go', async () => {
    expect((await script('/runs')).status).toBe(200);
    expect((await script('/webhooks', 'POST')).status).toBe(403);
  });

  it('opens nothing once it is revoked', async () => {
    const { page } = owner;
    await owner.press(texts.revokeKey('Order report'));
    await owner.within(page.getByRole('dialog')).press(texts.revoke);
    const isGone = async () => (await page.getByText(key.slice(0, 13)).count()) === 0;
    await waitUntil(isGone, { what: 'the key is no longer listed' });
    const { status, body } = await script('/runs');
    expect(status).toBe(401);
    expect(body).toMatchObject({ code: 'request.key_refused' });
    expect(body.detail).toContain('revoked');
  }, 60_000);
});
