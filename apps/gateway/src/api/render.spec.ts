import { errorCodes, problemsOfCatalogue, reasonSchema } from '@koppel/contracts';
import { z } from 'zod';
import { reasons } from './reasons.js';
import { rendererOf } from './render.js';

const code = 'gateway.depth';
const params = { levels: 64 };
const message = 'De inhoud is dieper genest dan 64 niveaus.';

it('fills in the messages of reasons wherever a schema has them', () => {
  const schema = z.object({
    reason: reasonSchema.describe('Why').nullable(),
    none: reasonSchema.nullable(),
    absent: reasonSchema.optional(),
    list: z.array(z.object({ why: reasonSchema })),
    byKey: z.record(z.string(), reasonSchema),
    either: z.union([z.object({ a: reasonSchema }), z.object({ b: reasonSchema })]),
    payload: z.unknown(),
  });
  const reason = () => ({ code, params });
  const value = {
    reason: reason(),
    none: null,
    list: [{ why: reason() }],
    byKey: { x: reason() },
    either: { b: reason() },
    payload: reason(),
  };
  rendererOf(schema)?.(value, 'nl');
  const rendered = { code, params, message };
  expect(value).toEqual({
    reason: rendered,
    none: null,
    list: [{ why: rendered }],
    byKey: { x: rendered },
    either: { b: rendered },
    payload: { code, params },
  });
});

it('makes no renderer where there is nothing to render', () => {
  expect(rendererOf(z.object({ items: z.array(z.object({ name: z.string() })) }))).toBeUndefined();
});

it('knows a message for every code of every package in every language', () => {
  expect(problemsOfCatalogue(reasons)).toEqual([]);
  expect(errorCodes.filter((known) => !(known in reasons.en))).toEqual([]);
});
