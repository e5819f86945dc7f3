import type { AnswerFault, Fault } from '@koppel/connector-host/conformance';
import { Route } from './route.js';

// Answers that are not as they should be, of the shop and of Exact Online.

describe('answers', () => {
  let route: Route;
  beforeAll(async () => {
    route = await Route.start();
  });
  beforeEach(() => route.reset());
  afterAll(() => route.stop());

  const spoiled: [string, string, Fault][] = [
    ['HP16', 'a byte order mark', 'marked'],
    ['HP23, rows 13 and 14', 'a notice of PHP', 'printed'],
  ];

  it.each(spoiled)('%s: are read past %s, by every flow', async (_id, _name, fault) => {
    route.addItem('A', { StandardSalesPrice: 10 });
    route.setStock('A', 3);
    route.beforeShop.setFault(fault);
    const { product, price, stock_level } = await route.runAll();
    expect([product, price, stock_level].map(({ counts }) => counts.failed)).toEqual([0, 0, 0]);
    expect(route.product('A')).toMatchObject({ stock_quantity: 3, regular_price: '10.00' });
  });

  it.each<[string, Fault]>([
    ['HP16', 'marked'],
    ['HP23', 'as-page'],
  ])('%s: of Exact Online are read too', async (_id, fault) => {
    route.addItem('A');
    route.beforeExact.setFault(fault);
    expect((await route.run('product')).counts).toMatchObject({ created: 1 });
  });

  it.each<[string, AnswerFault]>([
    ['a time-out of its own (408)', { status: 408 }],
    [
      'a page of maintenance with 200',
      { status: 200, headers: { 'content-type': 'text/html' }, body: '<html>Onderhoud</html>' },
    ],
    [
      'a page of a gateway',
      { status: 502, headers: { 'content-type': 'text/html' }, body: '<html>Bad gateway</html>' },
    ],
  ])('HP47: %s of Exact Online pauses the run, which goes on afterwards', async (_name, answer) => {
    route.addItem('A');
    route.beforeExact.setFault(answer);
    await expect(route.run('product')).rejects.toMatchObject({ isPausing: true, side: 'source' });
    route.beforeExact.setFault(undefined);
    expect((await route.run('product')).counts).toMatchObject({ created: 1 });
  });

  it.each<[string, Record<string, string>, number, number]>([
    [
      'HP28: headers of the minute alone',
      {
        'x-ratelimit-minutely-limit': '60',
        'x-ratelimit-minutely-remaining': '0',
        'x-ratelimit-minutely-reset': 'in 40 s',
      },
      30_000,
      40_000,
    ],
    ['HP28: no headers', {}, 60_000, 60_000],
    [
      'HP29: headers of the day',
      { 'x-ratelimit-limit': '5000', 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': 'in 18000 s' },
      17_900_000,
      18_000_000,
    ],
  ])('%s with a 429 of Exact Online say how long to wait', async (_name, headers, from, to) => {
    const told = Object.fromEntries(
      Object.entries(headers).map(([name, value]) => {
        const seconds = /^in (\d+) s$/.exec(value)?.[1];
        return [name, seconds === undefined ? value : String(route.nowMs + Number(seconds) * 1000)];
      }),
    );
    route.beforeExact.setFault({ status: 429, headers: told });
    const error: unknown = await route.run('product').catch((cause: unknown) => cause);
    expect(error).toMatchObject({ isPausing: true, failure: { failureClass: 'rate_limit' } });
    const { retryAfterMs } = (error as { failure: { retryAfterMs: number } }).failure;
    expect(retryAfterMs).toBeGreaterThanOrEqual(from);
    expect(retryAfterMs).toBeLessThanOrEqual(to);
  });

  it('HP41: a redirect of a write is not followed, and nothing counts as written', async () => {
    route.addItem('A');
    const location = 'https://www.example.org/wp-json/wc/v3/products/batch';
    route.beforeShop.setFault({ status: 301, headers: { location }, holding: 'products/batch' });
    await expect(route.run('product')).rejects.toMatchObject({ side: 'target' });
    expect(route.product('A')).toBeUndefined();
    route.beforeShop.setFault(undefined);
    expect((await route.run('product')).counts).toMatchObject({ created: 1 });
  });

  it('row 57: maintenance of the shop is looked at again soon, whatever its page asks for', async () => {
    route.addItem('A');
    const page =
      '<html><title>Maintenance</title>Briefly unavailable for scheduled maintenance. Check back in a minute.</html>';
    route.beforeShop.setFault({
      status: 503,
      headers: { 'content-type': 'text/html', 'retry-after': '600' },
      body: page,
    });
    const error: unknown = await route.run('product').catch((cause: unknown) => cause);
    expect(error).toMatchObject({ isPausing: true });
    expect((error as { failure: { retryAfterMs: number } }).failure.retryAfterMs).toBeLessThanOrEqual(120_000);
  });

  it('row 56: a robot check with 200 is waited for', async () => {
    route.addItem('A');
    route.beforeShop.setFault('page');
    await expect(route.run('product')).rejects.toMatchObject({ isPausing: true, side: 'target' });
    route.beforeShop.setFault(undefined);
    expect((await route.run('product')).counts).toMatchObject({ created: 1 });
  });
});
