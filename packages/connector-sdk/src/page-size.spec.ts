import type { ConnectorContext } from './context.js';
import { ConnectorFailure } from './failure.js';
import { readBearablePage } from './page-size.js';

/** An application that answers pages of at most `most` records; above that it throws `error`. */
function anApplication(most: number, error: unknown) {
  const sizes: number[] = [];
  const context = { cache: new Map(), log: { info() {}, warn() {} } } as unknown as ConnectorContext;
  const read = (wanted: number, smallest?: number) =>
    readBearablePage(context, { list: 'orders', wanted, smallest }, (size) => {
      sizes.push(size);
      return size > most ? Promise.reject(error as Error) : Promise.resolve(`${size} records`);
    });
  return { read, sizes };
}

const failureOf = (status: number, code = 'http.server_error') =>
  new ConnectorFailure('intermittent', { code, params: {} }, { status });

it('halves the page until the application bears it, and asks for no more from then on', async () => {
  const { read, sizes } = anApplication(20, failureOf(500));
  expect(await read(100)).toEqual({ page: '12 records', size: 12 });
  expect(await read(100)).toEqual({ page: '12 records', size: 12 });
  expect(await read(5)).toEqual({ page: '5 records', size: 5 });
  expect(sizes).toEqual([100, 50, 25, 12, 12, 5]);
});

it.each([
  ['an answer that takes too long', new ConnectorFailure('intermittent', { code: 'http.timeout', params: {} })],
  ['an answer that is too large', new ConnectorFailure('too_large', { code: 'http.refused', params: {} })],
])('halves the page after %s', async (_what, error) => {
  expect(await anApplication(50, error).read(100)).toEqual({ page: '50 records', size: 50 });
});

it.each([
  ['is in maintenance', failureOf(503)],
  ['refuses the key', new ConnectorFailure('permission', { code: 'http.refused', params: {} }, { status: 401 })],
  ['meets a mistake in Koppel', new TypeError('no such thing')],
])('does not ask again when the application %s', async (_what, error) => {
  const { read, sizes } = anApplication(0, error);
  await expect(read(100)).rejects.toBe(error);
  expect(sizes).toEqual([100]);
});

it('gives up on the smallest page', async () => {
  const { read, sizes } = anApplication(1, failureOf(500));
  await expect(read(8, 2)).rejects.toMatchObject({ status: 500 });
  expect(sizes).toEqual([8, 4, 2]);
});
