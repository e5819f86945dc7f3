import { draftIdSchema } from '@koppel/contracts';
import { aPerson } from '@koppel/service-kit/testing';
import { randomUUID } from 'node:crypto';
import { changeDraft, maySee, startDraft } from './draft.js';

const ann = aPerson({ userId: 'ann', role: 'operator' });
const aDraft = () => startDraft(draftIdSchema.parse(randomUUID()), ann);

describe('a draft', () => {
  it('keeps what a change leaves out', () => {
    const draft = changeDraft(aDraft(), { values: { shop: { url: 'https://shop.example' } } });
    expect(changeDraft(draft, { step: 'packages', values: undefined })).toMatchObject({
      step: 'packages',
      values: { shop: { url: 'https://shop.example' } },
      startedBy: 'ann',
    });
  });

  it('refuses more than 64 kB of what was typed', () => {
    const typed = (length: number) => changeDraft(aDraft(), { values: { form: { field: 'x'.repeat(length) } } });
    expect(() => typed(60_000)).not.toThrow();
    expect(() => typed(66_000)).toThrow(expect.objectContaining({ code: 'request.invalid' }));
  });

  it('is shown to whoever began it and to those who set up integrations', () => {
    const draft = aDraft();
    expect(maySee(draft, ann)).toBe(true);
    expect(maySee(draft, aPerson({ userId: 'bob', role: 'operator' }))).toBe(false);
    expect(maySee(draft, aPerson({ userId: 'bob', role: 'admin' }))).toBe(true);
  });
});
