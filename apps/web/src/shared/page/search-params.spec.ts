import { day, oneOf, ownPath, searchReader, text, uuid } from './search-params.js';

const id = '3f0c8a34-5a3f-4f49-9d3f-0c7a4f1b2c3d';
const read = searchReader({ q: text, flowId: uuid(), state: oneOf(['open', 'held']) });

describe('searchReader', () => {
  it('takes what is known and well-formed', () => {
    expect(read({ q: 'mug', flowId: id, state: 'held', other: 'x' })).toEqual({ q: 'mug', flowId: id, state: 'held' });
  });

  it('leaves out what is mistyped', () => {
    expect(read({ q: { a: 1 }, flowId: 'x', state: 'lost' })).toEqual({});
  });

  it('takes a number as a text', () => {
    expect(read({ q: 1001 })).toEqual({ q: '1001' });
  });
});

describe('day', () => {
  it.each([
    ['2026-02-27', '2026-02-27'],
    ['2026-02-30', undefined],
    ['2026-2-3', undefined],
    [20260203, undefined],
  ])('reads %p as %p', (typed, expected) => {
    expect(day(typed)).toBe(expected);
  });
});

describe('ownPath', () => {
  it.each([
    ['/runs?state=failed', '/runs?state=failed'],
    ['//elsewhere.example', undefined],
    ['/\\\\elsewhere.example', undefined],
    ['https://elsewhere.example', undefined],
  ])('reads %p as %p', (typed, expected) => {
    expect(ownPath(typed)).toBe(expected);
  });
});
