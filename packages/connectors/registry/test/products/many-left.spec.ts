import { Route } from './route.js';

// A box that was cleared for many articles at once, by mistake or because it is meant.

describe('many articles that leave at once', () => {
  let route: Route;
  beforeAll(async () => {
    route = await Route.start();
  });
  beforeEach(() => route.reset());
  afterAll(() => route.stop());

  const left = 24;
  const codes = Array.from({ length: left + 6 }, (_each, index) => `ART${index + 1}`);
  const isForSale = () => codes.map((code) => route.product(code)?.status === 'publish');
  const stock = () => codes.map((code) => route.product(code)?.stock_quantity);
  const soldAll = codes.map(() => true);

  /** Articles in the shop with their stock. */
  async function sold(): Promise<string[]> {
    const keys = codes.map((code) => route.addItem(code));
    for (const code of codes) route.setStock(code, 8);
    await runBoth();
    expect([isForSale(), stock()]).toEqual([soldAll, codes.map(() => 8)]);
    return keys;
  }

  const runBoth = async (pageSize = 500) => ({
    product: await route.run('product', {}, pageSize),
    stock: await route.run('stock_level', {}, pageSize),
  });

  function setBoxes(keys: readonly string[], IsWebshopItem: number): void {
    for (const key of keys) route.changeItem(key, { IsWebshopItem });
  }

  it('wait for a person, as one cause, and everything else goes on', async () => {
    const keys = await sold();
    setBoxes(keys.slice(0, left), 0);
    route.changeItem(keys.at(-1) ?? '', { Description: 'New name' });
    const { product, stock: levels } = await runBoth();
    for (const { issues } of [product, levels])
      expect(issues.map(([, code]) => code)).toEqual(Array(left).fill('sync.many_left'));
    expect([isForSale(), stock()]).toEqual([soldAll, codes.map(() => 8)]);
    expect(route.product(codes.at(-1) ?? '')?.name).toBe('New name');
    route.rewind();
    expect((await route.run('product', {}, 2)).issues).toHaveLength(left);
    expect(isForSale()).toEqual(soldAll);
  });

  it('leave up to the limit where the run learns page by page how many they are', async () => {
    const keys = await sold();
    setBoxes(keys.slice(0, left), 0);
    const { product } = await runBoth(10);
    expect([isForSale().filter((isShown) => !isShown).length, product.issues.length]).toEqual([20, 4]);
  });

  it('end as issues when the boxes are set again', async () => {
    const keys = await sold();
    setBoxes(keys.slice(0, left), 0);
    await runBoth();
    setBoxes(keys.slice(0, left), 1);
    await runBoth();
    expect([isForSale(), stock()]).toEqual([soldAll, codes.map(() => 8)]);
    route.rewind();
    const { product } = await runBoth();
    expect([product.counts.unchanged, product.issues]).toEqual([codes.length, []]);
  });

  it('leave when a person says that it is meant, or the settings do', async () => {
    const keys = await sold();
    setBoxes(keys.slice(0, left), 0);
    await runBoth();
    route.rewind();
    route.isAsked = true;
    await runBoth();
    expect(isForSale()).toEqual(codes.map((_code, index) => index >= left));
    setBoxes(keys, 1);
    route.isAsked = false;
    await runBoth();
    setBoxes(keys, 0);
    const { issues, counts } = await route.run('product', { maxLeftPercent: 100 });
    expect([issues, counts.updated]).toEqual([[], codes.length]);
  });
});
