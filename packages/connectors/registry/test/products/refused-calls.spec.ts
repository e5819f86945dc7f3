import type { AnswerFault } from '@koppel/connector-host/conformance';
import { Route, type Kind } from './route.js';

// One record for whose sake a shop, or what stands before it, refuses the whole call.

const page = { headers: { 'content-type': 'text/html' }, body: '<html>Forbidden' };
const answers: [string, AnswerFault][] = [
  ['403 as a page', { status: 403, ...page }],
  ['403 in its own words', { status: 403, body: '{"code":"forbidden","message":"Not you."}' }],
  [
    '400',
    { status: 400, body: '{"code":"rest_invalid_json","message":"Invalid JSON body passed.","data":{"status":400}}' },
  ],
  ['406 without a word', { status: 406, body: '' }],
  ['413', { status: 413, ...page }],
  ['500', { status: 500, ...page }],
];

describe('one record that makes a shop refuse the call', () => {
  let route: Route;
  beforeAll(async () => {
    route = await Route.start();
  });
  beforeEach(() => route.reset());
  afterAll(() => route.stop());

  const codes = Array.from({ length: 12 }, (_, index) => `SKU-${String(index).padStart(4, '0')}`);
  const poison = 'Zie <script> in de handleiding';
  const skus = () =>
    route.shop
      .list('products')
      .map(({ sku }) => sku)
      .sort();
  const without = (code: string) => codes.filter((each) => each !== code);
  const refuse = (answer: AnswerFault, holding: string) => route.beforeShop.setFault({ ...answer, holding });

  it.each(answers)('HP01: is an issue alone, and the other eleven are created (%s)', async (_name, answer) => {
    for (const code of codes) route.addItem(code, code === 'SKU-0005' ? { ExtraDescription: poison } : {});
    refuse(answer, 'handleiding');
    const { counts, issues } = await route.run('product');
    expect(counts).toMatchObject({ read: 12, created: 11, failed: 1 });
    expect(issues.map(([key]) => key)).toEqual(['SKU-0005']);
    expect(skus()).toEqual(without('SKU-0005'));
  });

  it.each(answers)(
    'HP01: is an issue alone over all pages, and the next run has only it (%s)',
    async (_name, answer) => {
      for (const code of codes) route.addItem(code, code === 'SKU-0001' ? { ExtraDescription: poison } : {});
      refuse(answer, 'handleiding');
      expect((await route.run('product', {}, 4)).issues.map(([key]) => key)).toEqual(['SKU-0001']);
      expect(skus()).toEqual(without('SKU-0001'));
      route.beforeShop.setFault(undefined);
      const key = String(route.exact.list('logistics/Items', { where: { Code: 'SKU-0001' } })[0]?.['ID']);
      route.changeItem(key, { ExtraDescription: 'Harmless' });
      expect((await route.run('product', {}, 4)).counts).toMatchObject({ read: 1, created: 1, failed: 0 });
    },
  );

  it.each(answers.slice(0, -1))(
    'HP01: is an issue alone also where its code is refused in a question (%s)',
    async (_name, answer) => {
      for (const code of [...codes, 'SELECT-1']) route.addItem(code);
      refuse(answer, 'SELECT-1');
      const { counts, issues } = await route.run('product');
      expect(counts).toMatchObject({ read: 13, created: 12, failed: 1 });
      expect(issues.map(([key]) => key)).toEqual(['SELECT-1']);
    },
  );

  it.each(['price', 'stock_level'] as Kind[])('HP01: is an issue alone also as %s', async (entity) => {
    for (const code of codes) route.addItem(code, { StandardSalesPrice: 10 });
    for (const code of codes) route.setStock(code, 5);
    await route.run('product');
    refuse({ status: 403, ...page }, `"id":${route.product('SKU-0005')?.id}`);
    const { counts, issues } = await route.run(entity);
    expect(counts).toMatchObject({ failed: 1 });
    expect(counts.updated).toBe(11);
    expect(issues.map(([key]) => key)).toEqual(['SKU-0005']);
  });

  it('HP01, HP39: makes nothing twice where an update is refused among creations', async () => {
    const key = route.addItem('OLD');
    await route.run('product');
    for (const code of codes) route.addItem(code);
    route.changeItem(key, { Description: poison });
    refuse({ status: 406, body: '' }, 'handleiding');
    const { counts, issues } = await route.run('product');
    expect(counts).toMatchObject({ created: 12, failed: 1 });
    expect(issues.map(([code]) => code)).toEqual(['OLD']);
    expect(skus()).toEqual(['OLD', ...codes]);
  });

  it('HP39: finds what a batch had done whose answer was cut off, and makes nothing twice', async () => {
    for (const code of ['H1', 'H2', 'H3']) route.addItem(code);
    route.shop.inject({ kind: 'answer_lost', path: 'products/batch' });
    const { counts } = await route.run('product');
    expect(counts).toMatchObject({ created: 3, failed: 0 });
    expect(skus()).toEqual(['H1', 'H2', 'H3']);
    expect((await route.run('product')).counts).toMatchObject({ created: 0, updated: 0, failed: 0 });
  });

  it('rows 15 and 58: a firewall that refuses everything pauses the run and blames no record', async () => {
    for (const code of codes) route.addItem(code);
    route.beforeShop.setFault({ status: 403, ...page });
    await expect(route.run('product')).rejects.toMatchObject({
      isPausing: true,
      side: 'target',
      failure: { reason: { code: 'http.blocked' } },
    });
    route.beforeShop.setFault(undefined);
    expect((await route.run('product')).counts).toMatchObject({ created: 12, failed: 0 });
  });
});
