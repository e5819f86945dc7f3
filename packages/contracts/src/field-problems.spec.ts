import { z } from 'zod';
import { parseFields } from './field-problems.js';
import { renderReason } from './reason.js';
import { fieldReasons } from './reasons.js';
import { decimalSchema } from './values.js';
import { languages } from './vocabulary.js';

const schema = z.strictObject({
  title: z.string().min(3).max(5),
  state: z.enum(['on', 'off']),
  count: z.number().int().min(1).max(9).multipleOf(3),
  share: z.number().gt(0).lt(1),
  amount: decimalSchema,
  url: z.url(),
  key: z.string().regex(/^ck_/, 'shop.field_key'),
  lines: z
    .array(z.object({ id: z.uuid() }))
    .min(1)
    .max(2),
});

const right = {
  title: 'abcd',
  state: 'on',
  count: 3,
  share: 0.5,
  amount: '1.50',
  url: 'https://example.com',
  key: 'ck_1',
  lines: [{ id: '3f0c8a34-5a3f-4f49-9d3f-0c7a4f1b2c3d' }],
};

it('gives what it parsed', () => {
  expect(parseFields(schema, right)).toEqual({ data: right });
});

it.each([
  [{ title: undefined }, 'title', 'field.required', {}],
  [{ title: '' }, 'title', 'field.required', { minimum: 3 }],
  [{ title: 'ab' }, 'title', 'field.too_short', { minimum: 3 }],
  [{ title: 'abcdef' }, 'title', 'field.too_long', { maximum: 5 }],
  [{ title: 1 }, 'title', 'field.text', {}],
  [{ state: 'other' }, 'state', 'field.choice', { choices: 'on, off' }],
  [{ state: undefined }, 'state', 'field.required', { choices: 'on, off' }],
  [{ count: 0 }, 'count', 'field.too_small', { minimum: 1 }],
  [{ count: 12 }, 'count', 'field.too_big', { maximum: 9 }],
  [{ count: 4 }, 'count', 'field.not_multiple', { divisor: 3 }],
  [{ count: 1.5 }, 'count', 'field.integer', {}],
  [{ count: 'x' }, 'count', 'field.number', {}],
  [{ share: 0 }, 'share', 'field.not_above', { minimum: 0 }],
  [{ share: 1 }, 'share', 'field.not_below', { maximum: 1 }],
  [{ amount: '1,50' }, 'amount', 'field.decimal', {}],
  [{ url: 'example' }, 'url', 'field.url', {}],
  [{ key: 'cs_1' }, 'key', 'shop.field_key', {}],
  [{ lines: [] }, 'lines', 'field.too_few', { minimum: 1 }],
  [{ lines: [{ id: 1 }] }, 'lines.0.id', 'field.text', {}],
  [{ lines: [{ id: 'x' }] }, 'lines.0.id', 'field.uuid', {}],
  [{ other: 1 }, 'other', 'field.unknown', {}],
])('finds %j', (change, path, code, params) => {
  const { problems = [] } = parseFields(schema, { ...right, ...change });
  expect(problems[0]).toEqual({ path, code, params });
  for (const language of languages) {
    expect(renderReason({ code, params }, fieldReasons, language)).not.toMatch(/[{}]|^field\./);
  }
});
