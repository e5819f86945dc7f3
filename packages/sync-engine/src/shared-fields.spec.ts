import type { SharedField } from '@koppel/connector-sdk';
import { payloadForUpdate } from './shared-fields.js';

const sharedFields: Record<string, SharedField> = {
  name: { update: 'unless_same', with: ['language'] },
  text: { update: 'unless_same' },
  isStocked: { update: 'if_changed' },
  isShown: { update: 'never', restored: { hidden: true } },
  backorders: { update: 'never', restoredFrom: 'backorders' },
};
const payload = {
  sku: 'A',
  name: 'Mug',
  text: 'Blue',
  isStocked: false,
  isShown: false,
  backorders: null,
  language: 'nl',
};
const update = (changes: object, before: Parameters<typeof payloadForUpdate>[2]) =>
  payloadForUpdate({ sharedFields }, { ...payload, ...changes }, before);

describe('what is written of a record that stands at the target', () => {
  it('is what changed at the source since the last write', () => {
    const left = { ...payload, name: null, text: null, isStocked: null, isShown: null };
    expect(update({}, { written: payload })).toEqual(left);
    expect(update({ name: 'Cup' }, { written: payload })).toEqual({ ...left, name: 'Cup' });
    expect(update({ isStocked: true }, { written: payload })).toEqual({ ...left, isStocked: true });
    expect(update({ isShown: true }, { written: payload })).toEqual(left);
    expect(update({ sku: 'B' }, { written: payload })).toEqual({ ...left, sku: 'B' });
  });

  it('is a field, too, whose meaning changed', () => {
    expect(update({ language: 'en' }, { written: payload })).toMatchObject({ name: 'Mug', text: null });
  });

  it('is the safe side where nobody knows what was written', () => {
    expect(update({}, { written: undefined })).toEqual({ ...payload, isStocked: null, isShown: null });
  });

  it('takes away a text that was written, and no other', () => {
    expect(update({ text: '' }, { written: payload })).toMatchObject({ text: '' });
    for (const text of [null, '']) expect(update({ text: '' }, { written: { ...payload, text } })['text']).toBeNull();
    expect(update({ text: '' }, { written: undefined })['text']).toBeNull();
    expect(update({ text: null }, { written: payload })['text']).toBeNull();
  });

  it('undoes what taking it back did, whatever was written', () => {
    expect(update({}, { written: payload, effects: [{ kind: 'hidden' }] })).toMatchObject({
      isShown: true,
      name: null,
    });
    expect(update({}, { written: undefined, effects: [{ kind: 'hidden' }] })).toMatchObject({ isShown: true });
    expect(update({}, { written: payload, effects: [{ kind: 'sold_out' }] })['isShown']).toBeNull();
    const twice = {
      written: payload,
      effects: [{ kind: 'sold_out' }, { kind: 'hidden' }, { kind: 'backorders', before: 'notify' }],
    };
    expect(update({}, twice)).toMatchObject({ isShown: true, backorders: 'notify' });
  });

  it('is all of it where the target shares nothing', () => {
    expect(payloadForUpdate({}, payload, { written: payload })).toEqual(payload);
  });
});
